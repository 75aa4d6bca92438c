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
  const all = sources([source('a', 'odd'), source('b', 'odd')], [{ handle: 1, definition: point('p1', 'a', '1') }, { handle: 2, definition: point('p2', 'b', '2') }], {
    clock: hand.clock, note: () => {}, counts: () => ({ good: 1, uncertain: 0, bad: 0 }),
    take: async (batch) => { taken.push(batch); },
    changed: (s, ended) => said.push(`${s.definition.id} ${s.link} ${s.reason?.code ?? ''}${ended === null ? '' : ' ended'}`.trimEnd()),
    connect: (definition, its): Collector => {
      ears[definition.id]!.push(its);
      return { run: (points) => runs.push(`${definition.id}:${points.map((p) => p.address).join()}`), close: async () => {} };
    },
  });
  return { hand, ears, runs, said, taken, all };
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
