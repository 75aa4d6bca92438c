import { expect, it } from 'vitest';
import { families, kindsOf } from '../../../../renderer/features/audit/families.ts';
import { noQuestion, searchFor } from '../../../../renderer/features/audit/question.ts';
import { wallTime } from '#kit/wall-time';
import { shippedSentences } from '../../../../renderer/kit/words.ts';

const sentences = shippedSentences('journal');
const zone = 'Asia/Shanghai';

it('words find the kinds whose sentence says them, in either language', () => {
  expect(searchFor({ ...noQuestion, text: '登录失败' }, zone, sentences)?.words).toEqual([{ text: '登录失败', kinds: ['login.failed'] }]);
  expect(searchFor({ ...noQuestion, text: '"login failed" GD-201' }, zone, sentences)?.words.map((w) => [w.text, w.kinds])).toEqual([['login failed', ['login.failed']], ['GD-201', []]]);
});
it('a place of a param is no word of a sentence', () => {
  expect(searchFor({ ...noQuestion, text: 'eventsPerSecond mistakes' }, zone, new Map([['a.b', ['Read again: mistakes  changes']], ...sentences]))?.words.map((w) => w.kinds.includes('site.reloaded'))).toEqual([false, true]);
});
it('what has nothing to be found in it is not asked, and nothing at all is everything', () => {
  expect(searchFor({ ...noQuestion, text: '!?' }, zone, sentences)).toBeNull();
  expect(searchFor(noQuestion, zone, sentences)).toEqual({ words: [], kinds: [], actors: [], subjects: [], from: null, until: null });
});
it('times are the wall of the site, the last minute counts', () => {
  expect(wallTime('2026-11-20T21:40', zone)).toBe(Date.parse('2026-11-20T13:40:00Z'));
  expect(searchFor({ ...noQuestion, from: '2026-11-20T00:00', until: '2026-11-20T00:00' }, zone, sentences)).toMatchObject({ from: Date.parse('2026-11-19T16:00:00Z'), until: Date.parse('2026-11-19T16:01:00Z') });
  expect([wallTime('', zone), wallTime('soon', zone)]).toEqual([null, null]);
});
it('every kind that the catalogues know is in one family at most, and the families hold what an auditor looks for', () => {
  const all = families.flatMap((family) => kindsOf(family, sentences.keys()));
  expect(all.filter((kind, i) => all.indexOf(kind) !== i)).toEqual([]);
  const of = (kind: string): string | undefined => families.find((family) => kindsOf(family, sentences.keys()).includes(kind));
  expect(['login.failed', 'session.locked', 'roles.changed', 'personal.read', 'policy.changed', 'site.imported', 'settings.changed', 'engine.restart-asked', 'audit.exported', 'alarm.changed', 'source.changed'].map(of))
    .toEqual(['login', 'login', 'people', 'people', 'people', 'configuration', 'configuration', 'engine', 'audit', 'alarm', 'plant']);
  expect([...sentences.keys()].filter((kind) => kind.includes('.') && !kind.startsWith('alarm.') && of(kind) === undefined)).toEqual([]);
  for (const family of families) expect(kindsOf(family, sentences.keys()).length).toBeLessThanOrEqual(100);
});
