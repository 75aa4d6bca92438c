import { randomUUID } from 'node:crypto';
import { about, passwordFaults, personId, setUp, typed, type accessContract, type Evidence, type Newcomer, type NewcomerText } from '#app/access';
import type { Handlers } from '#kernel/contract';
import { fail, ok, type Fault, type Result } from '#kernel/result';
import { actor } from '#kernel/session';
import type { Identity } from '../secrets/identity.ts';
import { orTrouble } from '../secrets/second.ts';
import type { SeatParts } from './answers.ts';

type Asked = Parameters<Handlers<typeof accessContract>['seat.set-up']>[0];

/** ACC-60 to ACC-62: the first administrators, or those of a rescue. Nothing is hashed before whoever asks has shown that she may. */
export function setUpAnswers(parts: SeatParts, identity: Identity): Pick<Handlers<typeof accessContract>, 'seat.set-up'> {
  /** Every reason against their passwords, each with whose it is. */
  const weak = (people: readonly NewcomerText[]): readonly Fault[] => people.flatMap(({ login, name, password }) =>
    passwordFaults(parts.people().policy.password, password, { login, name, used: false, setAt: null, now: parts.clock.now() }).map(({ code, params }) => ({ code, params: { ...params, login } })));
  async function sealed({ login, name, phone, password, role }: NewcomerText): Promise<Newcomer> {
    const id = personId(`p-${randomUUID()}`);
    const seal = (plain: string, field: 'name' | 'phone' | 'password') => parts.keys.cipher.seal(plain, about(id, field));
    return { id, login, name: seal(name, 'name'), phone: phone === null || phone === '' ? null : seal(phone, 'phone'), role, hash: seal(await parts.hash.hash(typed(password)), 'password') };
  }
  /** A rescue that comes without a token that counts finds a new one written (ACC-62). */
  const evidenceOf = ({ token, shares, how }: Asked): Result<Evidence, Fault> => {
    if (how === 'first' && parts.people().setUp) return fail('set-up-already');
    const held = identity.token().holds(token);
    if (how === 'first' || !held || shares === null) return ok({ token: held, shares: false });
    const joined = identity.rejoin(shares[0], shares[1]);
    return joined.ok ? ok({ token: held, shares: true }) : joined;
  };
  /** What can be said before anything is hashed; null: nothing is against it. */
  function early(asked: Asked, evidence: Evidence): Fault | null {
    if (!evidence.token) return { code: 'set-up-token', params: {} };
    return asked.how === 'rescue' && !evidence.shares ? { code: 'set-up-shares', params: {} } : null;
  }
  const against = (...list: readonly Fault[]) => ok({ faults: list.map(({ code, params }) => ({ code, params: { ...params } })) });

  return {
    'seat.set-up': (asked, { workstation }) => parts.inTurn(async () => {
      const evidence = evidenceOf(asked);
      if (!evidence.ok) return against(evidence.fault);
      const not = early(asked, evidence.value);
      if (not !== null) return against(not);
      const poor = weak(asked.people);
      if (poor.length > 0) return against(...poor);
      const ready = parts.ready();
      if (!ready.ok) return ready;
      const newcomers = await orTrouble(async () => ok(await Promise.all(asked.people.map(sealed))));
      if (!newcomers.ok) return newcomers;
      const drafts = setUp(parts.people(), newcomers.value, evidence.value, asked.how, parts.clock.now());
      if (!drafts.ok) return against(drafts.fault, ...('more' in drafts ? drafts.more : []));
      const done = await parts.record(drafts.value, actor(`unidentified@${workstation}`));
      if (!done.ok) return done;
      identity.noToken();                                        // it counts once
      return ok({ faults: [] });
    }),
  };
}
