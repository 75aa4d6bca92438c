import { afterEach, expect, it } from 'vitest';
import type { Annotation } from '#app/history';
import type { Calls } from '../../../handlers.ts';
import { fail, ok, type Result } from '#kernel/result';
import { bandStore } from '../../../../../renderer/features/history/asking/alarms.ts';
import { exportStore } from '../../../../../renderer/features/history/asking/exporting.ts';
import { figuresOf } from '../../../../../renderer/features/history/asking/figures.ts';
import { droppedGroup, keptGroup } from '../../../../../renderer/features/history/asking/groups.ts';
import { noteStore } from '../../../../../renderer/features/history/asking/notes.ts';
import { question } from '../../../../../renderer/features/history/asking/question.ts';
import { trendStore } from '../../../../../renderer/features/history/asking/trend-store.ts';
import { hourStore } from '../../../../../renderer/features/history/hour/hour-store.ts';
import { paperFor, printing } from '../../../../../renderer/features/history/screen/printing.ts';
import { trendStores } from '../../../../../renderer/features/history/screen/trend-stores.ts';
import { differenceText, lengthText, shareText } from '../../../../../renderer/features/history/screen/values.ts';
import { alarm, engineDouble, until } from '../../../engine-double.ts';

const start = 1_790_000_000_000;
const hour = 3_600_000;
const never = () => () => {};
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const open: { close(): void }[] = [];
const engineOf = (calls: Calls) => { const e = engineDouble(calls); open.push(e); return e; };
afterEach(() => { for (const e of open.splice(0)) e.close(); });

it('TRD-04: a question in place of another takes it back; the last answer stays until the new one is there', async () => {
  const waiting: ((r: Result<number>) => void)[] = [];
  let taken = 0;
  const q = question<number>(never);
  const ask = () => q.ask(() => { const { promise, resolve } = Promise.withResolvers<Result<number>>(); waiting.push(resolve); return { answer: promise, takeBack: () => { taken++; resolve(fail('taken-back')); } }; });
  const first = ask();
  waiting[0]!(ok(1));
  await first;
  const second = ask();
  const third = ask();
  expect(taken).toBe(1);
  expect(q.state.getState()).toMatchObject({ value: 1, waiting: true });
  waiting[2]!(ok(3));
  expect([await second, await third]).toEqual([null, { ok: true, value: 3 }]);
  expect(q.state.getState()).toEqual({ value: 3, fault: null, waiting: false, slow: false });
});

it('a wait is told only after a while', async () => {
  const due: (() => void)[] = [];
  const q = question<number>((_ms, run) => { due.push(run); return () => {}; });
  void q.ask(() => ({ answer: new Promise(() => {}), takeBack: () => {} }));
  expect(q.state.getState()).toMatchObject({ waiting: true, slow: false });
  due[0]!();
  expect(q.state.getState().slow).toBe(true);
  q.stop();
  expect(q.state.getState()).toMatchObject({ waiting: false, slow: false });
});

it('TRD-10: a point keeps its colour while it is shown, whoever goes; twelve are shown at most', () => {
  const t = trendStore(() => start);
  t.add(['a', 'b', 'c']);
  t.remove('b');
  expect(t.state.getState().items.map((i) => [i.id, i.slot])).toEqual([['a', 1], ['c', 3]]);
  expect(t.add(['d', 'c'])).toBe(1);
  expect(t.state.getState().items.map((i) => i.slot)).toEqual([1, 3, 2]);
  expect(t.add(Array.from({ length: 20 }, (_, i) => `x${i}`))).toBe(9);
  expect(new Set(t.state.getState().items.map((i) => i.slot)).size).toBe(12);
});

it('what was shown before is one step back; without a first cursor there is no second', () => {
  const t = trendStore(() => start);
  t.show({ points: ['a'], spanMs: 8 * hour });
  t.show({ points: ['b', 'c'], at: start - 100 * hour, spanMs: hour });
  expect(t.state.getState()).toMatchObject({ view: { from: start - 100.5 * hour, to: start - 99.5 * hour, live: false }, before: 1 });
  t.back();
  expect(t.state.getState().items.map((i) => i.id)).toEqual(['a']);
  expect(t.state.getState().view).toEqual({ from: start - 8 * hour, to: start, live: true });
  t.second(start - 5);
  expect(t.state.getState()).toMatchObject({ cursor: start - 5, second: null });
  t.second(start - 1);
  t.cursor(null);
  expect(t.state.getState()).toMatchObject({ cursor: null, second: null });
  t.focusNext(1);
  expect(t.state.getState().focused).toBe('a');
  t.focusNext(1);
  expect(t.state.getState().focused).toBeNull();
});

const note = (id: string, at: number, more: Partial<Annotation> = {}): Annotation => ({ id, points: ['a'], at, to: null, text: id, by: 'p-1', written: at, withdrawn: null, ...more });

it('notes of what is seen: listed, heard, written, taken back; what is refused is told and the words stay', async () => {
  let may = false;
  const e = engineOf({
    'history.annotations': async () => ok([note('n2', 200), note('n1', 100)]), 'history.annotate': async (n) => (may ? ok(note('mine', n.at, { text: n.text })) : fail('forbidden', { needs: 'history.annotate' })),
    'history.withdraw': async ({ id }) => ok(note(id, 100, { withdrawn: 'p-2' })),
  });
  const s = noteStore(e.client, never);
  s.look(['a'], 0, 1000);
  await until(() => s.state.getState().notes.length === 2);
  expect(s.state.getState().notes.map((n) => n.id)).toEqual(['n1', 'n2']);
  e.say('history.annotated', note('n3', 150));
  e.say('history.annotated', note('elsewhere', 5000));
  e.say('history.annotated', note('other', 150, { points: ['z'] }));
  await until(() => s.state.getState().notes.length === 3);
  await turn();
  expect(s.state.getState().notes.map((n) => n.id)).toEqual(['n1', 'n3', 'n2']);
  s.begin({ at: 300, to: null, points: ['a'], text: '' });
  await s.send();                                                  // nothing is written yet
  s.write({ text: ' leak ' });
  await s.send();
  expect(s.state.getState()).toMatchObject({ refused: { code: 'forbidden' }, draft: { text: ' leak ' }, sending: false });
  may = true;
  await s.send();
  expect(s.state.getState()).toMatchObject({ refused: null, draft: null });
  expect(s.state.getState().notes.at(-1)).toMatchObject({ id: 'mine', text: 'leak' });
  await s.withdraw('n1');
  expect(s.state.getState().notes.find((n) => n.id === 'n1')?.withdrawn).toBe('p-2');
});

it('an export tells how far it is and what came of it; taken back it is over', async () => {
  const { promise, resolve } = Promise.withResolvers<Result<{ file: string; rows: number; bytes: number; sm3: string }>>();
  const lost = Promise.withResolvers<void>();
  let calls = 0;
  const e = engineOf({ 'history.export': (_q, _s, wanted) => { wanted?.lost(lost.resolve); return calls++ === 0 ? promise : new Promise(() => {}); } });
  const s = exportStore(e.client);
  const q = { points: ['a'], from: 0, to: 1, what: 'raw' as const, form: 'csv' as const };
  const done = s.begin(q);
  await until(() => calls === 1);
  void s.begin(q);                                                 // one at a time
  e.say('history.exporting', { file: 'f', rows: 5, share: 0.5, state: 'running', fault: null }, 'f');
  await until(() => s.state.getState().progress !== null);
  resolve(ok({ file: 'f.csv', rows: 9, bytes: 100, sm3: 'x' }));
  await done;
  expect(s.state.getState()).toMatchObject({ running: false, done: { file: 'f.csv', rows: 9 } });
  const again = s.begin(q);
  await until(() => calls === 2);
  s.cancel();
  await again;
  await lost.promise;
  expect(s.state.getState()).toMatchObject({ running: false, fault: { code: 'taken-back' } });
});

it('TRD-11: the alarms of the shown points are read once each, and again when one changes', async () => {
  const asked: string[] = [];
  const e = engineOf({ 'alarm.history': async ({ alarm: id }) => { asked.push(id); return ok(id === 'a.HH' ? [{ seq: 1, time: 10, actor: 'engine', occurrence: 'o', state: 'unacknowledged', kind: 'raised', rules: [], value: 1, status: 0, sourceTime: null, level: 'S', limit: 1 }] : []); } });
  const s = bandStore(e.client);
  const point = { id: 'a', type: 'analog', limits: { HH: 1, H: null, L: null, LL: null }, alarmWhen: null } as Parameters<typeof s.look>[0][number];
  s.look([point], []);
  s.look([point], []);
  await until(() => s.state.getState().bands.length === 1);
  expect(asked).toEqual(['a.HH', 'a.noValue', 'a.stale']);
  e.say('alarm.changed', alarm('a.HH'));
  e.say('alarm.changed', alarm('z.HH'));
  await until(() => asked.length === 4);
  s.look([], []);
  expect(s.state.getState().bands).toEqual([]);
});

it('pages are asked for as the view moves, figures and notes once it stands still', async () => {
  const asked: string[] = [];
  const timers: (() => void)[] = [];
  const e = engineOf({
    'history.columns': async (q) => { asked.push(`columns ${q.to - q.from}`); return fail('history-lost'); },
    'history.aggregates': async (q) => { asked.push(`figures ${q.from - start}`); return ok([{ point: 'a', edges: [q.from, q.to], values: [[1], [9], [4], [2], [0.5]], tier: 'raw', deviation: 0, bound: null }]); },
    'history.annotations': async () => { asked.push('notes'); return ok([]); },
  });
  const s = trendStores(e.client, () => start, (_ms, run) => { timers.push(run); return () => void timers.splice(timers.indexOf(run), 1); });
  s.trend.width(1000);
  s.trend.add(['a']);
  await until(() => asked.length === 1);
  for (let i = 0; i < 5; i++) s.trend.move(-60_000);
  expect(asked.filter((a) => a.startsWith('figures'))).toEqual([]);
  for (const run of timers.splice(0)) run();
  await until(() => asked.includes('notes'));
  expect(asked.filter((a) => a.startsWith('figures'))).toEqual([`figures ${-hour - 300_000}`]);
  expect(figuresOf(s.asking.aggregates.state.getState().value ?? []).get('a')).toEqual({ min: 1, max: 9, mean: 4, std: 2, good: 0.5 });
  s.dispose();
});

it('the last hour of another point begins empty, is asked for once its plot has a width, and goes on', async () => {
  const asked: { readonly points: readonly string[]; readonly to: number; readonly from: number }[] = [];
  let now = start;
  const e = engineOf({ 'history.columns': async (q) => { asked.push(q); return ok([{ point: q.points[0]!, edges: [q.from, q.to], min: [1], max: [1], first: [1], last: [1], worst: ['good' as const], carried: null, stepped: false, tier: 'raw' as const, silenceMs: null }]); } });
  const s = hourStore(e.client, () => now, never);
  s.look('a');
  expect(asked).toEqual([]);
  s.width(600);
  await until(() => s.pages.state.getState().page !== null);
  now += 10_000;
  s.tick();
  await until(() => asked.length === 2);
  expect(asked[1]).toMatchObject({ to: now });
  s.look('b');
  expect(s.pages.state.getState().page).toBeNull();
  await until(() => s.pages.state.getState().page?.of.has('b') === true);
  s.look(null);
  expect(s.pages.state.getState().page).toBeNull();
});

it('groups of points: one of the same name is replaced, the newest first', () => {
  const group = (name: string, ...points: string[]) => ({ name, points, spanMs: hour });
  const two = keptGroup(keptGroup([], group('x', 'a')), group('y', 'b'));
  expect(keptGroup(two, group('x', 'c')).map((g) => [g.name, g.points])).toEqual([['x', ['c']], ['y', ['b']]]);
  expect(droppedGroup(two, 'y').map((g) => g.name)).toEqual(['x']);
});

it('printed light, at the size of the paper, and then as it was', () => {
  const page = new EventTarget();
  const root = { dataset: { mantineColorScheme: 'dark' } as DOMStringMap };
  const told: boolean[] = [];
  const stop = printing(page, root, (onPaper) => void told.push(onPaper));
  page.dispatchEvent(new Event('beforeprint'));
  expect(root.dataset['mantineColorScheme']).toBe('light');
  page.dispatchEvent(new Event('afterprint'));
  expect([root.dataset['mantineColorScheme'], told]).toEqual(['dark', [true, false]]);
  stop();
  page.dispatchEvent(new Event('beforeprint'));
  expect(told).toHaveLength(2);
  expect(paperFor(12).height).toBeLessThan(paperFor(5).height);
});

it('figures as people read them', () => {
  expect([lengthText(3_661_000), lengthText(90_061_000), shareText(1), shareText(0.123), shareText(null)]).toEqual(['1:01:01', '1d 01:01:01', '100 %', '12.3 %', '—']);
  expect([differenceText(null, 1, 3.5), differenceText(null, 3, 1), differenceText(null, null, 1)]).toEqual(['+2.500', '−2.000', '—']);
});
