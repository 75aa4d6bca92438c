import fc from 'fast-check';
import { expect, it } from 'vitest';
import { firstRoles } from '#app/access';
import { bodyBeforeFirst, comparedKinds, differences, mostDifferences, ownBeforeAfter } from '#app/audit';

it.each<[string, unknown, unknown, readonly [string, string | null, string | null][]]>([
  ['a field that changed', { idle: 10, ages: { days: 90 } }, { idle: 10, ages: { days: 30 } }, [['ages.days', '90', '30']]],
  ['a field that came and one that went', { a: 1 }, { b: 'x' }, [['a', '1', null], ['b', null, '"x"']]],
  ['a role in front of the others changes no other', { roles: [{ id: 'b', may: ['p'] }] }, { roles: [{ id: 'a', may: [] }, { id: 'b', may: ['p'] }] }, [['roles.a', null, '{"id":"a","may":[]}']]],
  ['what a role may', { roles: [{ id: 'a', may: ['p', 'q'] }] }, { roles: [{ id: 'a', may: ['q', 'r'] }] }, [['roles.a.may', '"p"', null], ['roles.a.may', null, '"r"']]],
  ['another order of a plain list', { a: [1, 2] }, { a: [2, 1] }, [['a', '[1,2]', '[2,1]']]],
  ['a list of things without names, by place', [{ x: 1 }, { x: 2 }], [{ x: 1 }, { x: 3 }], [['1.x', '2', '3']]],
  ['a list in the place of a thing', { a: {} }, { a: [] }, [['a', '{}', '[]']]],
  ['the same things with names in another order', { a: [{ id: 'x' }, { id: 'y' }] }, { a: [{ id: 'y' }, { id: 'x' }] }, [['a', '[{"id":"x"},{"id":"y"}]', '[{"id":"y"},{"id":"x"}]']]],
  ['null is not nothing', { a: null }, {}, [['a', 'null', null]]],
  ['nothing before', undefined, { a: 1 }, [['', null, '{"a":1}']]],
  ['the same', { a: [1, { b: 2 }] }, { a: [1, { b: 2 }] }, []],
])('AUD-06 %s', (_, before, after, told) => {
  expect(differences(before, after).map(({ at, before: b, after: a }) => [at, b, a])).toEqual(told);
});
it('AUD-06 two bodies without a difference are the same, any two that are not have one, and there is a bound', () => {
  fc.assert(fc.property(fc.jsonValue({ maxDepth: 4 }), fc.jsonValue({ maxDepth: 4 }), (x, y) => {
    const [a, b] = [JSON.parse(JSON.stringify(x)) as unknown, JSON.parse(JSON.stringify(y)) as unknown];
    expect(differences(a, a)).toEqual([]);
    expect(differences(a, b).length === 0).toBe(JSON.stringify(sorted(a)) === JSON.stringify(sorted(b)));
  }), { seed: 8, numRuns: 500 });
  expect(differences({}, Object.fromEntries(Array.from({ length: 2000 }, (_, i) => [`f${i}`, i])))).toHaveLength(mostDifferences);
});
/** Keys in one order, however they were written. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  return typeof value === 'object' && value !== null ? { of: Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([k, v]) => [k, sorted(v)]) } : value;
}
it('AUD-07 what is compared with what', () => {
  expect([comparedKinds('roles.changed'), comparedKinds('person.changed'), comparedKinds('alarm.changed'), comparedKinds('constructor'), comparedKinds('duty.group')]).toEqual([['roles.changed'], ['person.changed', 'person.created'], [], [], ['duty.group']]);
  expect(ownBeforeAfter({ before: { a: 1 }, after: { a: 2 } })).toEqual({ before: { a: 1 }, after: { a: 2 } });
  expect([ownBeforeAfter({ before: 'a', after: {} }), ownBeforeAfter(null), ownBeforeAfter([])]).toEqual([null, null, null]);
});
it('AUD-08 the first table of roles is compared with that of the house', () => {
  const next = { ...firstRoles, version: 2, roles: firstRoles.roles.map((r) => (r.id === 'engineer' ? { ...r, may: [...r.may, 'alarm.confirm'] } : r)) };
  expect(differences(bodyBeforeFirst('roles.changed'), { table: next })).toEqual([{ at: 'table.version', before: '1', after: '2' }, { at: 'table.roles.engineer.may', before: null, after: '"alarm.confirm"' }]);
  expect([bodyBeforeFirst('policy.changed') === undefined, bodyBeforeFirst('site.imported')]).toEqual([false, undefined]);
});
