import { fail, ok, type Result } from '#kernel/result';
import { moment } from '#kernel/time';
import type { AccessBody, AccessDraft, AccessKind } from '../account/event.ts';
import { everybody } from '../account/event.ts';
import { attempt, failed, remembered, resumed, succeeded, unlocked, type Attempt, type Door, type Lockout } from './lockout.ts';
import { mustFirst } from './must.ts';
import { passwordAge } from './password.ts';
import { byLogin, type People, type Person, type PersonId } from '../account/person.ts';
import { anew, enrolled, proveFactor, provePassword, type LoginFault, type Occasion, type Proof, type ProofPorts, type Proven, type SecondFactor } from './proof.ts';

export interface LoginAsk { readonly login: string; readonly password: string; readonly second: SecondFactor | null; readonly workstation: string }
export type Factors = AccessBody<'login.succeeded'>['factors'];
/** `must`: the session may do nothing but this. `ageing`: days until the password must be changed; null: not soon. */
export interface LoggedIn { readonly person: Person; readonly factors: Factors; readonly must: 'change-password' | 'enrol-factor' | null; readonly ageing: number | null }

/** A proof that held: whose, what for, and how. For a consent it is what `answer` asks for. */
export interface ProofGiven { readonly person: PersonId; readonly purpose: string; readonly factor: Factors[number] }

/** What the door asks of the rest. `people`: as it stands, asked at every step. `record` resolves once it is committed. */
export interface DoorDeps extends ProofPorts { readonly people: () => People; readonly record: (drafts: readonly AccessDraft[]) => Promise<Result<unknown>> }
export interface Doorkeeper {
  logIn(ask: LoginAsk): Promise<Result<LoggedIn, LoginFault>>;
  /** ACC-48, ACC-73: proof of somebody who is known already. To `unlock`, and to change her `own` where she is logged in, her password is enough; for a consent (its id) it is not where she has a second factor. */
  prove(person: Person, proof: Proof, occasion: Occasion): Promise<Result<ProofGiven, LoginFault>>;
  /** Milliseconds a name has to wait; 0: none. `person`: whose it is, where that is known. */
  waiting(login: string, person?: Person): number;
  /** Every event of the journal as it comes: an administrator's word and a password given anew end a wait (ACC-11, ACC-14). */
  heard(event: { readonly kind: string; readonly subject: string; readonly body: unknown }): void;
}
/** What is asked of somebody who came in by all her factors already. */
const byPassword: ReadonlySet<string> = new Set(['unlock', 'own']);
/** How many may stand before the door at once; more are told to wait, or they would fill the memory. */
const mostAtTheDoor = 32;

/** Keeps the door: one attempt after another, so that a thousand at once are still counted one by one (ACC-19). */
export function doorkeeper(deps: DoorDeps): Doorkeeper {
  let names: Door = new Map();
  let stations: Door = new Map();
  let standing = 0;
  let last: Promise<unknown> = Promise.resolve();

  async function inTurn<T>(run: () => Promise<Result<T, LoginFault>>): Promise<Result<T, LoginFault>> {
    if (standing >= mostAtTheDoor) return fail('login-wait', { seconds: 1 });
    standing++;
    const turn = last.then(run, run);
    last = turn.catch(() => null);
    try { return await turn; } finally { standing--; }
  }
  /** What we counted ourselves, or what the journal did where it knows of more: before we started, or at another node. */
  function lockoutOf(login: string, person: Person | null): Lockout {
    const kept = names.get(login) ?? unlocked;
    if (person === null || person.failures.count <= kept.failures.count) return kept;
    const known = resumed(deps.people().policy.lockout, person.failures, moment(deps.clock));
    names = remembered(names, login, known);   // so that its wait runs on from here: by a wall clock that was set back it would begin anew at every attempt (ACC-15)
    return known;
  }
  function note(login: string, workstation: string, mine: Attempt, theirs: Attempt): void {
    const { lockout, workstation: station } = deps.people().policy;
    const now = moment(deps.clock);
    names = remembered(names, login, failed(lockout, mine.lockout, now));
    stations = remembered(stations, workstation, failed(station, theirs.lockout, now));
  }
  const failing = (person: Person | null, workstation: string, { why }: Extract<Proven, { kind: 'fails' }>): AccessDraft =>
    ({ kind: 'login.failed', subject: person?.id ?? everybody, body: { workstation, why } });
  /** ACC-22: what could not be kept as used is not let in; of anything else that could not be written the watch is not kept waiting (the desk says that nothing is recorded). */
  async function recorded<T>(used: readonly AccessDraft[], besides: readonly AccessDraft[], value: T): Promise<Result<T, LoginFault>> {
    const done = await deps.record([...used, ...besides]);
    return done.ok || used.length === 0 ? ok(value) : fail('not-recorded', { why: done.fault.code });
  }
  const proved = (person: Person, { purpose, workstation }: Occasion, factors: Factors): AccessDraft => ({ kind: 'login.succeeded', subject: person.id, body: { workstation, purpose, factors } });
  /** Waits, proves, counts: the same for whoever comes. */
  async function pass<T>(login: string, person: Person | null, workstation: string, prove: () => Promise<Proven>, then: (used: readonly AccessDraft[]) => Promise<Result<T, LoginFault>>): Promise<Result<T, LoginFault>> {
    const now = moment(deps.clock);
    const [mine, theirs] = [attempt(lockoutOf(login, person), now), attempt(stations.get(workstation) ?? unlocked, now)];
    const leftMs = Math.max(mine.leftMs, theirs.leftMs);
    if (leftMs > 0) return fail('login-wait', { seconds: Math.ceil(leftMs / 1000) });
    const proven = await prove();
    if (proven.kind === 'trouble') return { ok: false, fault: proven.fault };
    if (proven.kind === 'fails') {
      note(login, workstation, mine, theirs);
      await deps.record([failing(person, workstation, proven)]);
      return { ok: false, fault: proven.fault };
    }
    const result = await then(proven.used);
    if (result.ok) names = remembered(names, login, succeeded(mine.lockout));
    return result;
  }
  /** The second factor, where there is one: nothing about it is told before the password was right. */
  async function both(person: Person | null, ask: LoginAsk): Promise<Proven> {
    const first = await provePassword(deps, person, ask.password);
    if (first.kind !== 'holds' || person === null) return first;
    if (person.password !== null && passwordAge(deps.people().policy.password, person.password, deps.clock.now()).kind === 'ended') return { kind: 'fails', why: 'ended', fault: { code: 'password-ended', params: {} } };
    if (!enrolled(person)) return first;
    return ask.second === null ? { kind: 'trouble', fault: { code: 'factor-wanted', params: {} } } : proveFactor(deps, person, ask.second, { purpose: 'login', workstation: ask.workstation });
  }
  async function enter(person: Person, ask: LoginAsk, used: readonly AccessDraft[]): Promise<Result<LoggedIn, LoginFault>> {
    const people = deps.people();
    const age = person.password === null ? null : passwordAge(people.policy.password, person.password, deps.clock.now());
    const must = mustFirst(people, person, deps.clock.now());
    const factors: Factors = ask.second === null || !enrolled(person) ? ['password'] : ['password', ask.second.factor];
    const besides = [proved(person, { purpose: 'login', workstation: ask.workstation }, factors), ...await anew(deps, person, ask.password)];
    return recorded(used, besides, { person, factors, must, ageing: age?.kind === 'ageing' ? age.days : null });
  }
  return {
    logIn: (ask) => inTurn(async () => {
      const login = ask.login.trim().toLowerCase().slice(0, 64);
      const person = byLogin(deps.people(), login);
      return pass(login, person, ask.workstation, () => both(person, ask), (used) => (person === null ? Promise.resolve(fail('login-refused')) : enter(person, ask, used)));
    }),
    prove: (known, proof, occasion) => inTurn(async () => {
      const person = deps.people().persons.get(known.id) ?? known;
      if (person.closed) return fail('login-refused');
      if (proof.factor === 'password' && !byPassword.has(occasion.purpose) && enrolled(person)) return fail('factor-wanted');
      const given: ProofGiven = { person: person.id, purpose: occasion.purpose, factor: proof.factor };
      return pass(person.login, person, occasion.workstation, async () => (proof.factor === 'password' ? provePassword(deps, person, proof.password) : proveFactor(deps, person, proof, occasion)), (used) => recorded(used, [proved(person, occasion, [proof.factor])], given));
    }),
    waiting: (login, person) => attempt(lockoutOf(login.toLowerCase(), person ?? byLogin(deps.people(), login)), moment(deps.clock)).leftMs,
    heard({ kind, subject, body }) {
      const ends = kind === ('login.unlocked' satisfies AccessKind) || (kind === ('password.set' satisfies AccessKind) && !['own', 'cost'].includes((body as { how?: string }).how ?? ''));
      const person = ends ? [...deps.people().persons.values()].find((p) => p.id === subject) : undefined;
      if (person !== undefined) names = remembered(names, person.login, unlocked);
    },
  };
}
