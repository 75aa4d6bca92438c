import fs from 'node:fs';
import { expect, it, onTestFinished, vi } from 'vitest';
import { openedWriter, samplesOf, tierRowsAll } from './in-process.ts';
import { batch, planOf, point, start, type Row } from './kept.ts';

const seconds = (handle: number, from: number, to: number): Row[] => Array.from({ length: to - from }, (_, i) => ({ handle, value: ((from + i) * 37) % 101, time: start + (from + i) * 1000 }));

it.each(['fsync', 'renameSync'] as const)('STO-19 STO-23 a checkpoint that fails (%s) leaves the window as it was: tried again, everything is there once', async (call) => {
  const on = openedWriter(undefined, { plan: planOf([point(1), point(2)]) });
  const real = fs[call] as (...args: readonly unknown[]) => void;
  let fails = true;
  const error = Object.assign(new Error('EIO: no such luck'), { code: 'EIO' });
  const spy = vi.spyOn(fs, call).mockImplementation((...args: unknown[]) => {
    if (!fails) return real(...args);
    if (call === 'fsync') { (args[1] as (e: Error) => void)(error); return undefined; }
    throw error;
  });
  onTestFinished(() => { spy.mockRestore(); });
  on.put(batch([...seconds(1, 0, 200), ...seconds(2, 0, 200)]));
  for (let i = 0; i < 3; i++) {
    await on.writer.flush();
    expect(on.writer.status()).toMatchObject({ state: 'stopped', reason: 'EIO: no such luck' });
    tierRowsAll(on.dir, on.writer, 'P-1', 0, 'minute');
  }
  fails = false;
  for (let i = 0; i < 5 && on.writer.stopped(); i++) { on.time.now += 1000; on.writer.look(); await on.writer.flush(); }
  expect(on.writer.status()).toMatchObject({ state: 'keeping', reason: null });
  on.put(batch(seconds(1, 200, 300)));
  for (const [n, count] of [[1, 300], [2, 200]] as const) {
    expect(samplesOf(on.dir, on.writer, `P-${n}`, n - 1)!.length).toBe(count);
    expect([...tierRowsAll(on.dir, on.writer, `P-${n}`, n - 1, 'minute')!.samples].reduce((a, b) => a + b, 0)).toBe(count);
  }
  expect(fs.readdirSync(`${on.dir}/segments`).filter((f) => f.endsWith('.tmp'))).toEqual([]);
});
it('STO-24 a log that cannot be synced is made a file of at once: what it held is on the disk by another way', async () => {
  const on = openedWriter(undefined, { plan: planOf([point(1)]) });
  on.put(batch(seconds(1, 0, 50)));
  on.writer.syncFailed('EIO');
  expect(on.writer.status()).toMatchObject({ state: 'stopped', reason: 'EIO' });
  await vi.waitFor(() => { expect(on.writer.reads.checkpoint()).toBe(1); });
  expect(samplesOf(on.dir, null, 'P-1', 0)!.length).toBe(50);
  for (let i = 0; i < 5 && on.writer.stopped(); i++) { on.time.now += 1000; on.writer.look(); await on.writer.flush(); }
  expect(on.writer.status().state).toBe('keeping');
});

it('STO-24 a window that cannot be begun stops history until it is tried again, and is not resumed in the same breath', () => {
  const on = openedWriter(undefined, { plan: planOf([point(1)]), limits: { longMs: 1000, retryMs: 3000 } });
  on.put(batch(seconds(1, 0, 50)));
  const real = fs.openSync;
  const spy = vi.spyOn(fs, 'openSync').mockImplementation((...args: Parameters<typeof fs.openSync>) => { if (String(args[0]).endsWith('.log')) throw Object.assign(new Error('EMFILE: no handle'), { code: 'EMFILE' }); return real(...args); });
  onTestFinished(() => { spy.mockRestore(); });
  on.time.now += 2000;
  for (let i = 0; i < 20; i++) { on.time.now += 100; on.writer.look(); }
  expect(on.notes.map((n) => n.name)).toEqual(['history-stopped']);
  expect(on.writer.status()).toMatchObject({ state: 'stopped', reason: 'EMFILE: no handle' });
});
it('STO-22 a folder that is removed while it is written is seen: nothing goes on as if it were kept', () => {
  const on = openedWriter(undefined, { plan: planOf([point(1)]) });
  on.put(batch(seconds(1, 0, 50)));
  fs.rmSync(on.dir, { recursive: true });
  on.writer.look();
  expect(on.writer.status()).toMatchObject({ state: 'stopped', reason: 'folder-gone' });
  expect(on.writer.broken()).toBe(true);
  const again = openedWriter(on.dir, { plan: planOf([point(1)]), first: false });
  expect(again.notes).toEqual([{ name: 'history-catalogue-made-anew', params: { files: 0, series: 0, damaged: 0 } }]);
  again.put(batch(seconds(1, 50, 60)));
  expect(samplesOf(again.dir, again.writer, 'P-1', 0)!.length).toBe(10);
});
