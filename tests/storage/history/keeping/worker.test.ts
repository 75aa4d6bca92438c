import { once } from 'node:events';
import fs from 'node:fs';
import { Worker } from 'node:worker_threads';
import { expect, it, onTestFinished } from 'vitest';
import type { FromKeeper, ToKeeper } from '../../../../storage/history/keeping/index.ts';
import { hour, kept, seconds, standard, today } from './kept.ts';

it('STO-26 the thread that keeps merges when it is asked, says how the disk stands, makes way for others, and ends when it is told to', async () => {
  const k = kept();
  const bytes = (await k.put(new Map([[0, [seconds(today, 600)]]]), today + hour)).bytes + (await k.put(new Map([[0, [seconds(today + hour, 600)]]]), today + hour)).bytes;
  const before = k.rows(0);
  const worker = new Worker(new URL('../../../../storage/history/keeping/worker.ts', import.meta.url), { workerData: { dir: k.dir } });
  onTestFinished(async () => { await worker.terminate(); });
  const heard: FromKeeper[] = [];
  const wanted = async (t: FromKeeper['t']): Promise<FromKeeper> => {
    for (;;) {
      const found = heard.find((m) => m.t === t);
      if (found !== undefined) return found;
      heard.push(...await once(worker, 'message') as [FromKeeper]);
    }
  };
  const tell = (message: ToKeeper): void => { worker.postMessage(message); };
  await wanted('opened');
  if (process.platform === 'linux') {
    const nice = fs.readdirSync('/proc/self/task').map((task) => Number(fs.readFileSync(`/proc/self/task/${task}/stat`, 'utf8').replace(/^.*\) /, '').split(' ')[16]));
    expect(nice).toContain(10);
    expect(Number(fs.readFileSync(`/proc/self/task/${process.pid}/stat`, 'utf8').replace(/^.*\) /, '').split(' ')[16])).toBe(0);
  }
  tell({ t: 'plan', plan: { points: [], classes: [standard], budgetBytes: 1e9 } });
  tell({ t: 'keep-now', id: 7 });
  expect(await wanted('kept')).toEqual({ t: 'kept', id: 7 });
  expect(k.files()).toHaveLength(1);
  expect(k.rows(0)).toEqual(before);
  const status = await wanted('status');
  expect(status).toMatchObject({ pressure: 'none', oldest: today });
  expect(status.t === 'status' && status.used >= bytes).toBe(true);
  tell({ t: 'close' });
  await wanted('closed');
});
