import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { collector, collectorOptions } from '#adapters/collector';
import { bytesOf, type Batch, type BatchBuffer } from '#app/acquisition';
import { pointId } from '#app/park';
import { openBuffer } from '#storage';
import { shelf } from '../../../main/engine/collecting/shelf.ts';
import { uplink } from '../../../main/engine/collecting/uplink.ts';
import { systemClock } from '../../../main/engine/clock.ts';
import { relay } from '../../conformance/relay.ts';
import { point } from '../../small-site.ts';
import { row, type Row } from '../report.ts';

const bench = 'wires';
const secret = 'a-secret-of-thirty-two-characters';
const wait = (ms: number): Promise<void> => new Promise((r) => { setTimeout(r, ms); });
const until = async (what: () => boolean, ms: number): Promise<void> => { for (const end = Date.now() + ms; !what() && Date.now() < end;) await wait(5); };
const cpuS = (): number => { const { user, system } = process.cpuUsage(); return (user + system) / 1e6; };

/** A second of so many points: handles from 1, the number of the second as value, dated. */
function second(points: number, n: number, at: number): Batch {
  const fill = (of: (i: number) => number): Float64Array => Float64Array.from({ length: points }, (_, i) => of(i));
  return { handle: Uint32Array.from({ length: points }, (_, i) => i + 1), status: new Uint32Array(points), value: fill(() => n), sourceTime: fill(() => at), receivedTime: fill(() => at), length: points };
}
function scratchBuffer(dir: string): BatchBuffer {
  const opened = openBuffer(dir, { bytes: 2 ** 32, segmentBytes: 2 ** 24, newStream: () => 'bench', boot: 'bench' });
  if (!opened.ok) throw new Error(opened.fault.code);
  return opened.value;
}

/** The buffer alone: onto the disk and back, with the codec. */
function throughBuffer(dir: string): Row[] {
  const buffer = scratchBuffer(dir);
  const [points, seconds] = [1000, 2000];
  const began = [performance.now(), cpuS()] as const;
  for (let n = 1; n <= seconds; n++) { const done = buffer.append(bytesOf(second(points, n, n * 1000))); if (!done.ok) throw new Error(done.fault.code); }
  buffer.sync();
  const wrote = [performance.now(), cpuS()] as const;
  const reader = buffer.reader(1);
  let read = 0;
  for (;;) { const next = reader.next(2 ** 20); if (!next.ok) throw new Error(next.fault.code); if (next.value.length === 0) break; read += next.value.length; }
  const done = [performance.now(), cpuS()] as const;
  buffer.close();
  const all = points * seconds;
  return [
    row(bench, 'forward: onto the disk and synced, samples/s', all / ((wrote[0] - began[0]) / 1000), '/s', '>= 200000'),
    row(bench, 'forward: onto the disk, samples/s at one core', all / (wrote[1] - began[1]), '/s'),
    row(bench, 'forward: read back and checked, samples/s', all / ((done[0] - wrote[0]) / 1000), '/s', '>= 200000'),
    row(bench, 'forward: batches that were not read back', seconds - read, '', '= 0'),
  ];
}

/** A host's shelf and uplink, and a receiver's adapter, over a real socket in this process: one core does the work of both ends. */
async function stage(dir: string, points: number, perSecond: number) {
  const buffer = scratchBuffer(dir);
  const kept = shelf(buffer, systemClock, 2000);
  kept.points(Array.from({ length: points }, (_, i) => ({ handle: i + 1, definition: point(`P${i + 1}`, 's', 'x') })));
  const port = await relay().reserve();
  const link = uplink({ host: '127.0.0.1', port, tls: false, secret: 'far' }, {
    clock: systemClock, name: 'far', buffer, shelf: kept, secret: () => secret, pki: '', perSecond, note: () => {}, running: () => null, configure: null, taken: () => {},
    state: () => ({ now: Date.now(), bytes: 0, dropped: 0, damaged: 0, fault: null, sources: [] }),
  }, { silentMs: 10_000, answerMs: 5000, retryMs: 200, stateMs: 1000 });
  link.start();
  const options = collectorOptions({ port, collector: 'far', secret: 'secret:far', retryMs: 50 });
  if (!options.ok) throw new Error('options');
  return {
    kept, link,
    /** A receiver from now on. `live`, `past`: samples taken; `oldest`: how far the oldest live sample was behind when it was taken, ms. */
    async receive() {
      const seen = { live: 0, past: 0, values: new Map<number, number>(), firstLiveAt: NaN, worstMs: 0 };
      const adapter = collector(options.value, { clock: systemClock, note: () => {}, bound: 1000, link: () => {}, pki: '', secret: () => secret });
      await adapter.open(new AbortController().signal);
      adapter.watch(Array.from({ length: points }, (_, i) => ({ handle: i + 1, id: pointId(`P${i + 1}`), address: `P${i + 1}` })), {
        async take(b) {
          if (Number.isNaN(b.value[0]!)) return;
          if (b.late === undefined) { if (Number.isNaN(seen.firstLiveAt)) seen.firstLiveAt = performance.now(); seen.live += b.length; seen.worstMs = Math.max(seen.worstMs, Date.now() - b.receivedTime[0]!); } else seen.past += b.length;
          for (let i = 0; i < b.length; i++) seen.values.set(b.value[i]!, (seen.values.get(b.value[i]!) ?? 0) + 1);
        },
      });
      return { seen, close: () => adapter.close() };
    },
    async end(): Promise<void> { await link.close(); buffer.close(); },
  };
}

/** An hour of 1,000 points that waits on the disk, to a receiver that comes. */
async function backlog(dir: string, perSecond: number, name: string, limit: string | null): Promise<Row[]> {
  const [points, seconds] = [1000, 3600];
  const s = await stage(dir, points, perSecond);
  const now = Date.now();
  for (let n = 1; n <= seconds; n++) s.kept.take(second(points, n, now - (seconds - n) * 1000));
  await wait(2500);                                                  // until none of it is of now
  const r = await s.receive();
  const [began, cpu] = [performance.now(), cpuS()];
  await until(() => r.seen.past >= points * seconds, 120_000);
  const tookS = (performance.now() - began) / 1000;
  const spent = cpuS() - cpu;
  await r.close();
  await s.end();
  return [
    row(bench, `forward: an hour of 1,000 points over the link, ${name}`, tookS, 's', limit),
    row(bench, `forward: samples/s over buffer and link, both ends on one core, ${name}`, points * seconds / spent, '/s'),
    row(bench, `forward: samples of that hour that did not come, ${name}`, points * seconds - r.seen.past, '', '= 0'),
  ];
}

/** 2,000 points a second; the receiver is away for so many seconds and comes back. */
async function outage(dir: string, seconds: number): Promise<Row[]> {
  const points = 2000;
  const s = await stage(dir, points, 200_000);
  let n = 0;
  const tick = setInterval(() => { s.kept.take(second(points, ++n, Date.now())); s.link.pump(); }, 1000);
  const first = await s.receive();
  await until(() => first.seen.live >= 3 * points, 20_000);
  await first.close();
  const left = n;
  await wait(seconds * 1000);
  const away = n - left;
  const began = performance.now();
  const r = await s.receive();
  await until(() => r.seen.past >= (away - 3) * points && r.seen.values.has(n), 120_000);
  const caughtUpS = (performance.now() - began) / 1000;
  await wait(3000);
  clearInterval(tick);
  await wait(500);
  const whole = [...r.seen.values].filter(([value]) => value > left + 1 && value <= n);
  await r.close();
  await s.end();
  return [
    row(bench, `forward: first live value after an outage of ${seconds} s at 2,000 points/s`, (r.seen.firstLiveAt - began) / 1000, 's', '<= 3'),
    row(bench, 'forward: everything of the outage is there after', caughtUpS, 's', '<= 30'),
    row(bench, 'forward: oldest live sample when it was taken, beside back-fill', r.seen.worstMs, 'ms'),
    row(bench, 'forward: seconds of the outage of which a sample is missing', n - left - 1 - whole.filter(([, count]) => count >= points).length, '', '= 0'),
  ];
}

/** Store and forward: buffer, link, and what an outage costs. */
export async function forwarding(seconds: number): Promise<readonly Row[]> {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'forward-'));
  try {
    return [
      ...throughBuffer(path.join(dir, 'a')), ...await backlog(path.join(dir, 'b'), 1e7, 'unbounded', null), ...await backlog(path.join(dir, 'c'), 200_000, 'at 200,000 samples/s', '<= 30'),
      ...await outage(path.join(dir, 'd'), seconds),
    ];
  } finally { fs.rmSync(dir, { recursive: true, force: true }); }
}
