import { choosePassword, enrolKey, enrolTotp, powersHeld, challengeText, type accessContract, type AccessDraft, type Person, type SessionId } from '#app/access';
import type { Handlers } from '#kernel/contract';
import { fail, ok, type Fault, type Result } from '#kernel/result';
import { actor, type Session } from '#kernel/session';
import type { MonoMs } from '#kernel/time';
import { challenged, orTrouble } from '../secrets/second.ts';
import type { Identity } from '../secrets/identity.ts';
import { atSeat, proven, type SeatParts } from './answers.ts';
import type { Seat } from './seat.ts';

type OwnCalls = Pick<Handlers<typeof accessContract>, 'own.password' | 'own.totp' | 'own.totp-confirm' | 'own.key'>;
/** How long a new secret waits for its first code. */
const secretMs = 600_000;
/** What an authenticator writes above the code. */
const issuer = 'Watchroom';
interface Waiting { readonly secret: string; readonly due: MonoMs }
interface Here { readonly seat: Seat; readonly person: Person; readonly session: SessionId }

/** What somebody who is logged in changes of herself: at her seat, not behind its lock, and proved with her password. `must` ends by it (ACC-05, ACC-65). */
export function ownAnswers(parts: SeatParts, slow: Identity['slow']): OwnCalls {
  const secrets = new Map<SessionId, Waiting>();

  function here(session: Session): Result<Here, Fault> {
    const seat = atSeat(parts, session);
    if (!seat.ok) return seat;
    const person = seat.value.person();
    const open = seat.value.open();
    if (person === null || open === null || seat.value.watch().state !== 'watched') return fail('not-logged-in');
    return ok({ seat: seat.value, person, session: open.session.id });
  }
  /** `own`: her password is enough, as at a lock. */
  const proves = ({ seat, person }: Here, password: string): Promise<Result<unknown, Fault>> => proven(parts, person.id, { factor: 'password', password }, { purpose: 'own', workstation: seat.workstation });
  /** Written, and what she had to do is looked at again. */
  async function take({ seat, person, session }: Here, drafts: readonly AccessDraft[], did: 'password' | 'factor'): Promise<Result<null, Fault>> {
    const done = await parts.record(drafts, actor(person.id));
    if (!done.ok) return done;
    const must = parts.book.get(session)?.login.must ?? null;
    const now = parts.people().persons.get(person.id);
    const bare = now !== undefined && now.otp === null && now.key === null && powersHeld(parts.people().roles, now.given).length > 0;
    if (did === 'password' || must === 'enrol-factor') { parts.book.must(session, bare ? 'enrol-factor' : null); seat.refresh(true); }
    return ok(null);
  }
  const faults = (list: readonly Fault[]) => ({ faults: list.map(({ code, params }) => ({ code, params: { ...params } })) });

  return {
    'own.password': async ({ current, next }, session) => {
      const at = here(session);
      if (!at.ok) return at;
      const shown = await proves(at.value, current);
      if (!shown.ok) return shown;
      return parts.inTurn(async () => {
        const person = parts.people().persons.get(at.value.person.id);
        if (person === undefined) return fail('login-refused');
        const chosen = await orTrouble(() => choosePassword({ ...parts, cipher: parts.keys.cipher }, parts.people().policy, person, next, 'own', null));
        if (!chosen.ok) return chosen.fault.code === 'seal-trouble' ? chosen : ok(faults([chosen.fault, ...('more' in chosen ? chosen.more : [])]));
        const done = await take(at.value, chosen.value, 'password');
        if (!done.ok) return done;
        for (const other of parts.sessions()) if (other.person === person.id && other.id !== at.value.session) parts.endSession(other.id, 'revoke', actor(person.id));   // ACC-54
        return ok(faults([]));
      });
    },
    'own.totp': async (_input, session) => {
      const at = here(session);
      if (!at.ok) return at;
      const secret = parts.totp.newSecret();
      for (const [id, { due }] of secrets) if (parts.clock.mono() >= due) secrets.delete(id);
      secrets.set(at.value.session, { secret, due: (parts.clock.mono() + secretMs) as MonoMs });
      return ok({ secret, uri: parts.totp.uri(secret, issuer, at.value.person.login) });
    },
    'own.totp-confirm': async ({ password, code }, session) => {
      const at = here(session);
      if (!at.ok) return at;
      const waiting = secrets.get(at.value.session);
      if (waiting === undefined || parts.clock.mono() >= waiting.due) return ok(faults([{ code: 'enrol-over', params: {} }]));
      const shown = await proves(at.value, password);
      if (!shown.ok) return shown;
      const enrolled = enrolTotp({ ...parts, cipher: parts.keys.cipher }, at.value.person, waiting.secret, code);
      if (!enrolled.ok) return ok(faults([enrolled.fault.code === 'login-refused' ? { code: 'factor-wrong', params: {} } : enrolled.fault]));
      const done = await take(at.value, enrolled.value, 'factor');
      if (!done.ok) return done;
      secrets.delete(at.value.session);
      return ok(faults([]));
    },
    'own.key': async ({ password, pin }, session) => {
      const at = here(session);
      if (!at.ok) return at;
      const shown = await proves(at.value, password);
      if (!shown.ok) return shown;
      const { person, seat: { workstation } } = at.value;
      const made = await orTrouble(() => slow.newKey(pin));
      if (!made.ok) return made.fault.code === 'key-file-pin' ? ok({ file: '', ...faults([{ code: 'key-pin-short', params: {} }]) }) : made;
      const challenge = challenged(parts.clock, person.login, { purpose: 'enrol', workstation });
      const signed = await orTrouble(() => slow.sign(made.value.text, pin, challengeText(challenge)));
      if (!signed.ok) return signed;
      const enrolled = enrolKey({ ...parts, cipher: parts.keys.cipher }, person, made.value.publicKey, { factor: 'key', challenge, signature: signed.value.signature }, workstation);
      if (!enrolled.ok) return enrolled;
      const done = await take(at.value, enrolled.value, 'factor');
      return done.ok ? ok({ file: made.value.text, ...faults([]) }) : done;
    },
  };
}
