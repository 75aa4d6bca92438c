import { expect, it } from 'vitest';
import { sampleRate, whyOf, type Known } from '#app/acquisition';
import { fail } from '#kernel/result';
import { monoMs } from '#kernel/time';

const well: Known = {
  link: { state: 'up', since: 1, reason: null }, last: { value: 5, text: false, status: 0, wordSince: 2, staleSince: null }, periodMs: 1000, startedAt: 0, frozen: null, drift: null, clock: null,
};
const last = (more: Partial<NonNullable<Known['last']>>): Known => ({ ...well, last: { ...well.last!, ...more } });
const told = (k: Known): string[] => whyOf(k).map(({ code, since, params, fault }) => [code, since ?? '-', ...Object.values(params), ...(fault === null ? [] : [fault.code])].join(' '));

const stories: readonly (readonly [string, Known, string[]])[] = [
  ['all is well', well, []],
  ['never heard', { ...well, last: null }, ['unheard 0']],
  ['the link is down', { ...last({ value: null, status: 0x8031_0000, wordSince: 9 }), link: { state: 'down', since: 8, reason: fail('unreachable', {}).fault } }, ['link 8 down unreachable', 'word 9 8031 0']],
  ['a source behind a collection host is down', { ...last({ value: null, status: 0x8031_0000, wordSince: 9 }), link: { state: 'up', since: 8, reason: fail('far-down', {}).fault } }, ['link - far far-down', 'word 9 8031 0']],
  ['another source behind the same host is', { ...well, link: { state: 'up', since: 8, reason: fail('far-down', {}).fault } }, []],
  ['the device says a code of its own', last({ status: 0x8088_0004 + 0x3_0000 }), ['word 2 808B 4']],
  ['silent for long', last({ staleSince: 7 }), ['stale 7 1']],
  ['good, and yet nothing', last({ value: null }), ['no-value 2']],
  ['words are a value', last({ value: null, text: true }), []],
  ['beyond its range', last({ status: 0x4094_0600 }), ['word 2 4094 0', 'above-range -']],
  ['a broken wire', last({ status: 0x808c_0500 }), ['word 2 808C 0', 'below-range -']],
  ['samples were lost before it', last({ status: 0x0480 }), ['overflow -']],
  ['three suspicions at once', { ...well, frozen: { since: 3 }, drift: { since: 4, reference: 7 }, clock: { since: 5, offsetMs: -3_600_000 } }, ['frozen 3', 'drift 4 7', 'clock 5 -3600']],
];
for (const [name, known, chain] of stories) it(`ACQ-20 ${name}`, () => { expect(told(known)).toEqual(chain); });

it('ACQ-21 the rate is of the ten whole seconds before this one, and falls to nothing in silence', () => {
  const rate = sampleRate();
  for (let s = 0; s < 30; s++) for (let k = 0; k < 4; k++) rate.add(5, monoMs(s * 1000 + k * 250));
  expect(rate.perSecond(monoMs(29_900))).toBe(20);
  expect(rate.perSecond(monoMs(34_900))).toBe(12);
  expect(rate.perSecond(monoMs(3_600_000))).toBe(0);
});
