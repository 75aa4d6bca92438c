import fc from 'fast-check';
import { expect, it } from 'vitest';
import { chainStart, genesis, hlcOf, seal, verify, type JournalEvent } from '#app/journal';
import { nodeId } from '#kernel/session';
import { epochMs } from '#kernel/time';
import { chain, digest, draft } from './telling.ts';

const start = chainStart(nodeId('a'));
const check = (events: readonly JournalEvent[]) => verify(events, start, digest);
const whole = chain('a', Array.from({ length: 8 }, (_, i) => ({ subject: `P-${i}` })));
/** The chain with one event changed and, as somebody thorough would, its own hash made anew. */
const forged = (index: number, change: Partial<JournalEvent>): readonly JournalEvent[] => whole.map((e, i) => {
  if (i !== index) return e;
  const sealed = seal({ ...e, ...change }, { node: e.node, seq: e.seq - 1, hash: e.prev, hlc: null }, epochMs(Number(e.hlc.slice(0, 13))), digest);
  return sealed.ok ? { ...sealed.value.event, ...change, hash: change.hash ?? sealed.value.event.hash } : e;
});

it('JRN-02 links follow each other from 64 zeros', () => {
  expect(whole.map((e) => e.seq)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  expect(whole[0]?.prev).toBe(genesis);
  expect(whole[0]?.id).toBe('a:1');
  expect(whole.slice(1).map((e) => e.prev)).toEqual(whole.slice(0, -1).map((e) => e.hash));
  expect(check(whole)).toMatchObject({ checked: 8, broken: null, tip: { seq: 8 } });
});

it('JRN-02 goes on from any place', () => {
  const from = verify(whole.slice(0, 5), start, digest).tip;
  expect(verify(whole.slice(5), from, digest)).toMatchObject({ checked: 3, broken: null });
});

it.each([
  ['an event is left out', whole.filter((_, i) => i !== 3), { seq: 4, reason: 'gap' }],
  ['two events change places', [...whole.slice(0, 2), ...whole.slice(2, 4).toReversed(), ...whole.slice(4)], { seq: 3, reason: 'gap' }],
  ['an event is changed', whole.map((e, i) => (i === 3 ? { ...e, subject: 'other' } : e)), { seq: 4, reason: 'hash-mismatch' }],
  ['a hash is changed', whole.map((e, i) => (i === 3 ? { ...e, hash: genesis } : e)), { seq: 4, reason: 'hash-mismatch' }],
  ['an event is changed and hashed anew: the next one tells', forged(3, { subject: 'other' }), { seq: 5, reason: 'prev-mismatch' }],
  ['another node writes into it', whole.map((e, i) => (i === 2 ? { ...e, node: nodeId('b') } : e)), { seq: 3, reason: 'node-mismatch' }],
  ['time goes back', whole.map((e, i) => (i === 2 ? { ...e, hlc: hlcOf(1, 0) } : e)), { seq: 3, reason: 'hlc-backwards' }],
])('JRN-04 %s', (_, events, broken) => { expect(check(events).broken).toEqual(broken); });

it('JRN-04 no change of any one field passes', () => {
  fc.assert(fc.property(fc.nat(7), fc.constantFrom('id', 'node', 'seq', 'time', 'hlc', 'actor', 'realm', 'kind', 'v', 'subject', 'body', 'prev', 'hash'), fc.string(), (index, field, value) => {
    const before = whole[index];
    fc.pre(before !== undefined && value !== before[field as 'id']);
    expect(check(whole.map((e, i) => (i === index ? { ...e, [field]: value } : e))).broken?.seq).toBe(index + 1);
  }), { seed: 4, numRuns: 300 });
});

it.each([
  ['a number that is none', { body: { value: Number.NaN } }], ['no kind', { kind: '' }], ['no version', { v: 0 }], ['half a version', { v: 1.5 }],
  ['no time', { time: epochMs(Number.NaN) }], ['half a character', { subject: '\ud800' }],
])('JRN-03 a draft with %s is refused', (_, change) => {
  const sealed = seal(draft(change), start, epochMs(1), digest);
  expect(sealed).toMatchObject({ ok: false, fault: { code: 'bad-event' } });
});

it('JRN-03 a body that is left out is null', () => {
  const sealed = seal(draft({ body: undefined }), start, epochMs(1), digest);
  expect(sealed.ok && sealed.value.event.body).toBe(null);
  expect(sealed.ok && sealed.value.text).toContain('"body":null');
});
