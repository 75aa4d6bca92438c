import { expect, it } from 'vitest';
import { auditEvent, csvField, csvRow, searchedBody, sealedPlaces } from '#app/audit';
import { genesis, type JournalEvent } from '#app/journal';
import { actor, nodeId } from '#kernel/session';
import { epochMs } from '#kernel/time';

const event = (body: unknown, more: Partial<JournalEvent> = {}): JournalEvent =>
  ({ id: 'n:1', node: nodeId('n'), seq: 1, time: epochMs(1_700_000_000_000), hlc: '1700000000000-000000' as JournalEvent['hlc'], actor: actor('person-1'), realm: 'live', kind: 'policy.changed', v: 1, subject: 'access', body, prev: genesis, hash: genesis, ...more });
const line = { seq: 1, time: 0, shift: '', actor: '', kind: '', subject: '', params: {} };
const secret = `sm4g.3.${'a'.repeat(16)}.eHl6.${'b'.repeat(22)}`;

it('AUD-04 a body is shown as it is stored, and in a list cut, which is said', () => {
  expect(auditEvent(event({ b: 1, a: '储罐' }), line)).toMatchObject({ body: '{"a":"储罐","b":1}', cut: false, hash: genesis });
  expect(auditEvent(event({ a: 'x'.repeat(5000) }), line)).toMatchObject({ cut: true, body: expect.stringMatching(/^.{2000}$/) as string });
  expect(auditEvent(event(null), line)).toMatchObject({ body: 'null' });
});
it('AUD-05 sealed text is named by its place', () => {
  expect(sealedPlaces({ name: secret, login: 'zhang', fields: [{ from: secret, to: 'sm4g.no' }] })).toEqual(['name', 'fields.0.from']);
  expect([sealedPlaces(secret), sealedPlaces(null), sealedPlaces(Array.from({ length: 300 }, () => secret)).length]).toEqual([[''], [], 100]);
});
it('AUD-03 a search is journalled as it was asked, and says nothing of what it did not narrow', () => {
  const all = { kinds: [], actors: [], subjects: [], from: null, until: null };
  expect(searchedBody({ ...all, words: [{ text: '登录失败', kinds: ['login.failed'] }, { text: 'lel 201', kinds: [] }] })).toEqual({ words: '登录失败 lel 201' });
  expect(searchedBody({ ...all, words: [], kinds: ['a'], until: 5 })).toEqual({ words: '', kinds: ['a'], until: 5 });
});
it.each([['=1+1', `"'=1+1"`], ['+cmd', `"'+cmd"`], ['-cmd|x', `"'-cmd|x"`], ['@SUM(1)', `"'@SUM(1)"`], ['\t=1', `"'\t=1"`], ['  =1', `"'  =1"`], ['-12.5', '"-12.5"'], ['a"b', '"a""b"'], ['储罐', '"储罐"'], ['{"a":"=1"}', '"{""a"":""=1""}"']])('AUD-14 %j is text to a spreadsheet', (text, field) => {
  expect(csvField(text)).toBe(field);
});
it('AUD-14 a row has no field of its own making', () => {
  expect(csvRow(event({ a: '=cmd' }, { subject: '=HYPERLINK("x")' }), '2026').split('","')).toEqual([`"n`, '1', '2026', 'person-1', 'policy.changed', '1', `'=HYPERLINK(""x"")`, '{""a"":""=cmd""}', `${genesis}"\r\n`]);
});
