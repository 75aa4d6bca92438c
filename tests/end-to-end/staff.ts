import fs from 'node:fs';
import path from 'node:path';
import { Secret, TOTP } from 'otpauth';
import { RoleId, type accessContract } from '#app/access';
import type { Handlers } from '#kernel/contract';
import type { Result } from '#kernel/result';
import { hashThread, openData, openJournal } from '#storage';
import { openAccess, type Access } from '../../main/engine/access/access.ts';
import { folderIdentity } from '../../main/engine/access/secrets/identity.ts';
import { hashWorkerUrl, journalWriterUrl } from '../../main/engine/workers.ts';
import { realClock } from '../clock.ts';

/** Staffs an empty data folder before anything runs on it: `node staff.ts DATA`. Three administrators, and officers `wang` and `li` who chose their own passwords; by the very calls that windows make. */
type Calls = Handlers<typeof accessContract>;
export const staffPassword = 'Quay-side-7x';
const told = 'Told-in-person-1x';

const value = <T>(r: Result<T>): T => {
  const faults = r.ok ? (r.value as { faults?: readonly unknown[] }).faults ?? [] : [r.fault];
  if (!r.ok || faults.length > 0) throw new Error(JSON.stringify(faults));
  return r.value;
};
/** The folder must be one that no engine holds. */
export async function staff(dir: string): Promise<void> {
  const clock = realClock;
  const data = value(openData(dir, { clock }));
  const journal = value(await openJournal(data, { clock, realm: 'live', note: () => {}, workerUrl: journalWriterUrl() }));
  const slow = hashThread(hashWorkerUrl(), () => {});
  let it: Access | null = null;
  const published = (event: Parameters<Access['heard']>[0]): void => it?.heard(event);
  const access = value(await openAccess({
    clock, realm: 'live', journal, identity: folderIdentity(dir, slow, clock, () => {}), note: () => {}, broken: () => {}, published, windows: () => ({ seat: () => {}, moved: () => {}, consent: () => {} }),
    write: (draft, then) => void journal.append([draft]).then((r) => { if (r.ok) for (const e of r.value) published(e); then(r.ok); }),
  }));
  it = access;
  access.begin();
  const { answers } = access;
  const at = (workstation: string) => access.seat({ workstation, own: true });
  async function ask<K extends keyof Calls>(seat: ReturnType<typeof at>, call: K, input: Parameters<Calls[K]>[0]): Promise<Awaited<ReturnType<Calls[K]>>> { return await (answers[call] as (i: unknown, s: unknown) => Promise<unknown>)(input, seat.session()) as Awaited<ReturnType<Calls[K]>>; }
  const post = (login: string, role: string) => ({ login, name: login, phone: null, password: staffPassword, role: RoleId.parse(role) });
  const first = at('admin-0');
  const token = fs.readFileSync(path.join(dir, 'secrets', 'setup-token'), 'utf8').trim();
  value(await ask(first, 'seat.set-up', { token, how: 'first', shares: null, people: [post('sun', 'system-administrator'), post('zhao', 'security-administrator'), post('qian', 'audit-administrator')] }));
  async function administrator(login: string) {
    const seat = at(`admin-${login}`);
    value(await ask(seat, 'seat.login', { login, password: staffPassword, second: null }));
    const { secret } = value(await ask(seat, 'own.totp', {}));
    value(await ask(seat, 'own.totp-confirm', { password: staffPassword, code: new TOTP({ secret: Secret.fromBase32(secret) }).generate() }));
    return seat;
  }
  const [system, security] = [await administrator('sun'), await administrator('zhao')];
  for (const [login, name] of [['wang', '王芳'], ['li', '李建国']] as const) {
    const { person } = value(await ask(system, 'person.create', { login, name, phone: null, enterprise: null, password: told }));
    value(await ask(security, 'role.give', { person: person ?? '', role: RoleId.parse('duty-officer'), scope: 'everywhere', until: null }));
    const hers = at(`desk-${login}`);
    value(await ask(hers, 'seat.login', { login, password: told, second: null }));
    value(await ask(hers, 'own.password', { current: told, next: staffPassword }));
    hers.stop();
  }
  for (const seat of [first, system, security]) seat.stop();
  await access.stop();
  await journal.close();
  data.close();
}

if (process.argv[1] === import.meta.filename) await staff(process.argv[2] ?? '');
