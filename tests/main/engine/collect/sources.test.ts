import { expect, it } from 'vitest';
import { row, Status, type Batch } from '#app/acquisition';
import type { Collector, CollectorEars } from '../../../../main/engine/collect/collector.ts';
import { sources } from '../../../../main/engine/collect/sources.ts';
import { handClock } from '../../../clock.ts';
import { point, source } from '../../../small-site.ts';

/** Sources whose collectors are held by the test: each start of one is another pair of ears. */
function start() {
  const hand = handClock();
  const ears: Record<string, CollectorEars[]> = { a: [], b: [] };
  const runs: string[] = [];
  const said: string[] = [];
  const taken: Batch[] = [];
  const notes: string[] = [];
  const reasons: unknown[] = [];
  const all = sources([source('a', 'odd'), source('b', 'odd')], [{ handle: 1, definition: point('p1', 'a', '1') }, { handle: 2, definition: point('p2', 'b', '2') }], {
    clock: hand.clock, note: (line) => notes.push(line), counts: () => ({ good: 1, uncertain: 0, bad: 0 }),
    take: async (batch) => { taken.push(batch); },
    changed: (s, ended) => { reasons.push(s.reason); said.push(`${s.definition.id} ${s.link} ${s.reason?.code ?? ''}${ended === null ? '' : ' ended'}`.trimEnd()); },
    connect: (definition, its): Collector => {
      ears[definition.id]!.push(its);
      return { run: (points) => runs.push(`${definition.id}:${points.map((p) => p.address).join()}`), close: async () => {} };
    },
  });
  return { hand, ears, runs, said, taken, notes, reasons, all };
}

it('each source gets its own points', () => {
  const { all, runs } = start();
  expect(runs).toEqual([]);
  all.run();
  expect(runs).toEqual(['a:1', 'b:2']);
});

it('a link that comes, goes and comes again is said each time, and counted', () => {
  const { all, ears, said } = start();
  all.run();
  ears['a']![0]!.link({ up: true, reason: null });
  ears['a']![0]!.link({ up: true, reason: null });
  ears['a']![0]!.link({ up: false, reason: { code: 'unreachable', params: { peer: 'x' } } });
  ears['a']![0]!.link({ up: true, reason: null });
  expect(said).toEqual(['a up', 'a down unreachable', 'a up']);
  expect(all.list()).toMatchObject([{ id: 'a', link: 'up', reconnects: 1, points: 1, good: 1 }, { id: 'b', link: 'connecting' }]);
});

it('a worker that ends: its points lose their value, it is quarantined by name and tried again with growing pauses, and the other source notices nothing', () => {
  const { hand, all, ears, said, taken, runs } = start();
  all.run();
  ears['b']![0]!.link({ up: true, reason: null });
  const crash = { code: 'collector-crashed', params: { source: 'a', error: 'x' } } as const;
  ears['a']![0]!.ended(crash);
  expect(said).toEqual(['b up', 'a quarantined collector-crashed ended']);
  expect(taken.map((b) => row(b, 0))).toMatchObject([{ handle: 1, value: null, status: Status.noCommunication }]);
  hand.pass(499); expect(ears['a']!.length).toBe(1);
  hand.pass(1); expect([ears['a']!.length, runs.at(-1)]).toEqual([2, 'a:1']);
  ears['a']![1]!.ended(crash);
  hand.pass(500); expect(ears['a']!.length).toBe(2);
  hand.pass(500); expect(ears['a']!.length).toBe(3);
  ears['a']![2]!.link({ up: true, reason: null });
  expect(all.list()).toMatchObject([{ id: 'a', link: 'up' }, { id: 'b', link: 'up', reconnects: 0 }]);
});

it('after stopping nothing is tried again', async () => {
  const { hand, all, ears } = start();
  all.run();
  ears['a']![0]!.ended({ code: 'collector-hung', params: {} });
  await all.stop();
  hand.pass(60_000);
  expect([ears['a']!.length, hand.timers()]).toEqual([1, 0]);
});

it('a source that comes up and falls over again and again is tried with growing pauses too; only one that ran well begins anew', () => {
  const { hand, all, ears } = start();
  all.run();
  const crash = { code: 'collector-crashed', params: { source: 'a', error: 'x' } } as const;
  const starts = (): number => ears['a']!.length;
  for (let i = 0; i < 4; i++) {                                    // it answers, and its first telegram kills the worker
    ears['a']!.at(-1)!.link({ up: true, reason: null });
    ears['a']!.at(-1)!.ended(crash);
    hand.pass(500 * 2 ** i - 1); expect(starts()).toBe(i + 1);
    hand.pass(1); expect(starts()).toBe(i + 2);
  }
  ears['a']!.at(-1)!.link({ up: true, reason: null });
  hand.pass(60_000);
  ears['a']!.at(-1)!.ended(crash);
  hand.pass(500); expect(starts()).toBe(6);
});

/** Collectors that close when they are let; `open`: those that were started and not yet closed. */
function slow() {
  const open: string[] = [];
  const closes: (() => void)[] = [];
  const runs: string[] = [];
  const of = (definition: ReturnType<typeof source>, name: string) => [{ handle: 1, definition: point(name, definition.id, name) }];
  const a = (host: string) => source('a', 'odd', { host });
  const all = sources([a('one')], of(a('one'), 'p1'), {
    clock: handClock().clock, note: () => {}, counts: () => null, take: async () => {}, changed: () => {},
    connect: (definition): Collector => {
      const name = `${definition.id}@${String(definition.options['host'])}`;
      open.push(name);
      return { run: (points) => runs.push(`${name}:${points.map((p) => p.address).join()}`), close: () => new Promise((resolve) => { closes.push(() => { open.splice(open.indexOf(name), 1); resolve(); }); }) };
    },
  });
  return { all, open, closes, runs, of, a };
}

it('two new sites at once come one after the other: what runs in the end is what the last one says', async () => {
  const { all, open, closes, runs, of, a } = slow();
  all.run();
  const b = source('b', 'odd', { host: 'x' });
  const first = all.replace([a('two'), b], of(a('two'), 'p2'));
  const second = all.replace([a('three')], of(a('three'), 'p3'));
  for (let i = 0; i < 8; i++) { await new Promise((r) => setImmediate(r)); for (const close of closes.splice(0)) close(); }
  await Promise.all([first, second]);
  expect(open).toEqual(['a@three']);
  expect(runs.at(-1)).toBe('a@three:p3');
  expect(all.list().map((s) => s.id)).toEqual(['a']);
});

it('a stop while a new site is being laid out leaves nothing running', async () => {
  const { all, open, closes, of, a } = slow();
  all.run();
  const replaced = all.replace([a('two')], of(a('two'), 'p2'));
  await new Promise((r) => setImmediate(r));
  const stopped = all.stop();
  for (let i = 0; i < 8; i++) { await new Promise((r) => setImmediate(r)); for (const close of closes.splice(0)) close(); }
  await Promise.all([replaced, stopped]);
  expect(open).toEqual([]);
});

it('what a device says of its own fault is cut before it is journalled, and half a character in it is mended', () => {
  const { ears, reasons } = start();
  ears['a']![0]!.link({ up: false, reason: { code: 'protocol', params: { reason: `\ud800${'x'.repeat(1_000_000)}`, n: Infinity } } });
  expect(reasons).toEqual([{ code: 'protocol', params: { reason: `\ufffd${'x'.repeat(299)}`, n: 'Infinity' } }]);
});

it('a source that notes without end: the same line once a minute, at most sixty lines, and the rest is counted', () => {
  const { hand, ears, notes } = start();
  for (let i = 0; i < 50; i++) ears['a']![0]!.note('cannot connect\nplease check');
  expect(notes).toEqual(['source a: cannot connect please check']);
  for (let i = 0; i < 5000; i++) ears['a']![0]!.note(`garbage ${i} ${'x'.repeat(5000)}`);
  expect(notes.length).toBe(60);
  expect(Math.max(...notes.map((n) => n.length))).toBeLessThan(520);
  ears['b']![0]!.note('mine');
  hand.pass(60_000);
  ears['a']![0]!.note('later');
  expect(notes.slice(60)).toEqual(['source b: mine', 'source a: (4990 lines left out)', 'source a: later']);
});
