import { once } from 'node:events';
import net from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { hj212Station, type StationOptions } from '../../../simulator/devices/hj212.ts';
import { listener, message } from '../../../simulator/devices/hj212/frames.ts';
import { until } from '../../conformance/subject.ts';

/** A centre that answers with what `answer` makes of a data segment, and the station that called it. */
async function called(options: Partial<StationOptions>, answer: (fields: ReadonlyMap<string, string>) => string | null) {
  const server = net.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const station = hj212Station({ mn: 'A', overMs: 60_000, ...options });
  await station.start((server.address() as net.AddressInfo).port);
  const [socket] = await once(server, 'connection') as [net.Socket];
  onTestFinished(async () => { await station.stop(); socket.destroy(); server.close(); });
  socket.on('error', () => {});
  socket.on('data', listener(({ fields }) => { const said = answer(fields); if (said !== null) socket.write(message(said)); }));
  await until(() => station.connections() === 1);
  return { station, ask: (segment: string): void => { socket.write(message(segment)); } };
}
const at = Date.UTC(2016, 7, 1);
const factors = Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`w${10_000 + i}`, { min: 1, avg: 2, max: 3, cou: 4 }]));
const field = (segment: string, name: string): string | null => new RegExp(`(?:^|;)${name}=([^;]*)`).exec(segment)?.[1] ?? null;
const parted = (said: readonly string[]): readonly string[] => said.filter((s) => field(s, 'PNUM') !== null);

it('a message of several packets has a QN for each, repeats its time, and waits for an answer to each (HJ 212-2017, table C.50)', async () => {
  const { station } = await called({}, (f) => (f.get('PNO') === '2' ? null : `QN=${f.get('QN')};ST=91;CN=9014;PW=123456;MN=A;Flag=4;CP=&&&&`));
  station.record('2061', at, factors);
  const packets = parted(station.said());
  expect(packets.length).toBeGreaterThan(2);
  expect(new Set(packets.map((p) => field(p, 'QN'))).size).toBe(packets.length);
  expect(packets.map((p) => [field(p, 'PNUM'), field(p, 'PNO'), field(p, 'Flag'), p.includes('CP=&&DataTime=20160801080000;'), p.length <= 1024])).toEqual(packets.map((_, i) => [String(packets.length), String(i + 1), '7', true, true]));
  await until(() => station.unanswered() === 1);   // only that of packet 2 is still out
});

it('so has one that was asked for, between 9011 and 9012 under the QN of the question', async () => {
  const { station, ask } = await called({}, () => null);
  station.record('2061', at, factors, true);
  ask('QN=20160801085857223;ST=32;CN=2061;PW=123456;MN=A;Flag=5;CP=&&BeginTime=20160801080000;EndTime=20160801080000&&');
  await until(() => station.said().some((s) => s.includes('CN=9012')));
  const said = station.said();
  const packets = parted(said);
  expect([field(said[0]!, 'CN'), field(said[0]!, 'QN'), field(said.at(-1)!, 'CN'), field(said.at(-1)!, 'QN')]).toEqual(['9011', '20160801085857223', '9012', '20160801085857223']);
  expect(new Set([...packets.map((p) => field(p, 'QN')), '20160801085857223']).size).toBe(packets.length + 1);
  expect(packets.every((p) => field(p, 'Flag') === '7')).toBe(true);
});

it('a station of 2005 keeps one QN for all its packets', async () => {
  const { station } = await called({ version: '2005' }, () => null);
  station.record('2061', at, factors);
  const packets = parted(station.said());
  expect([packets.length > 2, new Set(packets.map((p) => field(p, 'QN'))).size, new Set(packets.map((p) => field(p, 'Flag')))]).toEqual([true, 1, new Set(['3'])]);
});
