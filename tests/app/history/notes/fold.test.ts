import fc from 'fast-check';
import { expect, it } from 'vitest';
import { annotationFold, historyContract, mostAnnotations, type Annotation } from '#app/history';
import { actor } from '#kernel/session';
import { epochMs } from '#kernel/time';

type Told = Parameters<ReturnType<typeof annotationFold>['take']>[0];
const wrote = (id: string, body: unknown, by = 'p-1', time = 5): Told => ({ kind: 'history.annotated', v: 1, subject: id, body, actor: actor(by), time: epochMs(time) });
const took = (id: string, by = 'p-2'): Told => ({ kind: 'history.annotation-withdrawn', v: 1, subject: id, body: {}, actor: actor(by), time: epochMs(9) });
const body = (points: string[], at: number, to: number | null = null, text = 'x') => ({ points, at, to, text });
const ids = (notes: readonly Annotation[]): string[] => notes.map((n) => n.id);

it('HIS-70 the journal is the memory: who wrote it and when is the event’s own, and anything else changes nothing', () => {
  const fold = annotationFold();
  expect(fold.take(wrote('a', body(['P-1'], 100, null, '换泵')))).toEqual({ id: 'a', points: ['P-1'], at: 100, to: null, text: '换泵', by: 'p-1', written: 5, withdrawn: null });
  expect([wrote('a', body(['P-2'], 1)), wrote('b', { points: 'P-1' }), { ...wrote('c', body([], 1)), v: 2 }, { ...took('a'), kind: 'history.other' }, took('nobody')].map((e) => fold.take(e))).toEqual([null, null, null, null, null]);
  expect(fold.take(took('a'))).toMatchObject({ id: 'a', withdrawn: 'p-2' });
  expect(fold.take(took('a', 'p-3'))).toBeNull();
  expect(fold.get('a')).toMatchObject({ withdrawn: 'p-2' });
  expect(fold.list({ points: [], from: 0, to: 1000 })).toEqual([]);
});

it('HIS-70 of two nodes the later event may come first', () => {
  const fold = annotationFold();
  fold.take(took('a', 'p-9'));
  expect(fold.take(wrote('a', body(['P-1'], 100)))).toMatchObject({ withdrawn: 'p-9' });
  expect(fold.list({ points: ['P-1'], from: 0, to: 1000 })).toEqual([]);
});

it('HIS-71 a question is answered with the notes that touch its span, of its points or of none in particular', () => {
  const one = fc.record({ points: fc.subarray(['a', 'b', 'c']), at: fc.integer({ min: 0, max: 50 }), length: fc.option(fc.integer({ min: 1, max: 20 })), gone: fc.boolean() });
  fc.assert(fc.property(fc.array(one, { maxLength: 30 }), fc.subarray(['a', 'b', 'c', 'd']), fc.integer({ min: 0, max: 50 }), fc.integer({ min: 1, max: 20 }), (notes, points, from, length) => {
    const fold = annotationFold();
    for (const [i, n] of notes.entries()) { fold.take(wrote(`n${i}`, body(n.points, n.at, n.length === null ? null : n.at + n.length))); if (n.gone) fold.take(took(`n${i}`)); }
    const to = from + length;
    const own = notes.flatMap((n, i) => {
      const ends = n.length === null ? n.at + 0.5 : n.at + n.length;
      return !n.gone && n.at < to && ends > from && (points.length === 0 || n.points.length === 0 || n.points.some((p) => points.includes(p))) ? [`n${i}`] : [];
    });
    expect(new Set(ids(fold.list({ points, from, to })))).toEqual(new Set(own));
    const times = fold.list({ points, from, to }).map((n) => n.at);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
  }));
});

it('HIS-71 no answer is without end: the newest of the span', () => {
  const fold = annotationFold();
  for (let i = 0; i <= mostAnnotations; i++) fold.take(wrote(`n${i}`, body([], i)));
  const all = fold.list({ points: [], from: 0, to: 1e9 });
  expect([all.length, all[0]!.id]).toEqual([mostAnnotations, 'n1']);
});

it('HIS-72 a note is lines of plain text: no control characters, nothing that turns the direction of writing, no half a character', () => {
  const takes = (text: string): boolean => historyContract.calls['history.annotate'].in.safeParse({ points: ['P-1'], at: 1, to: null, text }).success;
  expect(['换泵', 'two\nlines', 'a\tb', 'Größe 😀'].map(takes)).toEqual([true, true, true, true]);
  expect(['a\u0000b', 'a\u001B[2J', 'a\u202Eb', 'a\uD800', 'a\u0085b', ' \n '].map(takes)).toEqual([false, false, false, false, false, false]);
});
