import fs from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { expect, it, onTestFinished, vi } from 'vitest';
import { tierRowsOf, type Piece, type TierRows } from '#app/history';
import { catalogueFile } from '../../../../storage/history/catalogue/index.ts';
import { logFolder, segmentFolder } from '../../../../storage/history/folder.ts';
import { smallDisk } from '../../small-disk.ts';
import { openedWriter, samplesOf, tierRowsAll, type InProcess } from './in-process.ts';
import { batch, planOf, point, start, type Row } from './kept.ts';

const told = (piece: Piece | null): readonly (readonly [number, number])[] => (piece === null ? [] : Array.from({ length: piece.length }, (_, i) => [piece.time[i]! - start, piece.value[i]!]));
const asTold = (rows: readonly Row[]): readonly (readonly [number, number])[] => [...new Map(rows.toReversed().map((r) => [r.time, r.value]))].map(([time, value]) => [time - start, value] as const).toSorted((a, b) => a[0] - b[0]);
/** As a killed process leaves it: what the system was given is in the files, nothing more is done. */
function killed({ writer }: InProcess): void { writer.logs.close(); }
const seconds = (handle: number, from: number, to: number): Row[] => Array.from({ length: to - from }, (_, i) => ({ handle, value: ((from + i) * 37) % 101, time: start + (from + i) * 1000 }));

it('STO-19 HIS-34 HIS-35 whatever comes in whatever order, over checkpoints and kills at any of them, is there once, each at its time', async () => {
  const row = fc.record({ handle: fc.integer({ min: 1, max: 3 }), value: fc.integer({ min: 0, max: 9 }), time: fc.integer({ min: 0, max: 300 }).map((s) => start + s * 1000) });
  const step = fc.oneof({ weight: 6, arbitrary: fc.array(row, { minLength: 1, maxLength: 40 }) }, { weight: 2, arbitrary: fc.constant('checkpoint' as const) }, { weight: 1, arbitrary: fc.constant('kill' as const) }, { weight: 1, arbitrary: fc.constant('close' as const) });
  await fc.assert(fc.asyncProperty(fc.array(step, { maxLength: 14 }), async (steps) => {
    const plan = planOf([1, 2, 3].map((n) => point(n)));
    let on = openedWriter(undefined, { plan });
    const all: Row[] = [];
    for (const s of steps) {
      if (Array.isArray(s)) { on.put(batch(s.map((r) => ({ ...r, received: r.time + 1 + all.length })))); all.push(...s); } else if (s === 'checkpoint') await on.writer.flush();
      else { if (s === 'kill') killed(on); else await on.writer.close(); on = openedWriter(on.dir, { plan }); }
    }
    for (const n of [1, 2, 3]) expect(told(samplesOf(on.dir, on.writer, `P-${n}`, n - 1))).toEqual(asTold(all.filter((r) => r.handle === n)));
    expect(on.notes.filter((n) => n.name !== 'history-orphan-removed')).toEqual([]);
    await on.writer.close();
  }), { numRuns: 25, seed: 19 });
}, 30_000);

it('STO-25 the tiers are those of every sample as it came, over checkpoints, kills and openings: nothing twice, nothing lost', async () => {
  const plan = planOf([point(1), point(2, { type: 'digital' })]);
  let on = openedWriter(undefined, { plan, now: start + 4 * 3_600_000 });
  const all: Row[] = [];
  for (let part = 0; part < 12; part++) {
    const rows = seconds(1, part * 777, part * 777 + 600).flatMap((r) => [r, { handle: 2, value: r.value % 2, time: r.time }]);
    all.push(...rows);
    on.put(batch(rows));
    if (part % 3 === 1) tierRowsAll(on.dir, on.writer, 'P-1', 0, 'minute');       // a reader asks in between
    if (part % 4 === 2) await on.writer.flush();
    if (part === 5 || part === 9) { killed(on); on = openedWriter(on.dir, { plan, now: start + 4 * 3_600_000 }); }
    if (part === 7) { await on.writer.close(); on = openedWriter(on.dir, { plan, now: start + 4 * 3_600_000 }); }
  }
  const columns = (rows: TierRows | null): unknown => (rows === null ? null : ['start', 'samples', 'readings', 'min', 'max', 'first', 'last', 'firstAt', 'lastAt', 'worst'].map((name) => [...(rows[name as 'start']).subarray(0, rows.length)]));
  for (const [handle, stepped] of [[1, false], [2, true]] as const) for (const step of ['minute', 'hour', 'day'] as const) {
    const own = all.filter((r) => r.handle === handle);
    const piece: Piece = { length: own.length, time: Float64Array.from(own, (r) => r.time), received: Float64Array.from(own, (r) => r.time + 10), value: Float64Array.from(own, (r) => r.value), status: new Uint32Array(own.length) };
    expect(columns(tierRowsAll(on.dir, on.writer, `P-${handle}`, handle - 1, step))).toEqual(columns(tierRowsOf([piece], step, { stepped, holdMs: 60_000 })));
  }
});
it('STO-19 what comes, and whoever asks, while a window is written changes nothing of it', async () => {
  const plan = planOf([point(1), point(2), point(3)]);
  let [turn, over] = [0, false];
  const more: Row[] = [];
  const seen: (readonly number[])[] = [];
  const on: InProcess = openedWriter(undefined, { plan, limits: { sliceMs: -1 }, meanwhile: (writer) => {
    if (over) return;
    seen.push([2, 1, 0].map((n) => { writer.reads.tier(n, 'minute'); return writer.reads.raw(n)!.length - more.filter((r) => r.handle === n + 1).length; }));
    const rows = seconds(1 + (turn % 3), 10_000 + turn, 10_001 + turn);
    turn++;
    more.push(...rows);
    on.put(batch(rows));
  } });
  const big = seconds(1, 0, 9000);
  on.put(batch([...big, ...seconds(2, 0, 10), ...seconds(3, 0, 5000).toReversed()]));
  await on.writer.flush();
  over = true;
  expect(turn).toBeGreaterThan(6);
  expect(seen).toEqual(seen.map(() => [5000, 10, 9000]));
  for (const [n, rows] of [[1, big], [2, seconds(2, 0, 10)], [3, seconds(3, 0, 5000)]] as const) {
    expect(told(samplesOf(on.dir, null, `P-${n}`, n - 1))).toEqual(asTold(rows));
    expect(told(samplesOf(on.dir, on.writer, `P-${n}`, n - 1))).toEqual(asTold([...rows, ...more.filter((r) => r.handle === n)]));
  }
  const counted = (of: InProcess): readonly number[] => [1, 2, 3].map((n) => [...tierRowsAll(of.dir, of.writer, `P-${n}`, n - 1, 'minute')!.samples].reduce((a, b) => a + b, 0));
  const wanted = [[1, 9000], [2, 10], [3, 5000]].map(([n, count]) => count! + more.filter((r) => r.handle === n).length);
  expect(counted(on)).toEqual(wanted);
  killed(on);
  expect(counted(openedWriter(on.dir, { plan }))).toEqual(wanted);   // what goes on over the checkpoint has nothing of what came after it
});
it('STO-19 what is told as synced was given to the disk: a sync covers all that was appended before it began', async () => {
  const on = openedWriter(undefined, { plan: planOf([point(1)]) });
  const sizes: number[] = [];
  const real = fs.fdatasync;
  const spy = vi.spyOn(fs, 'fdatasync').mockImplementation((handle, done) => { sizes.push(fs.fstatSync(handle).size); real(handle, done); });
  onTestFinished(() => { spy.mockRestore(); });
  for (let i = 0; i < 5; i++) {
    on.put(batch(seconds(1, i * 10, i * 10 + 10)));
    expect(on.writer.logs.dirty()).toBe(true);
    const bytes = on.writer.logs.bytes();
    const sync = on.writer.logs.sync();
    on.put(batch(seconds(1, 1000 + i, 1001 + i)));
    await sync;
    expect([sizes.at(-1)! >= bytes, on.writer.logs.dirty(), on.writer.logs.synced()]).toEqual([true, true, on.writer.logs.appended() - 1]);
    await on.writer.logs.sync();
    expect([on.writer.logs.dirty(), sizes.at(-1)! >= on.writer.logs.bytes()]).toEqual([false, true]);
  }
});
it('STO-25 a state that is damaged is told, and the samples are all there', async () => {
  const plan = planOf([point(1)]);
  const one = openedWriter(undefined, { plan });
  one.put(batch(seconds(1, 0, 100)));
  await one.writer.close();
  const file = fs.readdirSync(one.dir).find((f) => f.startsWith('state-'))!;
  const bytes = fs.readFileSync(path.join(one.dir, file));
  bytes[40]! ^= 1;
  fs.writeFileSync(path.join(one.dir, file), bytes);
  const two = openedWriter(one.dir, { plan });
  expect(two.notes).toMatchObject([{ name: 'history-state-damaged', params: { checkpoint: 1 } }]);
  two.put(batch(seconds(1, 90, 120)));
  await two.writer.flush();
  expect(told(samplesOf(two.dir, two.writer, 'P-1', 0))).toEqual(asTold(seconds(1, 0, 120)));
});
it('STO-20 a torn end of the log is cut and told; what stands before it is there', () => {
  const plan = planOf([point(1)]);
  const one = openedWriter(undefined, { plan });
  for (let s = 0; s < 100; s++) one.put(batch(seconds(1, s, s + 1)));
  killed(one);
  const [log] = fs.readdirSync(logFolder(one.dir));
  const file = path.join(logFolder(one.dir), log!);
  fs.truncateSync(file, fs.statSync(file).size - 5);
  const two = openedWriter(one.dir, { plan });
  expect(two.notes).toMatchObject([{ name: 'history-log-torn', params: { file: log } }]);
  expect(told(samplesOf(two.dir, two.writer, 'P-1', 0))).toEqual(asTold(seconds(1, 0, 99)));
});
it.each(['damaged', 'missing'])('STO-22 a catalogue that is %s is made anew from files and log, names included', async (how) => {
  const plan = planOf([point(1), point(2), point(3, { retention: 'long', holdMs: Infinity })]);
  const one = openedWriter(undefined, { plan });
  one.put(batch([...seconds(1, 0, 50), ...seconds(3, 0, 50)]));
  await one.writer.flush();
  one.put(batch([...seconds(1, 50, 90), ...seconds(2, 0, 10)]));
  await one.writer.flush();
  one.put(batch(seconds(1, 90, 100)));
  killed(one);
  const file = catalogueFile(one.dir);
  if (how === 'damaged') fs.writeFileSync(file, Buffer.alloc(20_000, 7)); else fs.rmSync(file);
  for (const end of ['-wal', '-shm']) fs.rmSync(`${file}${end}`, { force: true });
  const two = openedWriter(one.dir, { plan });
  expect(two.notes.map((n) => n.name)).toContain('history-catalogue-made-anew');
  expect([told(samplesOf(two.dir, two.writer, 'P-1', 0)), told(samplesOf(two.dir, two.writer, 'P-2', 1)), told(samplesOf(two.dir, two.writer, 'P-3', 2))]).toEqual([asTold(seconds(1, 0, 100)), asTold(seconds(2, 0, 10)), asTold(seconds(3, 0, 50))]);
  expect([...tierRowsAll(two.dir, two.writer, 'P-1', 0, 'minute')!.samples]).toEqual([60, 40]);
});
it('STO-22 where there is only a log, the names are those of the log; where a log lies beside the files that were made of it, it counts, and nothing is there twice', async () => {
  const plan = planOf([point(1), point(2)]);
  const one = openedWriter(undefined, { plan });
  one.put(batch([...seconds(1, 0, 70), ...seconds(2, 0, 20)]));
  killed(one);
  fs.rmSync(catalogueFile(one.dir));
  const two = openedWriter(one.dir, { plan: planOf([point(2), point(1)]) });
  const logs = fs.readdirSync(logFolder(one.dir)).map((name) => ({ file: path.join(logFolder(one.dir), name), bytes: fs.readFileSync(path.join(logFolder(one.dir), name)) }));
  await two.writer.flush();
  expect([told(samplesOf(two.dir, null, 'P-1', 0)), told(samplesOf(two.dir, null, 'P-2', 1))]).toEqual([asTold(seconds(1, 0, 70)), asTold(seconds(2, 0, 20))]);
  killed(two);
  for (const { file, bytes } of logs) fs.writeFileSync(file, bytes);
  fs.rmSync(catalogueFile(one.dir));
  const three = openedWriter(one.dir, { plan });
  expect([told(samplesOf(three.dir, three.writer, 'P-1', 0)), [...tierRowsAll(three.dir, three.writer, 'P-1', 0, 'minute')!.samples]]).toEqual([asTold(seconds(1, 0, 70)), [60, 10]]);
});
it('STO-19 files of a checkpoint that did not come to its end are nobody\'s: they are cleared away, and the log has it all', async () => {
  const plan = planOf([point(1)]);
  const one = openedWriter(undefined, { plan });
  one.put(batch(seconds(1, 0, 50)));
  killed(one);
  fs.writeFileSync(path.join(segmentFolder(one.dir), 'raw-0-0123456789abcdef.seg'), 'x');
  fs.writeFileSync(path.join(segmentFolder(one.dir), 'minute-0-0123456789abcdef.seg.tmp'), 'x');
  const two = openedWriter(one.dir, { plan });
  expect([two.notes.map((n) => n.name), fs.readdirSync(segmentFolder(one.dir))]).toEqual([['history-orphan-removed', 'history-orphan-removed'], []]);
  expect(told(samplesOf(two.dir, two.writer, 'P-1', 0))).toEqual(asTold(seconds(1, 0, 50)));
});
it('STO-23 a disk that fills up stops history with a reason; with room it goes on; what it had taken is there, what it had not is counted', async (ctx) => {
  const disk = smallDisk(ctx, 16);
  const plan = planOf([point(1)]);
  const on = openedWriter(path.join(disk, 'history'), { plan });
  fs.writeFileSync(path.join(disk, 'ballast'), Buffer.alloc(8_388_608, 7));
  let [taken, last] = [0, 0];
  for (; last < 1000 && !on.writer.stopped(); last++) { on.put(batch(seconds(1, last * 5000, last * 5000 + 5000))); if (!on.writer.stopped()) taken = last + 1; }
  expect(on.writer.status()).toMatchObject({ state: 'stopped', reason: 'disk-full', refused: [{ why: 'overflow', count: 5000, point: 'P-1' }] });
  on.put(batch(seconds(1, last * 5000, last * 5000 + 5000)));
  expect(on.writer.status().refused[0]!.count).toBe(10_000);
  on.time.now += 1000;
  on.writer.look();
  await on.writer.flush();
  expect(on.writer.stopped()).toBe(true);
  fs.rmSync(path.join(disk, 'ballast'));
  for (let i = 0; i < 5 && on.writer.stopped(); i++) { on.time.now += 1000; on.writer.look(); await on.writer.flush(); }
  expect(on.writer.status()).toMatchObject({ state: 'keeping', reason: null });
  on.put(batch(seconds(1, (last + 1) * 5000, (last + 1) * 5000 + 5000)));
  await on.writer.flush();
  expect([...new Set(on.notes.map((n) => n.name))]).toEqual(['history-stopped', 'history-resumed']);
  expect([...tierRowsAll(on.dir, on.writer, 'P-1', 0, 'minute')!.samples].reduce((a, b) => a + b, 0)).toBe((taken + 1) * 5000);
  expect(samplesOf(on.dir, on.writer, 'P-1', 0)!.length).toBe((taken + 1) * 5000);
  killed(on);
  const again = openedWriter(on.dir, { plan });
  expect(samplesOf(again.dir, again.writer, 'P-1', 0)!.length).toBe((taken + 1) * 5000);
});
it('STO-23 history leaves a part of the disk to others', () => {
  const on = openedWriter(undefined, { plan: planOf([point(1)]), limits: { leaveBytes: 1e18 } });
  on.writer.look();
  on.put(batch(seconds(1, 0, 5)));
  expect(on.writer.status()).toMatchObject({ state: 'stopped', reason: 'disk-full', refused: [{ why: 'overflow', count: 5 }] });
});
