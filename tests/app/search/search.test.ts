import fs from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { folded, searchIndex, type Entry, type Readings } from '#app/search';

const read: Readonly<Record<string, readonly string[]>> = { 甲: ['jia'], 醇: ['chun'], 储: ['chu'], 罐: ['guan'], 重: ['zhong', 'chong'], 行: ['xing', 'hang'], 氯: ['lü'], 液: ['ye'], 位: ['wei'] };
const readings: Readings = (c) => read[c] ?? [];
const entry = (key: string, name: string, more: Partial<Entry> = {}): Entry => ({ key, names: [name], code: key, weight: 0, ...more });
const indexOf = (...entries: Entry[]) => { const index = searchIndex<Entry>(readings); index.add(entries); return index; };
const keys = (index: ReturnType<typeof indexOf>, query: string, most = 50): string[] => index.find(query, most).map((f) => f.entry.key);

describe('search', () => {
  it('SCH-01: by each character, by its reading, by the beginning of it, and by any mixture', () => {
    const index = indexOf(entry('T-1', '甲醇储罐'));
    expect(['甲醇', 'jiachun', 'jc', 'jiac', 'jcg', '甲chun', 'j醇cg', 'jccg', 'JIA', 'jiachunchuguan'].filter((q) => keys(index, q).length === 0)).toEqual(['jcg']);
    expect(['cj', 'jch罐', 'iac', 'jiaa', '醇甲'].filter((q) => keys(index, q).length > 0)).toEqual([]);
  });
  it('SCH-02: a character with several readings is found by each', () => {
    const index = indexOf(entry('x', '重行'));
    expect(['zhongxing', 'chonghang', 'zh', 'cx', 'zhongh'].map((q) => keys(index, q))).toEqual([['x'], ['x'], ['x'], ['x'], ['x']]);
  });
  it('SCH-03: from any character of a name, and from any letter of a code, whatever stands between', () => {
    const index = indexOf(entry('GD-201.A', '甲醇液位'));
    expect(['yw', '液位', 'gd201', 'gd-201', 'd201a', '201.a', '01'].map((q) => keys(index, q).length)).toEqual([1, 1, 1, 1, 1, 1, 1]);
    expect(keys(indexOf(entry('x', '甲醇储罐 7#液位')), 'jccg7yw')).toEqual(['x']);
  });
  it('SCH-04: of several words each must be found, in a name or a code', () => {
    const index = indexOf(entry('LI-101', '甲醇储罐 液位', { names: ['甲醇储罐 液位', 'Methanol tank level'] }), entry('LI-102', '储罐 液位'));
    expect([keys(index, 'jc yw'), keys(index, 'yw li'), keys(index, 'level 甲醇'), keys(index, 'jc 102')]).toEqual([['LI-101'], ['LI-102', 'LI-101'], ['LI-101'], []]);
  });
  it('SCH-05: full width, capitals and ü are the plain letter', () => {
    const index = indexOf(entry('ＴＩ－７', '氯'));
    expect([keys(index, 'ti7'), keys(index, 'TI-7'), keys(index, 'lv'), keys(index, 'lu'), keys(index, 'LÜ')]).toEqual([['ＴＩ－７'], ['ＴＩ－７'], ['ＴＩ－７'], ['ＴＩ－７'], ['ＴＩ－７']]);
  });
  it('SCH-06: what is the word, then what begins with it, then what has it within; the urgent and the shorter first', () => {
    const index = indexOf(entry('within', '液甲醇'), entry('begins', '甲醇储罐'), entry('whole', '甲醇'), entry('urgent', '液位甲醇', { weight: -5 }), entry('longer', '甲醇储罐液位'));
    expect(keys(index, 'jc')).toEqual(['whole', 'begins', 'longer', 'urgent', 'within']);
    expect(keys(index, 'jc', 2)).toEqual(['whole', 'begins']);
  });
  it('SCH-08: what is in it is found while the rest is on its way', () => {
    const index = indexOf(entry('a', '甲'));
    expect(keys(index, 'j')).toEqual(['a']);
    index.add([entry('b', '甲醇')]);
    expect(keys(index, 'jc')).toEqual(['b']);
    expect(keys(index, 'j')).toEqual(['a', 'b']);
  });
  it('nothing asked is nothing found, and a query of any length or any signs is answered', () => {
    const index = indexOf(entry('a', '甲'));
    expect([keys(index, ''), keys(index, '  '), keys(index, 'j'.repeat(5000)), keys(index, '-'), keys(index, '💧'), keys(index, '(.*)')]).toEqual([[], [], [], [], [], []]);
  });

  /** The rule itself, in the plainest words: does `query` go through the characters of `name` from some place on. */
  function goes(chars: readonly string[], query: string): boolean {
    const from = (i: number, rest: string): boolean => {
      if (rest === '') return true;
      const c = chars[i];
      if (c === undefined) return false;
      const spelt = [c, ...readings(c).flatMap((r) => { const f = folded(r); return [f, f.replaceAll('v', 'u')].flatMap((s) => Array.from({ length: s.length }, (_, n) => s.slice(0, n + 1))); })];
      return spelt.some((s) => rest.startsWith(s) && from(i + 1, rest.slice(s.length)));
    };
    return chars.some((_, i) => from(i, query));
  }
  const names = fc.array(fc.constantFrom(...Object.keys(read), 'a', '7', 'u'), { minLength: 1, maxLength: 6 }).map((c) => c.join(''));
  const queries = fc.array(fc.constantFrom('j', 'c', 'h', 'u', 'n', 'z', 'x', 'g', 'a', 'i', '7', 'l', 'v', '甲', '行'), { minLength: 1, maxLength: 5 }).map((c) => c.join(''));
  it('SCH-01, 02, 03: finds exactly what the rule says, however the index is built', () => {
    fc.assert(fc.property(fc.array(names, { minLength: 1, maxLength: 8 }), queries, fc.nat(7), (all, query, cut) => {
      const entries = all.map((name, i) => entry(`#${i}`, name, { code: '' }));
      const index = searchIndex<Entry>(readings);
      index.add(entries.slice(0, cut));
      index.add(entries.slice(cut));
      expect(keys(index, query).toSorted()).toEqual(entries.filter((e) => goes(Array.from(folded(e.names[0] ?? '')), query)).map((e) => e.key).toSorted());
    }), { seed: 31, numRuns: 400 });
  });
  it('SCH-07: typing letter by letter, with words and rubbing out, finds what asking at once finds', () => {
    const words = fc.array(fc.constantFrom('j', 'c', 'h', ' ', '-', '1', '0', '甲', 'g'), { minLength: 1, maxLength: 8 });
    fc.assert(fc.property(fc.array(fc.tuple(names, fc.constantFrom('GD-10', 'gd1', 'j-10', '')), { maxLength: 10 }), words, fc.nat(3), (all, typed, back) => {
      const entries = all.map(([name, code], i) => entry(`#${i}`, name, { code }));
      const index = indexOf(...entries);
      for (let n = 1; n <= typed.length; n++) expect(keys(index, typed.slice(0, n).join(''))).toEqual(keys(indexOf(...entries), typed.slice(0, n).join('')));
      const asked = typed.slice(1).join('');
      expect(keys(index, asked)).toEqual(keys(indexOf(...entries), asked));
      expect(keys(index, typed.join(''))).toEqual(keys(indexOf(...entries), typed.join('')));   // a letter was put before it
      const shorter = typed.slice(0, Math.max(0, typed.length - back)).join('');
      expect(keys(index, shorter)).toEqual(keys(indexOf(...entries), shorter));
    }), { seed: 32, numRuns: 300 });
  });
  it('SCH-07: a letter put before what was asked asks anew', () => {
    const index = indexOf(entry('x', '醇'), entry('y', '行'));
    expect([keys(index, 'h'), keys(index, 'ch'), keys(index, 'h')]).toEqual([['y'], ['x'], ['y']]);
  });
  it('every rule of SPEC.md is told by a test', () => {
    const told = new Set(fs.readFileSync('tests/app/search/search.test.ts', 'utf8').match(/SCH-\d\d/g));
    const also = (fs.readFileSync('tests/app/search/search.test.ts', 'utf8').match(/SCH-01, 02, 03/) ?? []).length > 0;
    expect([...fs.readFileSync('app/search/SPEC.md', 'utf8').matchAll(/\| (SCH-\d\d)/g)].map((m) => m[1] ?? '').filter((r) => !told.has(r))).toEqual([]);
    expect(also).toBe(true);
  });
});
