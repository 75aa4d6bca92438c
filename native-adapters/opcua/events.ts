import { AttributeIds, DataType, EventFilter, NodeId, ObjectTypeIds, SimpleAttributeOperand, VariantArrayType, type Variant } from 'node-opcua';
import type { DeviceEvent, SaidEvent } from '#app/acquisition';
import { epochMs, type EpochMs } from '#kernel/time';

const NEVER = Date.UTC(1601, 0, 1);             // Part 6, 5.2.2.5: the earliest time means none
const UNSHELVED = 'ns=0;i=2930';
/** Events that speak of the hearing itself (OPC 10000-9, 5.11; 10000-5, 6.4.33). */
export const Bracket = { start: 'RefreshStartEvent', end: 'RefreshEndEvent', wanted: 'RefreshRequiredEvent', overflow: 'EventQueueOverflowEvent' } as const;

/** What is asked of every event, with the type that defines it; those of conditions come null with an event that is none. The order is the order of the answer. */
const FIELDS = [
  ['eventId', ObjectTypeIds.BaseEventType, 'EventId'], ['eventType', ObjectTypeIds.BaseEventType, 'EventType'], ['sourceNode', ObjectTypeIds.BaseEventType, 'SourceNode'],
  ['sourceName', ObjectTypeIds.BaseEventType, 'SourceName'], ['time', ObjectTypeIds.BaseEventType, 'Time'], ['receiveTime', ObjectTypeIds.BaseEventType, 'ReceiveTime'],
  ['message', ObjectTypeIds.BaseEventType, 'Message'], ['severity', ObjectTypeIds.BaseEventType, 'Severity'],
  ['conditionId', ObjectTypeIds.ConditionType, ''], ['conditionName', ObjectTypeIds.ConditionType, 'ConditionName'], ['branchId', ObjectTypeIds.ConditionType, 'BranchId'],
  ['retain', ObjectTypeIds.ConditionType, 'Retain'], ['enabled', ObjectTypeIds.ConditionType, 'EnabledState/Id'], ['quality', ObjectTypeIds.ConditionType, 'Quality'],
  ['acked', ObjectTypeIds.AcknowledgeableConditionType, 'AckedState/Id'], ['confirmed', ObjectTypeIds.AcknowledgeableConditionType, 'ConfirmedState/Id'],
  ['active', ObjectTypeIds.AlarmConditionType, 'ActiveState/Id'], ['inputNode', ObjectTypeIds.AlarmConditionType, 'InputNode'],
  ['suppressed', ObjectTypeIds.AlarmConditionType, 'SuppressedState/Id'], ['shelving', ObjectTypeIds.AlarmConditionType, 'ShelvingState/CurrentState/Id'],
] as const;
type Field = (typeof FIELDS)[number][0];

/** Asks for all fields and filters nothing: brackets of a refresh must come through, and not every server can filter. The id of a condition is its NodeId attribute (OPC 10000-9, 5.5.2). `plain`: only those that every event has, for servers that refuse a filter that names a type they lack. */
export const eventFilter = (plain: boolean): EventFilter => new EventFilter({
  selectClauses: FIELDS.filter(([, type]) => !plain || type === ObjectTypeIds.BaseEventType).map(([, type, path]) => new SimpleAttributeOperand({
    typeDefinitionId: `ns=0;i=${type}`, attributeId: path === '' ? AttributeIds.NodeId : AttributeIds.Value,
    browsePath: path === '' ? [] : path.split('/').map((name) => ({ namespaceIndex: 0, name })),
  })),
});

const plain = (v: unknown): string => (typeof v === 'string' ? v : '');
const words = (v: unknown): string => plain(typeof v === 'object' && v !== null ? (v as { text?: unknown }).text : v);
const node = (v: unknown): string | null => (v instanceof NodeId && !v.isEmpty() ? v.toString() : null);
const time = (v: unknown): EpochMs | null => (v instanceof Date && v.getTime() > NEVER ? epochMs(v.getTime()) : null);
const number = (v: unknown): number | null => (typeof v === 'number' ? v : null);

/** The type's own name where the standard has one, else its node id. */
function kindOf(type: string | null): string {
  const id = /^ns=0;i=(\d+)$/.exec(type ?? '')?.[1];
  const name: unknown = id === undefined ? undefined : ObjectTypeIds[Number(id)];
  return typeof name === 'string' ? name.replace(/Type$/, '') : type ?? 'BaseEvent';
}

const flag = (v: unknown): boolean | undefined => (typeof v === 'boolean' ? v : undefined);
/** The states of a condition that its server knows: those that it does not are left out. */
function conditionOf(at: (name: Field) => unknown): Partial<DeviceEvent> {
  const [branch, shelving, quality] = [node(at('branchId')), node(at('shelving')), (at('quality') as { value?: unknown } | null)?.value];
  const states = {
    branch: branch ?? undefined, retain: flag(at('retain')), acked: flag(at('acked')), confirmed: flag(at('confirmed')), enabled: flag(at('enabled')), suppressed: flag(at('suppressed')),
    shelved: shelving === null ? undefined : shelving !== UNSHELVED, status: typeof quality === 'number' ? quality >>> 0 : undefined,
  };
  return Object.fromEntries(Object.entries(states).filter(([, v]) => v !== undefined));
}

/**
 * One event out of its fields, whatever they hold. `pointAt`: the address of the watched point at a node, which comes before the node itself: first the source, then what feeds the alarm.
 */
export function eventOf(fields: readonly Variant[], pointAt: (node: string) => string | undefined, receivedTime: EpochMs): SaidEvent {
  const at = (name: Field): unknown => {
    const v = fields[FIELDS.findIndex(([field]) => field === name)];
    return v === undefined || v.arrayType !== VariantArrayType.Scalar || v.dataType === DataType.Null ? null : v.value as unknown;
  };
  const [source, input, condition] = [node(at('sourceNode')), node(at('inputNode')), node(at('conditionId'))];
  const point = [source, input].map((n) => (n === null ? undefined : pointAt(n))).find((address) => address !== undefined);
  const [sourceName, conditionName, id] = [plain(at('sourceName')), plain(at('conditionName')), at('eventId')];
  const event: DeviceEvent = {
    kind: kindOf(node(at('eventType'))), address: point ?? source ?? condition ?? 'i=2253', severity: number(at('severity')), active: flag(at('active')) ?? null,
    text: words(at('message')) || conditionName, sourceTime: time(at('time')) ?? time(at('receiveTime')), receivedTime,
    ...(sourceName !== '' && { sourceName }), ...(condition !== null && { conditionId: condition, ...(conditionName !== '' && { conditionName }), ...conditionOf(at) }),
  };
  return { id: id instanceof Uint8Array ? Buffer.from(id.subarray(0, 64)).toString('hex') : '', event };
}
