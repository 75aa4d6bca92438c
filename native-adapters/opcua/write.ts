import { AttributeIds, coerceNodeId, DataType, VariantArrayType, type ClientSession } from 'node-opcua';
import type { AdapterFault } from '#app/acquisition';
import { fail, ok, type Result } from '#kernel/result';
import { nodeAddress, nodeIdIn } from './address.ts';
import { faultOf } from './dial.ts';

const WHOLE: Readonly<Partial<Record<DataType, readonly [min: number, max: number]>>> = {
  [DataType.Boolean]: [0, 1],
  [DataType.SByte]: [-0x80, 0x7f], [DataType.Byte]: [0, 0xff], [DataType.Int16]: [-0x8000, 0x7fff], [DataType.UInt16]: [0, 0xffff],
  [DataType.Int32]: [-0x8000_0000, 0x7fff_ffff], [DataType.UInt32]: [0, 0xffff_ffff],
};

/** The value as this type says it; null when it cannot. */
function as(type: DataType, value: number | string | boolean): unknown {
  if (typeof value === 'string') return type === DataType.String ? value : null;
  const number = Number(value);
  if (type === DataType.Double || type === DataType.Float) return Number.isFinite(number) ? number : null;
  const [min, max] = WHOLE[type] ?? [1, 0];
  const fits = Number.isInteger(number) && number >= min && number <= max;
  if (!fits) return null;
  return type === DataType.Boolean ? number === 1 : number;
}

/** Writes one value in the node's own type and waits until the server has confirmed it. */
export async function write(session: ClientSession | null, peer: string, address: string, value: number | string | boolean): Promise<Result<void, AdapterFault>> {
  const node = nodeAddress(address);
  if (node === null) return fail('bad-address', { address });
  if (session === null) return fail('unreachable', { peer, reason: 'down' });
  try {
    const id = nodeIdIn(node.uri === null ? [] : await session.readNamespaceArray(), node);
    if (id === null) return fail('refused', { reason: 'BadNodeIdUnknown', address });
    const nodeId = coerceNodeId(id);
    const type = await session.getBuiltInDataType(nodeId);
    const written = as(type, value);
    if (written === null) return fail('refused', { reason: 'value', address });
    const status = await session.write({ nodeId, attributeId: AttributeIds.Value, value: { value: { dataType: type, arrayType: VariantArrayType.Scalar, value: written } } });
    return status.isGood() ? ok(undefined) : fail('refused', { reason: status.name, status: status.value >>> 0, address });
  } catch (error) {
    const said = /\bBad(?:Node|Attribute|Type|NotWritable|NotReadable|OutOfRange)\w*/.exec(String(error))?.[0];
    return said === undefined ? { ok: false, fault: faultOf(error, peer) } : fail('refused', { reason: said, address });
  }
}
