import { expect, it } from 'vitest';
import { exportName, Manifest, manifestHolds, signManifest } from '#app/audit';
import { sm2Check, sm2Signer } from '#storage';

const plain = {
  form: 'watchroom-audit-export-1', file: 'audit-1.jsonl', format: 'jsonl', sm3: 'a'.repeat(64), bytes: 12, events: 3, search: { words: [{ text: '罐', kinds: [] }], kinds: [], actors: [], subjects: [], from: null, until: null },
  firstTime: 1, lastTime: 9, head: { node: 'n', seq: 3, hash: 'b'.repeat(64) }, by: 'person-1', workstation: 'desk-1', at: 10,
} as const satisfies Omit<Manifest, 'publicKey' | 'signature' | 'search'> & { readonly search: unknown };
const signed = signManifest({ ...plain, search: { words: [{ text: '罐', kinds: [] }], kinds: [], actors: [], subjects: [], from: null, until: null } }, sm2Signer('7'.padStart(64, '0')));

it('AUD-13 a manifest holds as it was signed, read back too', () => {
  expect(manifestHolds(signed, sm2Check)).toBe(true);
  expect(manifestHolds(Manifest.parse(JSON.parse(JSON.stringify(signed))), sm2Check)).toBe(true);
});
it.each<[keyof Manifest, unknown]>([['sm3', 'c'.repeat(64)], ['events', 2], ['by', 'person-2'], ['at', 11], ['head', { node: 'n', seq: 4, hash: 'b'.repeat(64) }], ['lastTime', null], ['file', 'x.jsonl'], ['search', { ...plain.search, words: [] }], ['publicKey', sm2Signer('8'.padStart(64, '0')).publicKey]])('AUD-13 with another %s it does not', (field, value) => {
  expect(manifestHolds({ ...signed, [field]: value }, sm2Check)).toBe(false);
});
it('AUD-13 a name says when, and nothing that anybody typed', () => { expect(exportName('2026-11-20T13:30:05.123Z', 'ab12cd')).toBe('audit-20261120-133005-ab12'); });
