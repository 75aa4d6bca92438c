import fc from 'fast-check';
import { expect, it } from 'vitest';
import { firstPolicy, Policy } from '#app/access';
import { boundsOf, isList, nameOf, policyFields, policyOf, typedOf, wholeIn, wrongWith } from '../../../../../../renderer/features/access/admin/policy/fields.ts';

it('every figure of the policy has a field, and the fields say the policy', () => {
  expect(policyOf(typedOf(firstPolicy))).toEqual(firstPolicy);
  const leaves = (o: object, at: string): string[] => Object.entries(o).flatMap(([k, v]) => (typeof v === 'object' && v !== null && !Array.isArray(v) ? leaves(v as object, `${at}${k}.`) : [`${at}${k}`]));
  expect(policyFields.map(nameOf).toSorted()).toEqual(leaves(firstPolicy, '').toSorted());
});

it('a field is wrong where the policy would be refused, and not where it would be taken', () => {
  fc.assert(fc.property(fc.constantFrom(...policyFields), fc.array(fc.oneof(fc.integer({ min: -1, max: 4000 }), fc.constantFrom(0, 8, 30, 60, 0.5, 3600, 1e6)), { minLength: 1, maxLength: 3 }), (f, figures) => {
    const text = (isList(f) ? figures : figures.slice(0, 1)).join(', ');
    const wrong = wrongWith(f, text);
    const taken = Policy.safeParse(policyOf({ ...typedOf(firstPolicy), [nameOf(f)]: text })).success;
    if (wrong === null) expect(taken, `${nameOf(f)} ${text}`).toBe(true);
    if (!taken) expect(wrong, `${nameOf(f)} ${text}`).not.toBeNull();
  }), { seed: 3, numRuns: 600 });
  const [least] = policyFields;
  expect(['', 'ten', '7', '8', '64', '65', '8 9', '9.5'].map((t) => wrongWith(least!, t))).toEqual(['number', 'number', 'bounds', null, null, 'bounds', 'number', 'number']);
  const waits = policyFields.find((f) => nameOf(f) === 'lockout.waitsMs')!;
  expect(['30，60、120', '60, 30', '0', ''].map((t) => wrongWith(waits, t))).toEqual([null, 'grow', 'bounds', 'number']);
});

it('bounds are read in the unit in which they are whole', () => {
  const said = (name: string): string => { const f = policyFields.find((x) => nameOf(x) === name)!; const { least, most } = boundsOf(f); return [wholeIn(f, least), wholeIn(f, most)].map((w) => `${w.n} ${w.unit}`).join(' to '); };
  expect([said('temporaryMs'), said('lockout.forgetMs'), said('session.idleMs'), said('password.least'), said('lockout.waitsMs')]).toEqual(['1 minutes to 2 days', '0 hours to 400 days', '30 seconds to 24 hours', '8 characters to 64 characters', '1 seconds to 1 hours']);
});
