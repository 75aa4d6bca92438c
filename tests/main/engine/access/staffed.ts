import { cheapHashing, codeAt, controlRoom, enrol, logIn, newcomer, setUp, value, type ControlRoom, type Window } from './control-room.ts';

type Login = 'wang' | 'li' | 'zhao';
/** A control room with its three administrators, each with an authenticator and at a window of her own: wang has the power system, li security, zhao audit. */
export interface Staffed {
  readonly room: ControlRoom; readonly wang: Window; readonly li: Window; readonly zhao: Window;
  /** The ids by which the journal knows them. */
  readonly ids: Readonly<Record<Login, string>>;
  /** A code that was not used yet: half a minute goes by first. */
  code(login: Login): string;
  /** The same at another window. */
  enter(login: Login, window: Window): Promise<void>;
}
export async function staffed(): Promise<Staffed> {
  const room = controlRoom({ hashing: cheapHashing });
  await room.start();
  const desk = room.window();
  await setUp(room, desk);
  const secrets = new Map<string, string>();
  const at = new Map<string, Window>();
  const ids = { wang: '', li: '', zhao: '' };
  for (const login of ['wang', 'li', 'zhao'] as const) {
    const window = room.window({ own: true, workstation: `admin-${login}` });
    ids[login] = value(await logIn(window, login)).officer?.person ?? '';
    secrets.set(login, await enrol(room, window, login));
    at.set(login, window);
  }
  const code = (login: Login): string => { room.time.pass(30_000); return codeAt(secrets.get(login) ?? '', room.clock.now()); };
  const of = (login: Login): Window => { const w = at.get(login); if (w === undefined) throw new Error(login); return w; };
  return { room, wang: of('wang'), li: of('li'), zhao: of('zhao'), ids, code, async enter(login, window) { value(await logIn(window, login, code(login))); } };
}
/** Somebody made by wang, with the roles that li gives her; her id. The password is one given by others. */
export async function hired({ wang, li }: Staffed, login: string, roles: readonly string[] = [], more: { readonly name?: string; readonly phone?: string | null; readonly enterprise?: string | null } = {}): Promise<string> {
  const { name, phone } = newcomer(login, '');
  const made = value(await wang.ask('person.create', { login, name, phone, enterprise: null, password: `Told-in-person-${login.length}x`, ...more }));
  if (made.person === null) throw new Error(JSON.stringify(made.faults));
  for (const role of roles) {
    const given = value(await li.ask('role.give', { person: made.person, role: role as never, scope: 'everywhere', until: null }));
    if (given.faults.length > 0) throw new Error(JSON.stringify(given.faults));
  }
  return made.person;
}
/** Somebody hired who came in for the first time: her own password, her own authenticator, a window of her own. `code`: one that was not used yet. */
export interface Settled { readonly id: string; readonly window: Window; readonly code: () => string }
export async function settled(s: Staffed, login: string, roles: readonly string[]): Promise<Settled> {
  const id = await hired(s, login, roles);
  const window = s.room.window({ own: true, workstation: `admin-${login}` });
  const told = `Told-in-person-${login.length}x`;
  value(await window.ask('seat.login', { login, password: told, second: null }));
  const chosen = value(await window.ask('own.password', { current: told, next: 'Her-own-choice-3' }));
  const { secret } = value(await window.ask('own.totp', {}));
  const confirmed = value(await window.ask('own.totp-confirm', { password: 'Her-own-choice-3', code: codeAt(secret, s.room.clock.now()) }));
  const faults = [...chosen.faults, ...confirmed.faults];
  if (faults.length > 0) throw new Error(JSON.stringify(faults));
  return { id, window, code: () => { s.room.time.pass(30_000); return codeAt(secret, s.room.clock.now()); } };
}
