import { spawnSync } from 'node:child_process';
import { expect, it, vi, onTestFinished } from 'vitest';
import { collector, type CollectorEnd } from '../../../../main/engine/collect/collector.ts';
import { realClock } from '../../../clock.ts';

const url = new URL('./odd-worker.ts', import.meta.url);
const waits = { hungAfterMs: 700, startWithinMs: 700, closeWithinMs: 300 };

function start(how: string) {
  const ended: CollectorEnd[] = [];
  const links: boolean[] = [];
  const notes: string[] = [];
  const taken: number[] = [];
  const told: unknown[] = [];
  const c = collector({ source: how, kind: 'odd', options: how, bound: 10, dataDir: '' }, url, realClock,
    { sink: { take: async (b) => { if (how === 'choke') throw new Error('a batch that nobody foresaw'); taken.push(b.length); } }, link: (s) => links.push(s.up), lost: () => {}, note: (line) => notes.push(line), ended: (e) => ended.push(e), event: (e) => told.push(e.text), eventsLeft: (left, of) => told.push([left, of]) }, waits);
  onTestFinished(() => c.close());
  return { c, ended, links, notes, taken, told };
}

it('a worker that throws is ended and named; nothing of it reaches the engine as an exception', async () => {
  const { c, ended } = start('crash');
  c.run([]);
  await vi.waitFor(() => expect(ended).toEqual([{ code: 'collector-crashed', params: { source: 'crash', error: 'the library of this protocol fell over' } }]));
});

it('a worker that hangs is ended and named, while the thread that waits for it goes on', async () => {
  const { c, ended } = start('hang');
  c.run([]);
  await vi.waitFor(() => expect(ended).toEqual([{ code: 'collector-hung', params: { source: 'hang', seconds: 0.7 } }]), 3000);
});

it('one that works is heard, closes when asked, and its end is no accident', async () => {
  const { c, ended, links } = start('well');
  c.run([]);
  await vi.waitFor(() => expect(links).toEqual([true]));
  await c.close();
  await c.close();
  expect(ended).toEqual([]);
});

it('what its device says is heard; what is no event ends the worker, by name', async () => {
  const well = start('tells');
  well.c.run([]);
  await vi.waitFor(() => expect(well.told).toEqual(['hot', [3, 2]]));
  const ill = start('gibbers');
  ill.c.run([]);
  await vi.waitFor(() => expect(ill.ended).toEqual([{ code: 'collector-crashed', params: { source: 'gibbers', error: 'it sent what is no event' } }]));
  expect(ill.told).toEqual([]);
});

it('one that does not close is ended all the same', async () => {
  const { c, ended } = start('stubborn');
  c.run([]);
  await c.close();
  expect(ended).toEqual([]);
});

it.each(['misshapen', 'nonsense'])('a worker that sends what is no batch (%s) is ended and named, and nothing of it is taken', async (how) => {
  const { c, ended, taken } = start(how);
  c.run([]);
  await vi.waitFor(() => expect(ended).toEqual([{ code: 'collector-crashed', params: { source: how, error: expect.stringContaining('batch') as string } }]));
  expect(taken).toEqual([]);
});

it.each([['mumble', 'up'], ['choke', 'foresaw']])('what a worker says (%s) ends at most that worker, by name, and never the engine', async (how, word) => {
  const { c, ended } = start(how);
  c.run([]);
  await vi.waitFor(() => expect(ended).toEqual([{ code: 'collector-crashed', params: { source: how, error: expect.stringContaining(word) as string } }]));
});

it('what a protocol library prints is a note of its source, and never on the standard output, where the event lines are', () => {
  const { stdout, stderr } = spawnSync(process.execPath, ['tests/main/engine/collect/chatty.ts'], { encoding: 'utf8', timeout: 20_000 });
  expect([stdout, stderr]).toEqual(['', expect.stringMatching(/note: a library talks to itself\n(.|\n)*note: and complains/) as string]);
});
