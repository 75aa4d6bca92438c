import { expect, it } from 'vitest';
import { folding, upcaster, verify, chainStart, type JournalEvent, type Kind } from '#app/journal';
import { nodeId } from '#kernel/session';
import { chain, digest } from './telling.ts';

const kinds: readonly Kind[] = [
  { kind: 'tank.filled', now: 3, from: { 1: (b) => ({ litres: Number(b) }), 2: (b) => ({ cubicMetres: (b as { litres: number }).litres / 1000 }) } },
  { kind: 'tank.lost', now: 3, from: { 2: (b) => b } },
  { kind: 'tank.odd', now: 2, from: { 1: () => { throw new Error('cannot'); } } },
];
const reader = () => {
  const heard: string[] = [];
  return { heard, read: upcaster(kinds, (e, why) => heard.push(`${e.kind} ${e.v} ${why}`)) };
};
const one = (kind: string, v: number, body: unknown): JournalEvent => {
  const [event] = chain('a', [{ kind, v, body }]);
  if (event === undefined) throw new Error('no event');
  return event;
};

it('JRN-07 every version is read as today’s, one step at a time, and the stored one stays as it is', () => {
  const { read, heard } = reader();
  const old = one('tank.filled', 1, 5000);
  expect([old, one('tank.filled', 2, { litres: 5000 }), one('tank.filled', 3, { cubicMetres: 5 })].map((e) => read(e)).map(({ v, body }) => ({ v, body })))
    .toEqual([1, 2, 3].map(() => ({ v: 3, body: { cubicMetres: 5 } })));
  expect(old.body).toBe(5000);
  expect(verify([old], chainStart(nodeId('a')), digest).broken).toBe(null);
  expect(heard).toEqual([]);
});

it.each([
  ['newer-version', 'tank.filled', 4], ['unknown-kind', 'tank.invented', 1], ['no-upcaster', 'tank.lost', 1], ['upcast-failed', 'tank.odd', 1],
])('JRN-08 %s: reported, kept as it was, marked, and without effect', (why, kind, v) => {
  const { read, heard } = reader();
  const event = one(kind, v, { a: 1 });
  expect(read(event)).toEqual({ ...event, unread: why });
  expect(heard).toEqual([`${kind} ${v} ${why}`]);
  const sum = folding((n: number) => n + 1, { state: 0, at: null });
  sum.take([read(event)]);
  expect([sum.state(), sum.at()?.seq]).toEqual([0, 1]);
});

it('JRN-07 a kind is registered once', () => { expect(() => upcaster([{ kind: 'a', now: 1, from: {} }, { kind: 'a', now: 2, from: {} }], () => undefined)).toThrow('twice'); });
