import { expect, it } from 'vitest';
import { refusalsIn, repeatedRefusals } from '#app/acquisition';
import { monoMs } from '#kernel/time';

/** Asked once a second with what was counted by then; what it said, run by run: `<second> <word>`. */
function told(counted: (second: number) => number, seconds: number): string[] {
  const r = repeatedRefusals();
  const out: string[] = [];
  for (let s = 0; s < seconds; s++) {
    const word = String(r.hear(counted(s), monoMs(s * 1000)));
    if (out.at(-1)?.endsWith(` ${word}`) !== true) out.push(`${s} ${word}`);
  }
  return out;
}

it('ACQ-23 five within a minute are told once, however many follow, and are over after five quiet minutes', () => {
  expect(told((s) => Math.min(s, 4), 70)).toEqual(['0 null']);
  expect(told((s) => Math.min(Math.floor(s / 20), 100), 1000)).toEqual(['0 null']);            // three a minute
  expect(told((s) => (s < 10 ? 0 : s < 20 ? 3 : 5), 400)).toEqual(['0 null', '20 true', '320 false']);
  expect(told((s) => Math.min(s, 2000) * 50, 2400)).toEqual(['0 null', '1 true', '2300 false']);
});
it('ACQ-23 a collector that was started again counts from nothing, and is not forgiven by it', () => {
  expect(told((s) => (s < 10 ? 100 : s - 9), 30)).toEqual(['0 true']);
  expect(told((s) => (s < 30 ? 4 : 1), 40)).toEqual(['0 null', '30 true']);
  expect(told((s) => (s < 10 ? 3 : 0) + (s > 20 ? 1 : 0), 30)).toEqual(['0 null']);
});
it('ACQ-23 who has only to be patient, and what is wrong on the wire, is no refusal', () => {
  expect(refusalsIn({ 'bad-signature': 2, 'too-fast': 100, 'busy': 7, 'bad-crc': 9, 'unknown-mn': 1, 'too-large': 1, 'old-timestamp': 3, 'unknown-enterprise': 4 })).toBe(11);
});
