import fs from 'node:fs';
import { batchFrom, spans, type Batch, type Span, type Spans } from '#app/acquisition';
import { openBuffer } from '#storage';
import { expect, it, onTestFinished } from 'vitest';
import { modbusDevice } from '../../../../simulator/devices/modbus.ts';
import { pusher } from '../../../../simulator/devices/pusher.ts';
import { point, smallSite, source } from '../../../small-site.ts';
import { secretText, stage, until, wait } from './stage.ts';

const noLimits = { limits: { HH: null, H: null, L: null, LL: null } } as const;
const push = (port: number) => source('plant', 'http-push', { port, enterprises: [{ id: 'plant', secret: 'secret:collect' }], silentMs: 5000, perSecond: 1000, burst: 10_000 });

/** A device that says each number of a sequence once, and a value beside it. */
async function plant(port: number) {
  const device = pusher({ enterprise: 'plant', secret: secretText, everyMs: 20, retryMs: 20 });
  await device.start(port);
  let n = 0;
  const timer = setInterval(() => device.set('plant/seq', ++n), 10);
  const stop = async (): Promise<void> => { clearInterval(timer); await device.stop(); };
  onTestFinished(stop);
  device.set('plant/level', 5);
  device.set('plant/stays', 5);
  return { set: (value: number) => device.set('plant/level', value), stays: (value: number) => device.set('plant/stays', value), last: () => n, hold: () => clearInterval(timer) };
}

it('FWD-07, 12 a receiver that was away gets everything once, by its number; nothing of the past raises an alarm, and what stands is known at once', { timeout: 120_000 }, async () => {
  const s = await stage();
  const [door, port] = [await s.port(), await s.port()];
  const points = [point('SEQ', 'plant', 'plant/seq', { ...noLimits, range: { low: 0, high: 1e6 } }), point('LEVEL', 'plant', 'plant/level'), point('STAYS', 'plant', 'plant/stays')];
  const here = await s.site('host-site', smallSite([push(port)], points));
  const there = await s.receiving('site', door, [point('SEQ', 'far', 'SEQ', { ...noLimits, range: { low: 0, high: 1e6 } }), point('LEVEL', 'far', 'LEVEL'), point('STAYS', 'far', 'STAYS')]);
  const [hostData, data] = [s.data('host'), s.data('engine')];
  const host = await s.collect(here, hostData, [door], ['--late-after', '1']);
  const first = await s.receiver(there, data);
  const device = await plant(port);
  const values = (): (number | null)[] => s.arrived(data).filter((a) => a.handle === 1 && a.value !== null).map((a) => a.value);
  await until(() => values().length > 100, 30_000, 'the first hundred');
  expect(await first.kill('SIGTERM')).toBe(0);
  device.set(60);                                                   // beyond H of 25, and back again, while nobody listens
  await wait(300);
  device.set(5);
  device.stays(60);                                                 // and this one stays there, and says nothing more
  const away = device.last() + 250;
  await until(() => device.last() > away);                          // longer than what counts as now
  const second = await s.receiver(there, data);
  await until(() => second.heard.includes('raised STAYS.H'), 30_000, 'what stands');
  await until(() => values().includes(away + 100), 30_000, 'live data after the return');
  device.hold();
  await until(() => values().length >= device.last(), 30_000, 'the last of them');
  await wait(200);
  const got = s.arrived(data).filter((a) => a.handle === 1 && a.value !== null);
  const standing = got.length - new Set(got.map((a) => a.value)).size;
  expect(new Set(got.map((a) => a.value)).size).toBe(device.last()); // none is lost
  expect(standing).toBeLessThanOrEqual(2);                           // what stands is said when a link begins, and only that twice
  expect(got.filter((a) => a.late === 'past').length).toBeGreaterThan(100);
  expect(second.heard.filter((l) => l.includes('LEVEL'))).toEqual([]);
  const level = s.arrived(data).filter((a) => a.handle === 2 && a.value === 60);
  expect(level.map((a) => a.late)).toEqual(['past']);
  expect(host.said.filter((l) => l.includes('crashed'))).toEqual([]);
});

/** The batches that a receiver has on its disk as taken. */
function takenBy(data: string): Spans {
  const file = `${data}/sources/far/taken.json`;
  const [first] = fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf8')) as [string, Span[]][] : [];
  return spans(first?.[1]);
}
/** Every sample of a counter that a device shows, by number and time: none twice. */
const keys = (list: readonly { readonly handle: number; readonly value: number | null; readonly receivedTime: number; readonly status: number }[]): string[] => list.filter((a) => a.value !== null && a.status === 0).map((a) => `${a.handle} ${a.value} ${a.receivedTime}`);

it('FWD-01, 05 kill -9 of the receiver, again and again, loses nothing and doubles nothing that it had acknowledged', { timeout: 150_000 }, async () => {
  const s = await stage();
  const [door, port] = [await s.port(), await s.port()];
  const seq = { ...noLimits, range: { low: 0, high: 1e6 } };
  const here = await s.site('host-site', smallSite([push(port)], [point('SEQ', 'plant', 'plant/seq', seq)]));
  const there = await s.receiving('site', door, [point('SEQ', 'far', 'SEQ', seq)]);
  const data = s.data('engine');
  const hostData = s.data('host');
  const host = await s.collect(here, hostData, [door], ['--late-after', '1']);
  const device = await plant(port);
  const values = (): (number | null)[] => s.arrived(data).map((a) => a.value);
  const deaths: { readonly come: number; readonly taken: Spans }[] = [];
  for (let round = 0; round < 4; round++) {
    const receiver = await s.receiver(there, data);
    const from = values().length;
    await until(() => values().length > from + 80, 30_000, `samples of round ${round}`);
    await receiver.kill('SIGKILL');
    deaths.push({ come: s.arrived(data).length, taken: takenBy(data) });
    await wait(300 * round);
  }
  const last = await s.receiver(there, data);
  device.hold();
  await until(() => new Set(values().filter((v) => v !== null)).size >= device.last(), 30_000, 'the last of them');
  await last.kill('SIGTERM');
  await host.kill('SIGTERM');
  const got = s.arrived(data);
  expect(new Set(got.map((a) => a.value).filter((v) => v !== null)).size).toBe(device.last());  // nothing is lost
  expect(deaths.at(-1)!.taken.list().length).toBeGreaterThan(0);
  const batchOf = new Map(disk(hostData).flatMap(({ seq: n, batch }) => [...batch.value].map((v) => [v, n] as const)));
  const before = new Map<number, number>();                          // value → where it came first
  const again = got.filter(({ value }, i) => {
    if (value === null) return false;
    const first = before.get(value);
    if (first === undefined) { before.set(value, i); return false; }
    return deaths.some(({ come, taken }) => first < come && i >= come && taken.has(batchOf.get(value)!));   // and was acknowledged then
  });
  expect(again.length).toBeLessThanOrEqual(2 * deaths.length);       // what stands is said when a link begins, and nothing else
});

/** Every batch that a collection host has on its disk, once it has ended. */
function disk(data: string): { readonly seq: number; readonly batch: Batch }[] {
  const buffer = openBuffer(`${data}/buffer`, { bytes: 1e9, segmentBytes: 1e7, newStream: () => 'none', boot: 'test' });
  if (!buffer.ok) throw new Error(buffer.fault.code);
  const reader = buffer.value.reader(1);
  const out: { readonly seq: number; readonly batch: Batch }[] = [];
  for (;;) {
    const next = reader.next(1e6);
    if (!next.ok) throw new Error(next.fault.code);
    if (next.value.length === 0) break;
    for (const { seq, bytes } of next.value) {
      const batch = batchFrom(bytes);
      if (!batch.ok) throw new Error(JSON.stringify(batch.fault));
      out.push({ seq, batch: batch.value });
    }
  }
  buffer.value.close();
  return out;
}
/** The same by number and time. */
const kept = (data: string): string[] => disk(data).flatMap(({ batch: { handle, value, receivedTime, status, length } }) => keys(Array.from({ length }, (_, i) => ({ handle: handle[i]!, value: Number.isNaN(value[i]!) ? null : value[i]!, receivedTime: receivedTime[i]!, status: status[i]! }))));

it('FWD-01, 04, 05 kill -9 of the host, of the receiver, and of both: all that was on the disk arrives, and of what was acknowledged nothing again', { timeout: 120_000 }, async () => {
  const s = await stage();
  const device = modbusDevice();
  const [door, port] = [await s.port(), await device.start(0)];
  onTestFinished(() => device.stop());
  let n = 0;
  const timer = setInterval(() => device.set('hr:1', ++n % 60_000), 20);
  onTestFinished(() => clearInterval(timer));
  const wide = { ...noLimits, range: { low: 0, high: 65_535 } };
  const here = await s.site('host-site', smallSite([source('plc', 'modbus', { port, host: '127.0.0.1', everyMs: 20, retryMs: 50 })], [point('N', 'plc', 'hr:1', wide)]));
  const there = await s.receiving('site', door, [point('N', 'far', 'N', wide)]);
  const [hostData, data] = [s.data('host'), s.data('engine')];
  const come = (): number => s.arrived(data).length;
  let [host, receiver] = [await s.collect(here, hostData, [door], ['--late-after', '1']), await s.receiver(there, data)];
  let kills = 0;
  for (const who of ['host', 'receiver', 'both', 'host', 'both'] as const) {
    const from = come();
    await until(() => come() > from + 60, 30_000, `samples before the death of ${who}`);
    kills++;
    await Promise.all([who === 'receiver' ? null : host.kill('SIGKILL'), who === 'host' ? null : receiver.kill('SIGKILL')]);
    if (who !== 'receiver') host = await s.collect(here, hostData, [door], ['--late-after', '1']);
    if (who !== 'host') receiver = await s.receiver(there, data);
  }
  const from = come();
  await until(() => come() > from + 60, 30_000, 'samples at the end');
  clearInterval(timer);
  await device.stop();
  await host.kill('SIGTERM');
  const held = new Set(kept(hostData));
  const again = await s.collect(here, hostData, [door], ['--late-after', '1']);   // what was on its way when it ended
  await until(() => { const got = new Set(keys(s.arrived(data)).map(bare)); return [...held].every((k) => got.has(bare(k))); }, 30_000, 'all that is on the disk');
  const got = keys(s.arrived(data)).map(bare);
  expect(held.size).toBeGreaterThan(300);
  expect(got.length - new Set(got).size).toBeLessThanOrEqual(kills * 34);  // what was not acknowledged yet, and what stands at the beginning of a link
  await again.kill('SIGTERM');
  await receiver.kill('SIGTERM');
});
/** Without the number of the point, which is another on each side. */
const bare = (key: string): string => key.slice(key.indexOf(' ') + 1);

it('FWD-09 two receivers: one that is away holds nothing back, and catches up when it comes', { timeout: 120_000 }, async () => {
  const s = await stage();
  const bulk = modbusDevice();
  const [one, two, port, plc] = [await s.port(), await s.port(), await s.port(), await bulk.start(0)];
  onTestFinished(() => bulk.stop());
  for (let i = 0; i < 60; i++) bulk.set(`hr:${i}`, i);
  const seq = { ...noLimits, range: { low: 0, high: 1e6 } };
  const here = await s.site('host-site', smallSite([push(port), source('plc', 'modbus', { port: plc, host: '127.0.0.1', everyMs: 20 })], [point('SEQ', 'plant', 'plant/seq', seq), ...Array.from({ length: 60 }, (_, i) => point(`B${i}`, 'plc', `hr:${i}`, noLimits))]));
  const [site1, site2] = [await s.receiving('site-1', one, [point('SEQ', 'far', 'SEQ', seq)]), await s.receiving('site-2', two, [point('SEQ', 'far', 'SEQ', seq)])];
  const [data1, data2] = [s.data('engine-1'), s.data('engine-2')];
  const hostData = s.data('host');
  await s.collect(here, hostData, [one, two], ['--late-after', '1', '--buffer-mb', '8']);
  await s.receiver(site1, data1);
  const device = await plant(port);
  const numbers = (data: string): Set<number | null> => new Set(s.arrived(data).filter((a) => a.value !== null).map((a) => a.value));
  await until(() => numbers(data1).size > 300, 30_000, 'the first three hundred at the one that is there');
  await until(() => fs.readdirSync(`${hostData}/buffer`).filter((f) => f.endsWith('.seg')).length > 1, 30_000, 'a second file of the buffer'); // what the first has could go now, and may not
  expect(numbers(data2).size).toBe(0);
  await s.receiver(site2, data2);
  await until(() => numbers(data2).has(device.last()), 30_000, 'live data at the one that came late');
  device.hold();
  await until(() => numbers(data1).size === device.last() && numbers(data2).size === device.last(), 30_000, 'everything at both');
});

it('FWD-13 one source of the host is down: the receiver says which and why, by its source alarm and by points, while the other source goes on', { timeout: 120_000 }, async () => {
  const s = await stage();
  const [left, right] = [modbusDevice(), modbusDevice()];
  const [door, a, b] = [await s.port(), await left.start(0), await right.start(0)];
  onTestFinished(async () => { await left.stop(); await right.stop(); });
  left.set('hr:1', 1);
  right.set('hr:1', 2);
  const modbus = (id: string, port: number) => source(id, 'modbus', { port, host: '127.0.0.1', everyMs: 50, retryMs: 50 });
  const here = await s.site('host-site', smallSite([modbus('left', a), modbus('right', b)], [point('L', 'left', 'hr:1', noLimits), point('R', 'right', 'hr:1', noLimits)]));
  const there = await s.receiving('site', door, [point('L', 'far', 'L', noLimits), point('R', 'far', 'R', noLimits), point('UP', 'far', '!source/left', { ...noLimits, type: 'digital', range: { low: 0, high: 1 }, alarmWhen: 0, deadband: 0 })]);
  const data = s.data('engine');
  await s.collect(here, s.data('host'), [door]);
  const receiver = await s.receiver(there, data);
  const of = (handle: number) => s.arrived(data).filter((x) => x.handle === handle).at(-1);
  await until(() => of(1)?.value === 1 && of(2)?.value === 2 && of(3)?.value === 1, 30_000, 'both');
  await left.stop();
  await until(() => of(1)?.value === null && of(3)?.value === 0, 30_000, 'the loss of one');
  await until(() => receiver.heard.includes('raised far.source') && receiver.heard.some((l) => l.startsWith('raised UP.')), 30_000, 'its alarms');
  right.set('hr:1', 7);
  await until(() => of(2)?.value === 7, 30_000, 'the other, which goes on');
  await left.start(a);
  await until(() => receiver.heard.some((l) => /^(returned|cleared) far\.source/.test(l)) && of(1)?.value === 1, 30_000, 'its return');
  expect(receiver.heard.filter((l) => l.startsWith('raised R.'))).toEqual([]);
});
