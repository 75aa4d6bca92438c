import { createHash } from 'node:crypto';
import { about, accessEvents, applyAccess, firstRoles, nobody, personId, RoleId, sealed, type AccessDraft, type AccessKind, type Cipher, type PasswordHash, type People, type Totp } from '#app/access';
import type { JournalEvent } from '#app/journal';
import { fail, ok } from '#kernel/result';
import { epochMs, monoMs, type Clock, type EpochMs } from '#kernel/time';

/** A clock in two hands: `by` lets time pass, `jump` sets the wall clock. */
export function handClock(at = 1_700_000_000_000): Clock & { by(ms: number): void; jump(ms: number): void } {
  let [now, mono] = [at, 5000];
  return { now: () => epochMs(now), mono: () => monoMs(mono), after: () => () => null, by(ms) { now += ms; mono += ms; }, jump(ms) { now += ms; } };
}

/** Ports that are honest and cheap: a real digest, a seal that knows what it is about, codes that are their step. `hashed`: how many passwords were hashed or verified. */
export function cheapPorts() {
  const count = { hashed: 0 };
  let cost = 1;
  const digest = (text: string): string => createHash('sha256').update(text).digest('hex');
  const hash: PasswordHash = {
    hash: (p) => { count.hashed++; return Promise.resolve(`${cost}:${digest(p)}`); },
    verify: (p, stored) => { count.hashed++; return Promise.resolve(stored.split(':')[1] === digest(p)); },
    outdated: (stored) => Number(stored.split(':')[0]) < cost,
  };
  const cipher: Cipher = {
    seal: (plain, what) => sealed(`${what}|${Buffer.from(plain).toString('hex')}`),
    open: (text, what) => { const [bound, hex] = text.split('|'); return bound === what ? ok(Buffer.from(hex ?? '', 'hex').toString('utf8')) : fail('sealed-broken'); },
    stale: () => false,
  };
  const totp: Totp = { newSecret: () => 'SECRET', uri: () => '', matches: (secret, code, step) => code === codeOf(secret, step) };
  return { count, hash, cipher, totp, dearer: () => { cost++; } };
}
export const codeOf = (secret: string, step: number): string => String((step * 7919 + secret.length) % 1_000_000).padStart(6, '0');

/** What a draft becomes in a journal. */
export const eventOf = (draft: { readonly kind: string; readonly subject: string; readonly body: unknown }, time: EpochMs, actor = 'engine', v = 1): JournalEvent =>
  ({ ...draft, time, actor, realm: 'live', v, id: `${draft.kind}-${time}`, node: 'n', seq: 1, hlc: '', prev: '', hash: '' }) as unknown as JournalEvent;
export const folded = (people: People, drafts: readonly AccessDraft[], time: EpochMs): People => drafts.reduce((p, d) => applyAccess(p, eventOf(d, time)), people);
export const kinds = Object.keys(accessEvents) as AccessKind[];

const ports = cheapPorts();
export const role = (id: string): RoleId => RoleId.parse(id);
/** A person with a password, and the roles that are named. */
export function person(login: string, roles: readonly string[], password = 'Correct-horse-7'): readonly AccessDraft[] {
  const id = personId(`p-${login}`);
  const stored = `1:${createHash('sha256').update(password).digest('hex')}`;
  return [
    { kind: 'person.created', subject: id, body: { login, name: ports.cipher.seal(`Name of ${login}`, about(id, 'name')), phone: null, enterprise: null } },
    { kind: 'password.set', subject: id, body: { hash: ports.cipher.seal(stored, about(id, 'password')), until: null, how: 'own' } },
    ...roles.map((r): AccessDraft => ({ kind: 'role.given', subject: id, body: { role: role(r), scope: 'everywhere', until: null } })),
  ];
}
/** Three administrators, one for each power, and two officers; the table of a new park. */
export const park = (at: EpochMs): People => folded({ ...nobody, roles: firstRoles, setUp: true }, [
  ...person('sys', ['system-administrator']), ...person('sec', ['security-administrator']), ...person('aud', ['audit-administrator']), ...person('li', ['duty-officer']), ...person('wang', ['duty-leader']),
], at);
export const id = (login: string) => personId(`p-${login}`);
