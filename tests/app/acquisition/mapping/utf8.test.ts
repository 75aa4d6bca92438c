import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readUtf8, wordsOf } from '#app/acquisition';

const strict = new TextDecoder('utf-8', { fatal: true });
const standard = (bytes: Uint8Array): string | null => { try { return strict.decode(bytes); } catch { return null; } };
const sample = fc.oneof(
  fc.uint8Array({ maxLength: 12 }),
  fc.array(fc.constantFrom(0x00, 0x41, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbb, 0xbf, 0xc0, 0xc1, 0xc2, 0xdf, 0xe0, 0xe4, 0xed, 0xef, 0xf0, 0xf1, 0xf4, 0xf5, 0xff), { maxLength: 8 }).map((b) => Uint8Array.from(b)),
  fc.string({ unit: 'binary' }).map((s) => new TextEncoder().encode(s)),
);

describe('ACQ-JSON-06 words in UTF-8', () => {
  it('what stands before the fault is whole, and with the byte at the fault it is none', () => {
    fc.assert(fc.property(sample, (bytes) => {
      const read = readUtf8(bytes);
      expect(wordsOf(bytes)).toBe(standard(bytes));
      if (read.ok) { expect(read.value).toBe(standard(bytes)); return; }
      const at = read.at!;
      expect(standard(bytes.subarray(0, at))).not.toBeNull();
      expect(at).toBeLessThan(bytes.length);
      const ends = [1, 2, 3, 4].filter((n) => at + n <= bytes.length);
      expect(ends.map((n) => standard(bytes.subarray(at, at + n)))).toEqual(ends.map(() => null));
    }), { seed: 13, numRuns: 20_000 });
  });
  it('says where the first byte stands that is none', () => {
    for (const [bytes, at] of [[[0x41, 0xff], 1], [[0xe4, 0xbd, 0xa0, 0xe4, 0xbd], 3], [[0xef, 0xbb, 0xbf, 0x80], 3], [[0xc0, 0x80], 0], [[0xed, 0xa0, 0x80], 0], [[0xf4, 0x90, 0x80, 0x80], 0]] as const) {
      expect(readUtf8(Uint8Array.from(bytes))).toEqual({ ok: false, bad: 'syntax', at });
    }
  });
  it('no character is lost or cut where it is put together in pieces', () => {
    for (const text of ['储'.repeat(20_001), `a${'😀'.repeat(9001)}b`, 'x'.repeat(8192), '']) expect(wordsOf(new TextEncoder().encode(text))).toBe(text);
  });
});
