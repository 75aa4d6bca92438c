import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { askedTokens, exactToken, genesis, indexTokens, isFound, SearchAsked, searchOf, type EventSearch, type JournalEvent } from '#app/journal';
import { actor, nodeId } from '#kernel/session';
import { epochMs } from '#kernel/time';

const event = (more: Partial<Omit<JournalEvent, 'actor'>> & { readonly actor?: string } = {}): JournalEvent => ({
  id: 'n:1', node: nodeId('n'), seq: 1, hlc: '1789000000000-000000' as JournalEvent['hlc'], prev: genesis, hash: genesis, time: epochMs(1000), realm: 'live', v: 1,
  kind: 'alarm.raised', subject: 'GD-201.HH', body: null, ...more, actor: actor(more.actor ?? 'wang@desk-1'),
});
const sentences = new Map([['login.failed', ['{actor} 登录失败', '{actor} failed to log in']], ['alarm.raised', ['报警 {subject}', 'Alarm {subject}']]]);
const asked = (text: string, more: Partial<SearchAsked> = {}): EventSearch | null => searchOf(SearchAsked.parse({ text, ...more }), sentences);
const finds = (text: string, e: JournalEvent, more: Partial<SearchAsked> = {}): boolean => { const s = asked(text, more); return s !== null && isFound(e, s); };

describe('searching events', () => {
  it.each<[string, string, boolean]>([
    ['罐区', '储罐区一', true], ['储罐', '储罐区一', true], ['罐', '储罐', true], ['区', '储罐区', true], ['罐一', '储罐区一', false], ['罐储', '储罐', false], ['甲醇T-10', '甲醇T-101', true], ['醇T', '甲醇 T-101', true], ['甲T', '甲醇T', false], ['罐液', '储罐 液位', true], ['"储罐 液位"', '储罐液位', true], ['储罐·液位', '储罐，液位', true],
    ['GD-201', 'gd201', true], ['gd201', 'GD-201.HH', true], ['gd20', 'GD-201', true], ['"gd 2"', 'GD-201', true], ['01', '201', false], ['201', 'LEL-201', true], ['eth', 'methanol', false], ['meth', 'Methanol', true],
    ['６１．５', '61.5', true], ['61.5', '61.57', true], ['61.5', '6.15', false], ['Ｆｕｌｌ', 'full', true], ['ñandú', 'ÑANDÚ', true], ['カタ', 'カタカナ', true], ['x'.repeat(40), 'x'.repeat(41), true], ['x'.repeat(41), 'x'.repeat(40), false],
  ])('JRN-14, JRN-15: %s in %s', (word, text, found) => { expect(finds(word, event({ body: { deep: [{ text }] } }))).toBe(found); });

  it('JRN-14: kind, actor, subject, texts and numbers of the body; not the names of fields, not flags, not what is too deep or too far', () => {
    const e = event({ body: { value: 61.5, note: '阀门已关', list: ['sulphur', 7], on: true } });
    expect(['alarm', 'raised', 'wang', 'desk', '201', 'hh', '61.5', '阀门', 'sulphur', '7', 'note', 'true'].filter((w) => !finds(w, { ...e, kind: 'x.y' }))).toEqual(['alarm', 'raised', 'note', 'true']);
    const nested = (depth: number): unknown => (depth === 0 ? 'needle' : [nested(depth - 1)]);
    expect([finds('needle', event({ body: nested(12) })), finds('needle', event({ body: nested(13) }))]).toEqual([true, false]);
    expect([finds('needle', event({ body: ['x '.repeat(9000), 'needle'] })), finds('needle', event({ body: ['x '.repeat(10_001), 'needle'] }))]).toEqual([true, false]);
  });
  it('JRN-15: a word stands in one text, not across two', () => {
    expect([finds('储罐', event({ body: ['储', '罐'] })), finds('储 罐', event({ body: ['储', '罐'] }))]).toEqual([false, true]);
  });
  it('JRN-16: every word, in the event or in the sentence of its kind, in any language', () => {
    const failed = event({ kind: 'login.failed', subject: 'zhang' });
    expect([finds('登录失败', failed), finds('登录 zhang', failed), finds('log fail', failed), finds('登录 li', failed), finds('登录', event())]).toEqual([true, true, true, false, false]);
    expect([asked('---'), asked('“”'), asked('   ')?.words, asked('')?.words]).toEqual([null, null, [], []]);
    expect(asked('"甲醇 储罐" b -- c')?.words.map((w) => w.text)).toEqual(['甲醇 储罐', 'b', 'c']);
    expect(asked('a b c d e f g h i j')?.words).toHaveLength(8);
  });
  it('JRN-17: kind, actor and subject whole, any of those given; from a moment on and before another', () => {
    const e = event();
    expect([finds('', e, { kinds: ['alarm.raised', 'x'] }), finds('', e, { kinds: ['alarm'] }), finds('', e, { actors: ['wang@desk-1'] }), finds('', e, { actors: ['wang'] }), finds('', e, { subjects: ['GD-201.HH'] }), finds('', e, { subjects: ['gd-201.hh'] })]).toEqual([true, false, true, false, true, false]);
    expect([finds('', e, { from: 1000 }), finds('', e, { from: 1001 }), finds('', e, { until: 1001 }), finds('', e, { until: 1000 }), finds('gd', e, { from: 1000, until: 1001, kinds: ['alarm.raised'] })]).toEqual([true, false, true, false, true]);
  });

  const signs = fc.constantFrom(...Array.from('储罐区甲醇一ab1２Ａ.- '), '々', 'é', '\u0301', 'カ', 'x'.repeat(25));
  const text = fc.array(signs, { maxLength: 12 }).map((s) => s.join(''));
  /** What an index knows of an event: whether it has the tokens that each word asks for. */
  function indexHas(e: JournalEvent, { words, kinds }: EventSearch): boolean {
    const tokens = indexTokens(e);
    const has = (token: ReturnType<typeof askedTokens>[number]): boolean => tokens.some((t) => (token.begins ? t.startsWith(token.text) : t === token.text));
    return words.every((w) => w.kinds.some((k) => tokens.includes(exactToken('k', k))) || askedTokens(w.text).every(has)) && (kinds.length === 0 || kinds.some((k) => tokens.includes(exactToken('k', k))));
  }
  it('JRN-18: whatever the rule finds has all the tokens that an index is asked for', () => {
    let found = 0;
    fc.assert(fc.property(fc.array(text, { minLength: 1, maxLength: 3 }), text, fc.nat(11), fc.integer({ min: 1, max: 6 }), fc.boolean(), (body, other, from, length, own) => {
      const word = own ? Array.from(body[0]!).slice(from % 6, (from % 6) + length).join('') : other;
      const search = asked(word, { kinds: own ? ['alarm.raised'] : [] });
      if (search === null || !isFound(event({ body }), search)) return;
      found++;
      expect(indexHas(event({ body }), search)).toBe(true);
    }), { seed: 20_261_120, numRuns: 5000 });
    expect(found).toBeGreaterThan(500);
  });
  it('a question is bounded', () => {
    expect([SearchAsked.safeParse({ text: 'x'.repeat(201) }).success, SearchAsked.safeParse({ text: '', kinds: Array(101).fill('k') }).success, SearchAsked.safeParse({ text: '', sql: '1' }).success]).toEqual([false, false, false]);
  });
});
