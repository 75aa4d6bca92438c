import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readJson } from '#app/acquisition';

describe('ACQ-JSON-02 documents within bounds', () => {
  it.each([['{"a":1}', 100, null], ['{"a":1}', 6, 'size'], ['{', 100, 'syntax'], ['', 100, 'syntax'], ['['.repeat(33) + ']'.repeat(33), 100, 'depth'], ['['.repeat(32) + ']'.repeat(32), 100, null], ['"' + '['.repeat(50) + '"', 100, null], ['"\\"[[' + '['.repeat(40) + '"', 100, null],
    ['{"__proto__":1}', 100, 'key'], ['[{"a":{"constructor":1}}]', 100, 'key'], ['{"\\u005f_proto__":1}', 100, 'key'], ['1e999', 100, 'number'], ['{"a":[-1e999]}', 100, 'number'], ['NaN', 100, 'syntax']] as const)('%s', (text, longest, bad) => {
    const read = readJson(text, longest);
    expect(read.ok ? null : read.bad).toBe(bad);
  });
  it('says where', () => { expect([readJson('{"a":1,}'), readJson('['.repeat(40))]).toMatchObject([{ bad: 'syntax', at: 7 }, { bad: 'depth', at: 32 }]); });
  it('a million brackets, keys or numbers cost no stack and little time', () => {
    for (const text of ['['.repeat(1e6), '{"a":'.repeat(2e5), `[${'1,'.repeat(5e5)}1]`, `{${Array.from({ length: 1e5 }, (_, i) => `"k${i}":0`).join()}}`, '"'.repeat(1e6)]) {
      const began = performance.now();
      readJson(text);
      expect(performance.now() - began).toBeLessThan(1000);
    }
  });
  it('bytes are bounded as bytes, and read as their text is', () => {
    expect([readJson(Buffer.from('"中"'), 5), readJson(Buffer.from('"中"'), 4), readJson('"中"', 3)]).toEqual([{ ok: true, value: '中' }, { ok: false, bad: 'size' }, { ok: true, value: '中' }]);
    fc.assert(fc.property(fc.oneof(fc.json(), fc.string({ unit: 'grapheme' })), (text) => { expect(readJson(Buffer.from(text))).toEqual(readJson(text)); }), { seed: 11, numRuns: 500 });
  });
  it('a byte order mark is no fault', () => { expect(readJson(Buffer.from('\ufeff{"a":1}'))).toEqual({ ok: true, value: { a: 1 } }); });
});

/** What was read, without the offset of a fault. */
const json = (text: string) => { const read = readJson(Buffer.from(text)); return read.ok ? read : { ok: false, bad: read.bad } as const; };

describe('MQT-02 a payload of JSON within its bounds', () => {
  const deep = (n: number): string => `${'['.repeat(n)}1${']'.repeat(n)}`;
  it.each([
    ['syntax', '{'], ['syntax', ''], ['syntax', 'NaN'], ['syntax', '{"a":1}x'], ['syntax', '[1,]'], ['depth', deep(33)], ['depth', '['.repeat(100_000)], ['depth', '{"a":'.repeat(50_000)], ['number', '1e999'], ['number', '{"a":[-1e999]}'],
    ['key', '{"__proto__":{"v":1}}'], ['key', '{"a":[{"constructor":1}]}'], ['key', '{"prototype":1}'], ['key', '{"\\u005f_proto__":1}'],
  ])('%s: %.40s', (bad, text) => { expect(json(text)).toEqual({ ok: false, bad }); });
  it('no UTF-8 is no JSON', () => { expect(readJson(Buffer.from([0x22, 0xff, 0x22]))).toEqual({ ok: false, bad: 'syntax', at: 1 }); });
  it('brackets in words do not count, nor do escaped quotes end them', () => {
    expect(json(JSON.stringify({ a: '['.repeat(99), b: '\\"[[['.repeat(40) })).ok).toBe(true);
    expect(json(deep(32)).ok).toBe(true);
  });
  it('takes whatever JSON.stringify makes', () => { fc.assert(fc.property(fc.json({ maxDepth: 8, noUnicodeString: false }), (text) => { const read = json(text); expect(read.ok || read.bad === 'key').toBe(true); }), { seed: 3, numRuns: 500 }); });
});
