import type { AdapterFault } from '#app/acquisition';
import { fail, ok, type Result } from '#kernel/result';
import { words } from './frames.ts';
import type { Link } from './link.ts';
import { placeOf } from './points.ts';
import { registersFor } from './values.ts';

/** Function and data of the write: 5 for a coil, 6 for one register, 16 for several (V1.1b3, 6.5, 6.6, 6.12). */
function request(address: string, value: number | string | boolean): Result<{ readonly unit: number | null; readonly fn: number; readonly data: Buffer }, AdapterFault> {
  const place = placeOf(address);
  const writable = place !== null && (place.table === 'co' || (place.table === 'hr' && place.bit === null));
  if (!writable) return fail('bad-address', { address });
  const number = typeof value === 'string' ? NaN : Number(value);
  if (place.table === 'co') return number === 0 || number === 1 ? ok({ unit: place.unit, fn: 5, data: words(place.first, number === 1 ? 0xff00 : 0) }) : fail('refused', { reason: 'value', address });
  const registers = registersFor(number, place);
  if (registers === null) return fail('refused', { reason: 'value', address });
  if (place.size === 1) return ok({ unit: place.unit, fn: 6, data: words(place.first, registers.readUInt16BE(0)) });
  return ok({ unit: place.unit, fn: 16, data: Buffer.concat([words(place.first, place.size), Buffer.from([registers.length]), registers]) });
}

/** Writes one value and waits until the device has confirmed it. */
export async function write(link: Link | null, peer: string, unit: number, address: string, value: number | string | boolean): Promise<Result<void, AdapterFault>> {
  const wanted = request(address, value);
  if (!wanted.ok) return wanted;
  if (link === null) return fail('unreachable', { peer, reason: 'down' });
  const reply = await link.ask(wanted.value.unit ?? unit, wanted.value.fn, wanted.value.data);
  switch (reply.kind) {
    case 'data': return ok(undefined);
    case 'exception': return fail('refused', { reason: 'exception', status: reply.code, address });
    case 'silence': return fail('unreachable', { peer, reason: 'timeout' });
    case 'lost': return { ok: false, fault: link.fault() ?? fail('unreachable', { peer, reason: 'closed' }).fault };
  }
}
