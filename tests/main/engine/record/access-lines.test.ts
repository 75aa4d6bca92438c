import fs from 'node:fs';
import { describe, expect, it } from 'vitest';
import { accessEvents, consentEvents, watchEvents } from '#app/access';
import type { JournalEvent } from '#app/journal';
import { genesis, type Hlc } from '#app/journal';
import { actor, nodeId } from '#kernel/session';
import { epochMs } from '#kernel/time';
import { wordsOf } from '#kit/words';
import { lineOf } from '../../../../main/engine/record/journal-lines.ts';
import { sentenceOf } from '../../../../renderer/features/journal/index.ts';

const event = (kind: string, subject: string, body: unknown): JournalEvent => ({ id: 'n-1', node: nodeId('n'), seq: 1, hlc: '1' as Hlc, time: epochMs(1), actor: actor('p-1'), realm: 'live', kind, v: 1, subject, body, prev: genesis, hash: genesis });
const sealed = 'sm4g.1.AAAAAAAAAAAAAAAA.c2VjcmV0.AAAAAAAAAAAAAAAAAAAAAA';
const logins: Record<string, string> = { 'p-1': 'wang', 'p-2': 'li' };
const line = (kind: string, subject: string, body: unknown) => lineOf(event(kind, subject, body), () => '', (id) => logins[id] ?? id);
const said = (language: 'en' | 'zh-CN', kind: string, subject: string, body: unknown): string => sentenceOf(line(kind, subject, body), wordsOf(language, { journal: JSON.parse(fs.readFileSync(`resources/locales/${language}/journal.json`, 'utf8')) as Record<string, string> }), (s) => s);

describe('lines about who is acting', () => {
  it('ACC-18 hold nothing that is sealed, no hash, no key and no session, whatever stands in the event', () => {
    const secrets = { name: sealed, phone: sealed, hash: sealed, secret: sealed, publicKey: `04${'a'.repeat(128)}`, session: 'session-token-1', fields: [{ from: sealed, to: sealed }], from: sealed, keepers: ['Wang'], step: 55_555, policy: { least: 1 }, table: { version: 3, roles: [] }, reason: sealed };
    for (const kind of [...Object.keys(accessEvents), ...Object.keys(consentEvents), ...Object.keys(watchEvents), 'personal.read', 'personal.copied']) {
      const text = JSON.stringify(line(kind, 'p-1', secrets));
      for (const secret of ['sm4g', 'aaaaaaaa', 'session-token', '55555', 'Wang']) expect(text, kind).not.toContain(secret);
    }
  });

  it('name persons by their login and say in words what happened, in both languages', () => {
    expect(said('en', 'watch.changed', 'desk-1', { rule: 'ACC-93', state: 'watched', person: 'p-2', before: 'p-1' })).toBe('Desk desk-1 watched: li (before: wang)');
    expect(said('zh-CN', 'watch.changed', 'desk-1', { rule: 'ACC-96', state: 'empty', person: null, before: 'p-1' })).toBe('desk-1 席位空席：—（此前 wang）');
    expect(said('en', 'watch.overridden', 'desk-1', { reason: 'ammonia', before: null, ms: 900_000 })).toBe('EMERGENCY OVERRIDE at desk-1, 15 min: ammonia');
    expect(said('en', 'login.failed', 'p-1', { workstation: 'desk-1', why: 'replayed' })).toBe('Login failed (desk-1): wang, a code used before');
    expect(said('en', 'login.failed', 'access', { workstation: 'desk-1', why: 'unknown' })).toBe('Login failed (desk-1): —, no such login');
    expect(said('zh-CN', 'login.succeeded', 'p-2', { workstation: 'desk-1', purpose: 'login', factors: ['password', 'totp'] })).toBe('li 已验证身份（desk-1）：密码 + 动态口令');
    expect(said('en', 'personal.read', 'p-2', { fields: ['name', 'phone'], for: 'list' })).toBe('Personal data read: li, name + telephone');
    expect(said('en', 'session.ended', 'p-1', { session: 's', rule: 'ACC-47', how: 'revoke' })).toBe('Session ended: wang, account or roles changed');
    expect(said('en', 'password.set', 'p-1', { hash: sealed, until: null, how: 'own' })).toBe('Password set: wang, her own');
  });

  it('leave no place of a sentence open, for every kind', () => {
    const bodies: Readonly<Record<string, unknown>> = {
      'person.created': { login: 'li' }, 'person.closed': { reason: 'r' }, 'person.reopened': { reason: 'r' }, 'password.set': { how: 'own' }, 'factor.set': { factor: 'totp' }, 'factor.removed': { factor: 'key', reason: 'r' }, 'role.given': { role: 'x' }, 'role.taken': { role: 'x' },
      'roles.changed': { table: { version: 2 } }, 'login.succeeded': { workstation: 'w', factors: ['password'] }, 'login.failed': { workstation: 'w', why: 'password' }, 'login.unlocked': { reason: 'r' }, 'session.opened': { workstation: 'w' }, 'session.ended': { how: 'idle' },
      'access.set-up': { how: 'first' }, 'key.changed': { how: 'rotated', version: 2 }, 'consent.seen': { by: 'p-1' }, 'consent.done': { first: 'p-1', second: 'p-2' }, 'watch.changed': { state: 'locked', person: 'p-1', before: 'p-1' }, 'watch.overridden': { reason: 'r', ms: 1 }, 'personal.read': { fields: ['name'] }, 'personal.copied': { field: 'phone' },
    };
    for (const kind of [...Object.keys(accessEvents), ...Object.keys(consentEvents), ...Object.keys(watchEvents), 'personal.read', 'personal.copied']) for (const language of ['en', 'zh-CN'] as const) expect(said(language, kind, 'p-1', bodies[kind] ?? {}), kind).not.toMatch(/[{}]/);
  });
});
