import { createStore } from 'zustand/vanilla';
import { firstPolicy, loginForm, passwordFaults, powers, RoleId, type NewcomerText, type Power } from '#app/access';
import type { Fault } from '#kernel/result';
import { epochMs } from '#kernel/time';
import type { SeatStore } from '../seat-store.ts';

/** Which role of a new park holds which power (`firstRoles`). */
const roleOf: Readonly<Record<Power, RoleId>> = { system: RoleId.parse('system-administrator'), security: RoleId.parse('security-administrator'), audit: RoleId.parse('audit-administrator') };

/** One of the three as she types it herself. `left`: in a rescue a power may keep whom it has. */
export interface Newcomer { readonly login: string; readonly name: string; readonly phone: string; readonly password: string; readonly again: string; readonly left: boolean }
/** The fields of a step; those of the evidence first. */
export const newcomerFields = ['login', 'name', 'phone', 'password', 'again'] as const;
export type NewcomerField = (typeof newcomerFields)[number];
export type EvidenceField = 'token' | 'share-1' | 'share-2';
/** The evidence, the three people in the order of the powers, what will be done, and that it is done. */
export const steps = ['evidence', ...powers, 'summary', 'done'] as const;
export type Step = (typeof steps)[number];
/** What is wrong, at which field of which step; `field` null: with the whole. */
export interface Wrong { readonly step: Step; readonly field: NewcomerField | EvidenceField | null; readonly fault: Fault }
export interface SettingUpState {
  readonly how: 'first' | 'rescue'; readonly step: Step; readonly token: string; readonly shares: readonly [string, string]; readonly people: Readonly<Record<Power, Newcomer>>;
  readonly wrong: readonly Wrong[]; readonly busy: boolean;
}
const nobody: Newcomer = { login: '', name: '', phone: '', password: '', again: '', left: false };
const fault = (code: string, params: Fault['params'] = {}): Fault => ({ code, params });
const isPower = (step: Step): step is Power => (powers as readonly string[]).includes(step);

/** Everything that can be seen to be wrong with one of the three before she leaves the keyboard: the engine says the rest. `others`: logins of the other two. */
export function wrongWith(step: Power, p: Newcomer, others: readonly string[]): readonly Wrong[] {
  if (p.left) return [];
  const at = (field: NewcomerField, f: Fault): Wrong => ({ step, field, fault: f });
  const login = p.login.trim().toLowerCase();
  return [
    ...(loginForm.test(login) ? [] : [at('login', fault('login-form', { login: p.login }))]),
    ...(others.includes(login) ? [at('login', fault('login-taken', { login }))] : []),
    ...(p.name.trim() === '' ? [at('name', fault('name-wanted'))] : []),
    ...(p.phone.trim() === '' || /^\+?[0-9][0-9 ()-]{2,39}$/.test(p.phone.trim()) ? [] : [at('phone', fault('phone-form'))]),
    ...passwordFaults(firstPolicy.password, p.password, { login, name: p.name.trim(), used: false, setAt: null, now: epochMs(0) }).map((f) => at('password', f)),
    ...(p.password === p.again ? [] : [at('again', fault('password-differs'))]),
  ];
}

/** What of the evidence was not typed. */
const missing = ({ token, shares, how }: SettingUpState): readonly Wrong[] => [
  ...(token.trim() === '' ? [{ step: 'evidence' as const, field: 'token' as const, fault: fault('set-up-token-wanted') }] : []),
  ...(how === 'first' ? [] : shares.flatMap((s, i): Wrong[] => (s.trim() === '' ? [{ step: 'evidence', field: i === 0 ? 'share-1' : 'share-2', fault: fault('set-up-shares') }] : []))),
];

/** Where a fault that the engine told belongs. */
export function placeOf(f: Fault, people: Readonly<Record<Power, Newcomer>>): Wrong {
  if (f.code === 'set-up-token') return { step: 'evidence', field: 'token', fault: f };
  if (f.code.startsWith('share-') || f.code === 'set-up-shares') return { step: 'evidence', field: f.params['number'] === 2 ? 'share-2' : 'share-1', fault: f };
  const of = powers.find((p) => people[p].login.trim().toLowerCase() === f.params['login']);
  if (of === undefined) return { step: 'summary', field: null, fault: f };
  return { step: of, field: f.code.startsWith('login-') ? 'login' : f.code.startsWith('password-') ? 'password' : null, fault: f };
}

/** The first administrators, made at one keyboard by three people one after another; or new ones, with the shares of two keepers. Nothing of it is kept anywhere until all of it is sent, and nothing afterwards. */
export function settingUp(store: Pick<SeatStore, 'setUp'>, how: 'first' | 'rescue') {
  const fresh: SettingUpState = { how, step: 'evidence', token: '', shares: ['', ''], people: { system: nobody, security: nobody, audit: nobody }, wrong: [], busy: false };
  const state = createStore<SettingUpState>(() => fresh);
  const logins = (not: Power): readonly string[] => { const { people } = state.getState(); return powers.filter((p) => p !== not && !people[p].left).map((p) => people[p].login.trim().toLowerCase()).filter((l) => l !== ''); };
  const clean = (field: Wrong['field']): void => state.setState(({ step, wrong }) => ({ wrong: wrong.filter((w) => w.step !== step || (w.field !== null && w.field !== field)) }));
  const coming = (): readonly Power[] => powers.filter((p) => !state.getState().people[p].left);
  /** All of it at once; what is against it stands at its field. */
  async function send(): Promise<void> {
    const { people, token, shares } = state.getState();
    state.setState({ busy: true });
    const newcomers = coming().map((p): NewcomerText => ({ login: people[p].login.trim().toLowerCase(), name: people[p].name.trim(), phone: people[p].phone.trim() === '' ? null : people[p].phone.trim(), password: people[p].password, role: roleOf[p] }));
    const r = await store.setUp({ token: token.trim(), how, shares: how === 'rescue' ? [shares[0].trim(), shares[1].trim()] : null, people: newcomers });
    if (r.ok) { state.setState({ ...fresh, step: 'done', people: Object.fromEntries(powers.map((p) => [p, { ...people[p], password: '', again: '' }])) as Record<Power, Newcomer> }); return; }
    const all = [r.fault, ...('more' in r ? r.more : [])].map((f) => placeOf(f, people));
    state.setState({ busy: false, wrong: all, step: steps.find((s) => all.some((w) => w.step === s)) ?? 'summary' });
  }
  return {
    state,
    forget: (): void => state.setState(fresh),
    token: (token: string): void => { clean('token'); state.setState({ token }); },
    share(n: 0 | 1, text: string): void { clean(`share-${n === 0 ? 1 : 2}`); state.setState(({ shares }) => ({ shares: n === 0 ? [text, shares[1]] : [shares[0], text] })); },
    person(power: Power, part: Partial<Newcomer>): void {
      for (const field of newcomerFields) if (field in part) clean(field);
      state.setState(({ people }) => ({ people: { ...people, [power]: { ...people[power], ...part } } }));
    },
    /** To a step that was there; whoever comes back types her password anew, so that nobody changes another's. */
    back(step: Step): void {
      state.setState(({ people }) => ({ step, ...(isPower(step) && { people: { ...people, [step]: { ...people[step], password: '', again: '' } } }) }));
    },
    /** On, unless something is wrong with what was typed; at the summary all of it is sent. */
    async next(): Promise<void> {
      const { step, people, busy } = state.getState();
      if (busy || step === 'done') return;
      const wrong = step === 'evidence' ? missing(state.getState()) : isPower(step) ? wrongWith(step, people[step], logins(step)) : [];
      if (wrong.length > 0) { state.setState({ wrong }); return; }
      if (step !== 'summary') { state.setState({ step: steps[steps.indexOf(step) + 1] ?? 'summary', wrong: [] }); return; }
      await send();
    },
    coming,
  };
}
export type SettingUp = ReturnType<typeof settingUp>;
