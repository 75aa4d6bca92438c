import { Secret, TOTP } from 'otpauth';
import { about, everybody, firstPolicy, personId, RoleId, type AccessDraft, type Cipher, type PasswordHash, type Policy, type SeatView } from '#app/access';
import type { JournalEvent } from '#app/journal';
import { fail, ok, type Result } from '#kernel/result';
import { engineActor, type Realm, type Session } from '#kernel/session';
import type { Clock } from '#kernel/time';
import { newKeyFile, openKeyFile } from '#storage';
import { openAccess, type Access } from '../../main/engine/access/access.ts';
import type { Identity } from '../../main/engine/access/secrets/identity.ts';
import { memoryJournal } from '../journal-double.ts';
import { galleryIdentity } from './gallery/access/secrets.ts';

/** Somebody of the double. `secret`: of her authenticator. `given`: the password was told by others. `setAt`: when it was, epoch ms. */
export interface Somebody { readonly login: string; readonly name: string; readonly roles: readonly string[]; readonly secret?: string; readonly given?: boolean; readonly setAt?: number }
interface Deps { readonly clock: Clock; readonly realm: Realm; readonly workstation: string; readonly people: readonly Somebody[]; readonly policy?: Policy; readonly told: (view: SeatView) => void; readonly written?: (event: JournalEvent) => void }
/** Of everybody. */
export const anyPassword = 'Correct-horse-7';
/** The setup token that counts. */
export const anyToken = '0123456789abcdef0123456789abcdef';
/** The six digits of a secret at a moment. */
export const codeAt = (secret: string, at: number): string => new TOTP({ secret: Secret.fromBase32(secret), algorithm: 'SHA1', digits: 6, period: 30 }).generate({ timestamp: at });

/** Passwords that cost nothing to hash, and keys in files. */
const hash: PasswordHash = { hash: (p) => Promise.resolve(`1:${encodeURIComponent(p)}`), verify: (p, stored) => Promise.resolve(stored === `1:${encodeURIComponent(p)}`), outdated: () => false };
const slow: Identity['slow'] = {
  ...hash, newKey: newKeyFile, stop: () => Promise.resolve(),
  async sign(file, pin, text) { const signer = await openKeyFile(file, pin); return signer.ok ? ok({ publicKey: signer.value.publicKey, signature: signer.value.sign(text) }) : signer; },
};
const value = <T>(r: Result<T>): T => { if (!r.ok) throw new Error(JSON.stringify(r.fault)); return r.value; };

/** What the journal would have of somebody. */
const draftsOf = ({ login, name, roles, secret, given = false }: Somebody, cipher: Cipher, now: number): readonly AccessDraft[] => {
  const id = personId(`p-${login}`);
  return [
    { kind: 'person.created', subject: id, body: { login, name: cipher.seal(name, about(id, 'name')), phone: null, enterprise: null } },
    { kind: 'password.set', subject: id, body: { hash: cipher.seal(`1:${encodeURIComponent(anyPassword)}`, about(id, 'password')), until: given ? now + 86_400_000 : null, how: given ? 'given' : 'own' } },
    ...roles.map((r): AccessDraft => ({ kind: 'role.given', subject: id, body: { role: RoleId.parse(r), scope: 'everywhere', until: null } })),
    ...(secret === undefined ? [] : [{ kind: 'factor.set' as const, subject: id, body: { factor: 'totp' as const, secret: cipher.seal(secret, about(id, 'totp')) } }]),
  ];
};

/** The engine's own answers about who is acting, at one desk, over a journal in memory: door, sessions, watch, rights and set-up are the real ones; only what would cost time or touch a disk stands in. Runs in a page as well. */
export async function accessDouble({ clock, realm, workstation, people, policy = firstPolicy, told, written }: Deps) {
  const { journal } = memoryJournal();
  const keys = value(galleryIdentity(anyToken, () => clock.now()).keys(true));
  const identity: Identity = {
    slow, keys: () => ok(keys), rejoin: (one, other) => (one === other ? fail('share-same', { number: 2 }) : ok(null)), token: () => ({ holds: (typed) => typed === anyToken }), noToken: () => {}, stop: async () => {},
  };
  const event = (d: AccessDraft, time: number) => ({ ...d, time: time as ReturnType<Clock['now']>, actor: engineActor, realm, v: 1 });
  if (people.length > 0) {
    const before = people.flatMap((one) => draftsOf(one, keys.cipher, clock.now()).map((d) => event(d, one.setAt ?? clock.now())));
    const made: AccessDraft = { kind: 'access.set-up', subject: everybody, body: { persons: [...people, ...people].slice(0, 2).map(({ login }) => `p-${login}`), how: 'first' } };
    value(await journal.append([...before, event(made, clock.now()), event({ kind: 'policy.changed', subject: everybody, body: { policy } }, clock.now())]));
  }
  let access: Access | null = null;
  let mine = '';
  const published = (e: JournalEvent): void => { access?.heard(e); written?.(e); };
  const it = value(await openAccess({
    clock, realm, journal, identity, note: () => {}, published,
    windows: () => ({ seat: (id, view) => { if (id === mine) told(view); }, moved: () => {}, consent: () => {} }),
    write: (draft, then) => void journal.append([draft]).then((r) => { if (r.ok) for (const e of r.value) published(e); then(r.ok); }),
  }));
  access = it;
  it.begin();
  const taken = it.seat({ workstation, own: false });
  mine = taken.session().seat;
  return { answers: it.answers, session: (): Session => taken.session(), people: () => it.parts.people(), stop: () => it.stop() };
}
export type AccessDouble = Awaited<ReturnType<typeof accessDouble>>;
