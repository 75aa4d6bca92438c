import { Secret, TOTP } from 'otpauth';
import { RoleId, type accessContract, type SeatView } from '#app/access';
import type { JournalEvent, RecordingJournal } from '#app/journal';
import type { Handlers } from '#kernel/contract';
import type { Result } from '#kernel/result';
import type { Realm } from '#kernel/session';
import { epochMs, type Clock } from '#kernel/time';
import { openAccess, type Access } from '../../../../main/engine/access/access.ts';
import type { Taken } from '../../../../main/engine/access/seat/seats.ts';
import { memoryJournal } from '../../../journal-double.ts';
import { galleryIdentity } from './secrets.ts';

type Calls = Handlers<typeof accessContract>;
/** Who is logged in where the gallery begins. `must`: somebody who has to enrol a factor first. */
export type Who = 'new' | 'none' | 'system' | 'security' | 'audit' | 'leader' | 'must';
/** What the page hears. */
export interface Hears { seat(view: SeatView): void; moved(what: 'people' | 'roles' | 'policy' | 'sessions' | 'keys'): void; consent(id: string): void }
export interface GalleryAccess { readonly access: Access; readonly seat: Taken; readonly answers: Calls; readonly journal: RecordingJournal; /** A code of somebody's authenticator, so many steps from now. */ readonly code: (login: string, steps?: number) => string; readonly written: () => readonly JournalEvent[];
  /** Somebody who was never here changes the password she was told, and enrols. */ readonly ready: (login: string) => Promise<void>;
  /** Another logs in at a seat of her own and asks for something. */ as<K extends keyof Calls>(login: string, call: K, input: Parameters<Calls[K]>[0]): Promise<unknown> }

const password = 'Gallery-2026';
const day = 86_400_000;
const value = <T>(r: Result<T>): T => { if (!r.ok) throw new Error(JSON.stringify(r.fault)); const of = r.value as { faults?: readonly unknown[] }; if (of.faults !== undefined && of.faults.length > 0) throw new Error(JSON.stringify(of.faults)); return r.value; };

const posts: readonly (readonly [login: string, name: string, phone: string | null, enterprise: number | null, role: string | null, scope?: 'enterprise'])[] = [
  ['zhao.min', '赵敏', '13805120011', null, 'duty-officer'], ['qian.lei', '钱磊', '13805120012', null, 'duty-officer'], ['sun.yue', '孙悦', '13805120013', null, 'duty-officer'], ['zhou.hang', '周航', '13805120014', null, 'duty-leader'],
  ['wu.qing', '吴青', '13805120015', 0, 'enterprise-safety', 'enterprise'], ['zheng.kai', '郑凯', null, 1, 'enterprise-safety', 'enterprise'], ['feng.li', '冯丽', '13805120016', 2, 'enterprise-safety', 'enterprise'], ['chen.tao', '陈涛', '13805120017', null, 'engineer'],
  ['chu.ran', '褚然', null, null, null], ['wei.bo', '卫博', '13805120018', null, 'park-leader'], ['jiang.nan', '蒋楠', '13805120019', null, 'security-administrator'], ['ouyang.xue', '欧阳雪', '13805120020', null, 'duty-officer'],
];

/** The engine's own answers about who is acting, over a journal and secrets in memory: people of a park, made by its first administrators through the very calls that a window makes. */
export async function galleryAccess(real: Clock, realm: Realm, who: Who, own: boolean, hears: () => Hears, enterprises: readonly string[], crowd = 0): Promise<GalleryAccess> {
  let ago = 0;                                                     // how long ago what happens now happened, in ms
  const clock: Clock = { now: () => epochMs(real.now() - ago), mono: () => real.mono(), after: (ms, run) => real.after(ms, run) };
  const { journal, events } = memoryJournal();
  let access: Access | null = null;
  let mine = '';
  const committed = (event: Parameters<Access['heard']>[0]): void => access?.heard(event);
  const opened = await openAccess({
    clock, realm, journal, identity: galleryIdentity('token', () => clock.now()), note: () => {}, published: committed,
    windows: () => ({ seat: (id, view) => { if (id === mine) hears().seat(view); }, moved: (what) => hears().moved(what), consent: (id) => hears().consent(id) }),
    write: (draft, then) => void journal.append([draft]).then((r) => { if (r.ok) for (const e of r.value) committed(e); then(r.ok); }),
  });
  const it = value(opened);
  access = it;
  it.begin();
  const { answers } = it;
  const secrets = new Map<string, string>();
  const code = (login: string, steps = 0): string => new TOTP({ secret: Secret.fromBase32(secrets.get(login) ?? ''), algorithm: 'SHA1', digits: 6, period: 30 }).generate({ timestamp: clock.now() + steps * 30_000 });
  const logIn = async (seat: Taken, login: string): Promise<void> => void value(await answers['seat.login']({ login, password, second: secrets.has(login) ? { factor: 'totp', code: code(login) } : null }, seat.session()));
  async function enrol(login: string, now = password): Promise<void> {
    const seat = it.seat({ workstation: '管理-01', own: true });
    value(await answers['seat.login']({ login, password: now, second: null }, seat.session()));
    if (now !== password) value(await answers['own.password']({ current: now, next: password }, seat.session()));
    secrets.set(login, value(await answers['own.totp']({}, seat.session())).secret);
    value(await answers['own.totp-confirm']({ password, code: code(login) }, seat.session()));
    seat.stop();
  }
  async function as<K extends keyof Calls>(login: string, call: K, input: Parameters<Calls[K]>[0]): Promise<unknown> {
    const seat = it.seat({ workstation: '管理-02', own: true });
    await logIn(seat, login);
    const r = await (answers[call] as (i: unknown, s: unknown) => Promise<Result<unknown>>)(input, seat.session());
    return r.ok ? r.value : r.fault;
  }
  /** One account through the hands of both administrators; most have changed the password they were told. */
  async function officer(i: number, [login, name, phone, at, role, scope]: (typeof posts)[number], system: Taken, security: Taken): Promise<void> {
    ago = (i < 9 ? 38 - 3 * i : 0.4) * day;
    const enterprise = at === null ? null : enterprises[at] ?? null;
    const made = value(await answers['person.create']({ login, name, phone, enterprise, password: 'Told-by-hand-1' }, system.session()));
    if (role !== null && made.person !== null) value(await answers['role.give']({ person: made.person, role: RoleId.parse(role), scope: scope === undefined || enterprise === null ? 'everywhere' : { enterprises: [enterprise], areas: [] }, until: login === 'ouyang.xue' ? clock.now() + 20 * day : null }, security.session()));
    if (i >= 9) return;
    const hers = it.seat({ workstation: '值守-02', own: true });
    value(await answers['seat.login']({ login, password: 'Told-by-hand-1', second: null }, hers.session()));
    value(await answers['own.password']({ current: 'Told-by-hand-1', next: password }, hers.session()));
    hers.stop();
    if (login === 'zhou.hang') await enrol(login);
  }
  async function people(): Promise<void> {
    const place = it.seat({ workstation: '值守-01', own: true });
    ago = 63 * day;
    value(await answers['seat.set-up']({ token: 'token', how: 'first', shares: null, people: ([['li.na', '李娜', 'system-administrator'], ['wang.qiang', '王强', 'security-administrator'], ['liu.yang', '刘洋', 'audit-administrator']] as const).map(([login, name, role]) => ({ login, name, phone: '13905120001', password, role: RoleId.parse(role) })) }, place.session()));
    place.stop();
    for (const login of ['li.na', 'wang.qiang', ...(who === 'must' ? [] : ['liu.yang'])]) await enrol(login);
    ago = 40 * day;
    const [system, security] = [it.seat({ workstation: '管理-01', own: true }), it.seat({ workstation: '管理-01', own: true })];
    await logIn(system, 'li.na');
    await logIn(security, 'wang.qiang');
    for (const [i, post] of posts.entries()) await officer(i, post, system, security);
    for (let i = 0; i < crowd; i++) value(await answers['person.create']({ login: `staff-${String(i).padStart(3, '0')}`, name: '职工', phone: null, enterprise: null, password: 'Told-by-hand-1' }, system.session()));
    const left = [...it.parts.people().persons.values()].find((p) => p.login === 'feng.li');
    if (left !== undefined) value(await answers['person.close']({ person: left.id, reason: '离职' }, system.session()));
    system.stop();
    security.stop();
    ago = 0;
  }
  const desk = it.seat({ workstation: '值守-01', own: false });
  if (who !== 'new') {
    await people();
    await logIn(desk, 'zhao.min');
    const other = it.seat({ workstation: '值守-02', own: true });
    for (let n = 0; n < 5; n++) await answers['seat.login']({ login: 'sun.yue', password: 'wrong', second: null }, other.session());
    other.stop();
  }
  const seat = own ? it.seat({ workstation: '值守-01', own: true }) : desk;
  mine = seat.session().seat;
  const whose = { system: 'li.na', security: 'wang.qiang', audit: 'liu.yang', must: 'liu.yang', leader: 'zhou.hang', new: null, none: null }[who];
  if (own && whose !== null) await logIn(seat, whose);
  return { access: it, seat, answers, as, journal, code, written: () => events, ready: (login) => enrol(login, 'Told-by-hand-1') };
}
