import fc from 'fast-check';
import { expect, it } from 'vitest';
import { canonical, eventText } from '#app/journal';
import { chain } from './telling.ts';

const text = (value: unknown): string => { const r = canonical(value); return r.ok ? r.value : r.fault.code; };
const double = (hex: string): number => Buffer.from(hex, 'hex').readDoubleBE();

it('JRN-01 RFC 8785 3.2.2: the sample', () => {
  const input: unknown = JSON.parse(String.raw`{"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],"string":"\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/","literals":[null,true,false]}`);
  expect(text(input)).toBe(String.raw`{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}`);
});

it('JRN-01 RFC 8785 3.2.3: keys are sorted by UTF-16 code units', () => {
  const keys = ['\r', '1', '\u0080', '\u00f6', '\u20ac', '\ud83d\ude00', '\ufb33'];
  const sorted = text(Object.fromEntries(['\u20ac', '\r', '\ufb33', '1', '\ud83d\ude00', '\u0080', '\u00f6'].map((k) => [k, keys.indexOf(k)])));
  expect([...sorted.matchAll(/:(\d)/g)].map((m) => Number(m[1]))).toEqual([0, 1, 2, 3, 4, 5, 6]);
});

it.each([
  ['0000000000000000', '0'], ['8000000000000000', '0'], ['0000000000000001', '5e-324'], ['8000000000000001', '-5e-324'],
  ['7fefffffffffffff', '1.7976931348623157e+308'], ['ffefffffffffffff', '-1.7976931348623157e+308'], ['4340000000000000', '9007199254740992'],
  ['c340000000000000', '-9007199254740992'], ['4430000000000000', '295147905179352830000'], ['44b52d02c7e14af5', '9.999999999999997e+22'],
  ['44b52d02c7e14af6', '1e+23'], ['44b52d02c7e14af7', '1.0000000000000001e+23'], ['444b1ae4d6e2ef4e', '999999999999999700000'],
  ['444b1ae4d6e2ef4f', '999999999999999900000'], ['444b1ae4d6e2ef50', '1e+21'], ['3eb0c6f7a0b5ed8c', '9.999999999999997e-7'], ['3eb0c6f7a0b5ed8d', '0.000001'],
  ['41b3de4355555553', '333333333.3333332'], ['41b3de4355555554', '333333333.33333325'], ['41b3de4355555555', '333333333.3333333'],
  ['41b3de4355555556', '333333333.3333334'], ['41b3de4355555557', '333333333.33333343'], ['becbf647612f3696', '-0.0000033333333333333333'], ['43143ff3c1cb0959', '1424953923781206.2'],
  ['7fffffffffffffff', 'not-canonical'], ['7ff0000000000000', 'not-canonical'], ['fff0000000000000', 'not-canonical'],
])('JRN-01 JRN-03 RFC 8785 appendix B: %s is %s', (hex, expected) => { expect(text(double(hex))).toBe(expected); });

it('JRN-03 what has no form is refused, however deep it stands', () => {
  const round: { self?: unknown } = {};
  round.self = round;
  for (const value of [Number.NaN, Infinity, '\ud800', round, undefined, 1n]) expect(text(value === undefined ? value : { a: [{ b: value }] })).toBe('not-canonical');
});

it('JRN-01 the same value has the same text, in whatever order it was written; and it is read back as it was', () => {
  fc.assert(fc.property(fc.jsonValue(), (value) => {
    const once = text(value);
    expect(text(JSON.parse(once))).toBe(once);
    if (value !== null && typeof value === 'object' && !Array.isArray(value)) expect(text(Object.fromEntries(Object.entries(value).toReversed()))).toBe(once);
  }), { seed: 8785, numRuns: 300 });
});

it('JRN-01 the text of an event leaves out its hash and what reading added', () => {
  const [event] = chain('a', [{}]);
  if (event === undefined) throw new Error('no event');
  const plain = eventText(event);
  expect(eventText({ ...event, unread: 'newer-version' })).toEqual(plain);
  expect(plain.ok && plain.value.includes(event.hash)).toBe(false);
  expect(plain.ok && Object.keys(JSON.parse(plain.value) as object)).toEqual(['actor', 'body', 'hlc', 'id', 'kind', 'node', 'prev', 'realm', 'seq', 'subject', 'time', 'v']);
});
