import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Columns } from '#app/history';
import type { Wanted as StillWanted } from '#kernel/contract';
import { fail, ok, type Result } from '#kernel/result';
import { pageStore, type Wanted } from '../../../../../renderer/features/history/asking/pages.ts';
import { between, liveView, moved, zoomed } from '../../../../../renderer/features/history/model/view.ts';
import { engineDouble, until } from '../../../engine-double.ts';

interface Asked { readonly points: readonly string[]; readonly from: number; readonly to: number; readonly columns: number; readonly answer: (r: Result<Columns[]>) => void; lost: boolean }
const start = 1_790_000_000_000;
const hour = 3_600_000;
const columnsOf = (point: string, q: Pick<Asked, 'from' | 'to' | 'columns'>, value = 1): Columns => {
  const some = <T>(v: T): T[] => Array.from({ length: q.columns }, () => v);
  return { point, edges: Array.from({ length: q.columns + 1 }, (_, i) => q.from + ((q.to - q.from) * i) / q.columns), min: some(value), max: some(value), first: some(value), last: some(value), worst: some('good' as const), carried: 1, stepped: false, tier: 'raw', silenceMs: null };
};

const at = { now: start };
const timers: { readonly due: number; readonly run: () => void; done: boolean }[] = [];
let asked: Asked[] = [];
let engine: ReturnType<typeof engineDouble>;
let store: ReturnType<typeof pageStore>;
const after = (ms: number, run: () => void) => { const t = { due: at.now + ms, run, done: false }; timers.push(t); return () => { t.done = true; }; };
/** Lets time go on, with what is due. */
function pass(ms: number): void {
  at.now += ms;
  for (const t of timers.filter((one) => !one.done && one.due <= at.now)) { t.done = true; t.run(); }
}
const look = (view: Wanted['view'], points: readonly string[] = ['a'], more: Partial<Wanted> = {}): void => store.look({ points, view, width: 1000, shiftMs: 0, ...more });
const answer = async (i: number, value = 1): Promise<void> => { asked[i]!.answer(ok(asked[i]!.points.map((p) => columnsOf(p, asked[i]!, value)))); await new Promise((resolve) => setImmediate(resolve)); };
const shown = () => store.state.getState();

beforeEach(() => {
  at.now = start;
  timers.length = 0;
  asked = [];
  engine = engineDouble({
    'history.columns': (q, _session, wanted?: StillWanted) => new Promise((resolve) => { const one: Asked = { ...q, answer: (r) => resolve(r), lost: false }; asked.push(one); wanted?.lost(() => { one.lost = true; }); }),
  });
  store = pageStore(engine.client, () => at.now, after);
});
afterEach(() => engine.close());

it('TRD-04: a page reaches half a span further than what is seen, as many columns as px; what is shown stays until the next page is there', async () => {
  look(between(start - 10 * hour, start - 8 * hour, start));
  await until(() => asked.length === 1);
  expect(asked[0]).toMatchObject({ from: start - 11 * hour, to: start - 7 * hour, columns: 2000 });
  await answer(0);
  const first = shown().page;
  expect(first).not.toBeNull();
  look(between(start - 10.5 * hour, start - 8.5 * hour, start));           // still inside: nothing is asked
  pass(1000);
  look(between(start - 14 * hour, start - 12 * hour, start));
  await until(() => asked.length === 2);
  expect(shown()).toMatchObject({ page: first, waiting: true, slow: false });
  pass(300);
  expect(shown().slow).toBe(true);
  await answer(1, 2);
  expect(shown()).toMatchObject({ waiting: false, slow: false });
  expect(shown().page?.of.get('a')?.last[0]).toBe(2);
});

it('TRD-04: while a hand drags far, questions are spaced, and one that is not wanted any more is taken back', async () => {
  const view = between(start - 100 * hour, start - 99 * hour, start);
  look(view);
  await until(() => asked.length === 1);
  for (let i = 1; i <= 40; i++) { pass(10); look(moved(view, -i * hour, start)); await new Promise((resolve) => setImmediate(resolve)); }
  await until(() => asked.length >= 4 && asked.slice(0, -1).every((a) => a.lost));
  expect(asked.length).toBeLessThanOrEqual(6);
  pass(100);
  await until(() => asked.at(-1)!.from === start - 140.5 * hour);
  await answer(asked.length - 1);
  expect(shown().page?.from).toBe(start - 140.5 * hour);
  expect(asked.filter((a) => !a.lost)).toHaveLength(1);
});

it('an answer of a question that was superseded is never shown', async () => {
  look(between(start - 100 * hour, start - 99 * hour, start));
  await until(() => asked.length === 1);
  pass(200);
  look(between(start - 50 * hour, start - 49 * hour, start));
  await until(() => asked.length === 2);
  await answer(1, 2);
  await answer(0, 1);
  expect(shown().page?.of.get('a')?.last[0]).toBe(2);
});

it('coming back to what is shown takes back what was asked meanwhile', async () => {
  const view = between(start - 10 * hour, start - 9 * hour, start);
  look(view);
  await until(() => asked.length === 1);
  await answer(0);
  pass(200);
  look(moved(view, -20 * hour, start));
  await until(() => asked.length === 2);
  look(view);
  await until(() => asked[1]!.lost);
  expect(shown()).toMatchObject({ waiting: false });
});

it('TRD-08: of a live view the newest stretch is asked for once a second, beginning at an edge of the page', async () => {
  const minutes = 10 * 60_000;
  look(liveView(minutes, at.now));
  await until(() => asked.length === 1);
  expect(asked[0]).toMatchObject({ from: start - 1.5 * minutes, to: start, columns: 1500 });
  await answer(0);
  for (let i = 0; i < 3; i++) { pass(400); look(liveView(minutes, at.now)); }
  await until(() => asked.length === 2);
  expect(asked[1]).toMatchObject({ from: start - 1200, to: start + 1200 });
  expect(asked[1]!.columns).toBeLessThan(10);
  await answer(1, 5);
  expect(shown().page?.to).toBe(start + 1200);
  expect(shown().page?.of.get('a')?.last.at(-1)).toBe(5);
  expect(shown().page?.of.get('a')?.edges.at(-1)).toBe(start + 1200);
});

it('zooming in asks for finer columns, zooming out a little does not', async () => {
  const view = between(start - 10 * hour, start - 8 * hour, start);
  look(view);
  await until(() => asked.length === 1);
  await answer(0);
  pass(200);
  look(zoomed(view, 1.3, start - 9 * hour, start));
  pass(200);
  expect(asked).toHaveLength(1);
  look(zoomed(view, 0.5, start - 9 * hour, start));
  await until(() => asked.length === 2);
});

it('a wide plot never asks for more columns than a question may have, nor without end', async () => {
  look(between(start - 10 * hour, start - 8 * hour, start), ['a'], { width: 3800 });
  await until(() => asked.length === 1);
  expect(asked[0]!.columns).toBeLessThanOrEqual(4000);
  await answer(0);
  expect(asked).toHaveLength(1);
  expect(shown().page).not.toBeNull();
});

it('TRD-09: a point that history never had is named, and the others are shown', async () => {
  look(between(start - 10 * hour, start - 8 * hour, start), ['a', 'gone', 'b']);
  await until(() => asked.length === 1);
  asked[0]!.answer(fail('no-such-point', { point: 'gone' }));
  await until(() => asked.length === 2);
  expect(asked[1]!.points).toEqual(['a', 'b']);
  await answer(1);
  expect([...shown().unknown]).toEqual(['gone']);
  expect([...shown().page!.of.keys()]).toEqual(['a', 'b']);
});

it('a fault is told and the old page stays; asked again it may be well', async () => {
  look(between(start - 10 * hour, start - 8 * hour, start));
  await until(() => asked.length === 1);
  asked[0]!.answer(fail('history-lost'));
  await until(() => shown().fault !== null);
  expect(shown()).toMatchObject({ fault: { code: 'history-lost' }, waiting: false });
  store.again();
  await until(() => asked.length === 2);
  await answer(1);
  expect(shown()).toMatchObject({ fault: null });
});

it('the period before is asked for as it stands, and of a live view ahead of it, so that it need not be asked each second', async () => {
  look(liveView(hour, at.now), ['a'], { shiftMs: 24 * hour });
  await until(() => asked.length === 1);
  expect(asked[0]).toMatchObject({ from: start - 25.5 * hour, to: start - 23.5 * hour });
  await answer(0);
  for (let i = 0; i < 20; i++) { pass(1000); look(liveView(hour, at.now), ['a'], { shiftMs: 24 * hour }); }
  expect(asked).toHaveLength(1);
});
