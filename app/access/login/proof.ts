import type { CheckSignature } from '#app/journal';
import { fail, ok, type Fault, type Result } from '#kernel/result';
import type { Clock } from '#kernel/time';
import { answersChallenge, type Challenge } from '../factor/challenge.ts';
import { judgeOtp } from '../factor/otp.ts';
import type { Cipher, PasswordHash, Totp } from '../factor/ports.ts';
import { about } from '../account/about.ts';
import type { AccessBody, AccessDraft } from '../account/event.ts';
import { characters, longestPassword, typed } from './password.ts';
import type { Person } from '../account/person.ts';

/** How somebody proves who she is: a password, six digits, or the answer of an SM2 key to the challenge it was asked. */
export type SecondFactor = { readonly factor: 'totp'; readonly code: string } | { readonly factor: 'key'; readonly challenge: Challenge; readonly signature: string };
export type Proof = SecondFactor | { readonly factor: 'password'; readonly password: string };

/** `login-refused` is all that a stranger learns. The others are said only to who gave the right password. */
export type LoginFault = Fault<'login-wait' | 'login-refused' | 'password-ended' | 'factor-wanted' | 'factor-replayed' | 'factor-clock' | 'seal-trouble' | 'not-recorded'>;
export type Why = AccessBody<'login.failed'>['why'];

/** `why`: what the journal is told. `used`: what must be recorded before it is let in. `trouble`: it could not be judged, and counts as nothing. */
export type Proven = { readonly kind: 'holds'; readonly used: readonly AccessDraft[] } | { readonly kind: 'fails'; readonly why: Why; readonly fault: LoginFault } | { readonly kind: 'trouble'; readonly fault: LoginFault };

export interface ProofPorts { readonly clock: Clock; readonly hash: PasswordHash; readonly totp: Totp; readonly cipher: Cipher; readonly check: CheckSignature }

const wrong = (why: Why, fault: LoginFault = { code: 'login-refused', params: {} }): Proven => ({ kind: 'fails', why, fault });
const trouble = (why: string): Proven => ({ kind: 'trouble', fault: { code: 'seal-trouble', params: { why } } });

/** Whether she has a second factor at all. */
export const enrolled = (person: Person): boolean => person.otp !== null || person.key !== null;

/** A password against the one that stands. Nobody, and who has none or was closed, costs the same time as a wrong one (ACC-16). */
export async function provePassword(ports: ProofPorts, person: Person | null, raw: string): Promise<Proven> {
  const password = typed(raw);
  if (characters(password) > longestPassword) return wrong(person === null ? 'unknown' : 'password');
  if (person === null || person.closed || person.password === null) {
    await ports.hash.hash(password);
    return wrong(person === null ? 'unknown' : person.closed ? 'closed' : 'password');
  }
  const stored = ports.cipher.open(person.password.hash, about(person.id, 'password'));
  if (!stored.ok) return trouble(stored.fault.code);
  return await ports.hash.verify(password, stored.value) ? { kind: 'holds', used: [] } : wrong('password');
}

/** What a proof is for: `login`, `unlock`, `enrol`, or the id of a consent; and where it is given. A key signs both (ACC-24). */
export interface Occasion { readonly purpose: string; readonly workstation: string }

/** Whether a signature answers a challenge of this person, for this occasion, under this key. */
export const signed = (ports: ProofPorts, person: Person, { challenge, signature }: Extract<SecondFactor, { factor: 'key' }>, publicKey: string, { purpose, workstation }: Occasion): boolean =>
  challenge.login === person.login && challenge.purpose === purpose && challenge.workstation === workstation && answersChallenge(challenge, signature, publicKey, ports.clock.mono(), ports.check);

/** ACC-22, ACC-24: a second factor of one person, now. */
export function proveFactor(ports: ProofPorts, person: Person, second: SecondFactor, occasion: Occasion): Proven {
  if (second.factor === 'key') {
    return person.key !== null && signed(ports, person, second, person.key, occasion) ? { kind: 'holds', used: [] } : wrong('factor');
  }
  if (person.otp === null) return wrong('factor');
  const secret = ports.cipher.open(person.otp.secret, about(person.id, 'totp'));
  if (!secret.ok) return trouble(secret.fault.code);
  const answer = judgeOtp(second.code, person.otp.used, ports.clock.now(), (code, step) => ports.totp.matches(secret.value, code, step));
  switch (answer.kind) {
    case 'right': return { kind: 'holds', used: [{ kind: 'factor.used', subject: person.id, body: { step: answer.step } }] };
    case 'replayed': return wrong('replayed', { code: 'factor-replayed', params: {} });
    case 'clock': return wrong('clock', { code: 'factor-clock', params: { seconds: Math.abs(answer.steps) * 30 } });
    case 'wrong': return wrong('factor');
  }
}

/** The hash made again where it was made at less than today's cost (ACC-20); only with a password that has just held. */
export async function anew(ports: ProofPorts, person: Person, raw: string): Promise<readonly AccessDraft[]> {
  if (person.password === null) return [];
  const stored = ports.cipher.open(person.password.hash, about(person.id, 'password'));
  if (!stored.ok || !ports.hash.outdated(stored.value)) return [];
  const hash = ports.cipher.seal(await ports.hash.hash(typed(raw)), about(person.id, 'password'));
  return [{ kind: 'password.set', subject: person.id, body: { hash, until: person.password.until, how: 'cost' } }];
}

/** ACC-01 to ACC-04, ACC-64: she sets her own. `used`: against the one that stands and as many before it as the policy remembers. */
export async function isUsed(ports: ProofPorts, person: Person, raw: string, remembered: number): Promise<Result<boolean, LoginFault>> {
  const hashes = [...(person.password === null ? [] : [person.password.hash]), ...person.earlier].slice(0, Math.max(1, remembered));
  for (const hash of hashes) {
    const stored = ports.cipher.open(hash, about(person.id, 'password'));
    if (!stored.ok) return fail('seal-trouble', { why: stored.fault.code });
    if (await ports.hash.verify(typed(raw), stored.value)) return ok(true);
  }
  return ok(false);
}
