import { expect, it } from 'vitest';
import { step, type Table } from '#kernel/machine';
import { show } from '#kernel/show';

type S = 'shut' | 'open';
type E = 'push' | 'lock';
const table = {
  shut: { push: [{ rule: 'DOR-01', when: 'oiled', to: 'open', do: ['swing'] }, { rule: 'DOR-02', when: 'strong', to: 'open' }], lock: 'ignore' },
  open: { push: { rule: 'DOR-03', to: 'shut' }, lock: { illegal: 'an open door cannot be locked' } },
} as const satisfies Table<S, E, 'oiled' | 'strong', 'swing'>;
const go = (s: S, e: E, holds: readonly string[] = []) => step<S, E, 'oiled' | 'strong', 'swing'>(table, s, e, (g) => holds.includes(g));

it('the first arc whose guard holds is taken; none holding changes nothing', () => {
  expect(go('shut', 'push', ['oiled', 'strong'])).toEqual({ kind: 'moved', to: 'open', rule: 'DOR-01', actions: ['swing'] });
  expect(go('shut', 'push', ['strong'])).toEqual({ kind: 'moved', to: 'open', rule: 'DOR-02', actions: [] });
  expect(go('shut', 'push')).toEqual({ kind: 'ignored' });
  expect(go('shut', 'lock')).toEqual({ kind: 'ignored' });
});

it('what is illegal says which state, which event and why', () => {
  expect(go('open', 'lock')).toEqual({ kind: 'illegal', why: 'open + lock: an open door cannot be locked' });
});

it('a table prints as the specification shows it', () => {
  expect(show(table)).toBe([
    '|  | push | lock |', '| --- | --- | --- |',
    '| **shut** | [oiled] → open (DOR-01)<br>[strong] → open (DOR-02) | · |', '| **open** | → shut (DOR-03) | ✗ |',
  ].join('\n'));
});
