import fs from 'node:fs';
import path from 'node:path';
import { powers, powersOfRole, type FaultView, type NewcomerText, type RoleTable } from '#app/access';
import { fail, ok, type Fault, type Result } from '#kernel/result';
import { nodeId, unidentified } from '#kernel/session';
import { openData, readSecret, setupTokenMs } from '#storage';
import { systemClock } from '../clock.ts';
import { Exit, type ExitCode } from '../command/exit.ts';
import { refused, withAccess, type HeldFolder, type Say, type Tell } from './folder.ts';
import type { Terminal } from './terminal.ts';

type Newcomer = NewcomerText;
interface Ears { readonly tell: Tell; readonly say: Say; readonly worded: (fault: Fault) => string }
export interface SetUpCommand { readonly name: 'set-up'; readonly data: string; readonly rescue: boolean; readonly language: 'zh-CN' | 'en' }

/** Where the token of a running engine is, and for how much longer: never the token itself. */
function whereTheTokenIs(dir: string, tell: Tell, say: Say): ExitCode {
  const file = path.join(dir, 'secrets', 'setup-token');
  const stat = fs.statSync(file, { throwIfNoEntry: false });
  const minutes = stat === undefined ? 0 : Math.floor((stat.mtimeMs + setupTokenMs - systemClock.now()) / 60_000);
  if (stat === undefined || minutes <= 0) return say(refused('locked', { dir }));
  tell(`an engine holds ${dir}: set up in its window; the token is in ${file}, for another ${minutes} min`);
  return Exit.ok;
}

/** The role of the house for each power, as the table has it now. */
const roleOf = (table: RoleTable, power: (typeof powers)[number]): Newcomer['role'] | null => table.roles.find((r) => powersOfRole(r).includes(power))?.id ?? null;

/** One person, typed; null: broken off. A password that was typed twice and differs is asked for again. */
async function newcomer(at: Terminal, power: string, role: Newcomer['role'], tell: Tell): Promise<Newcomer | null> {
  tell(`${power} (${role}):`);
  const login = await at.line('  login: ');
  const name = login === null ? null : await at.line('  name: ');
  const phone = name === null ? null : await at.line('  telephone (may be left empty): ');
  if (login === null || name === null || phone === null) return null;
  for (;;) {
    const password = await at.secret('  password: ');
    const again = password === null ? null : await at.secret('  the same again: ');
    if (password === null || again === null) return null;
    if (password === again) return { login: login.toLowerCase(), name, phone: phone === '' ? null : phone, password, role };
    tell('  they differ');
  }
}
async function three(at: Terminal, table: RoleTable, tell: Tell): Promise<readonly Newcomer[] | null> {
  const people: Newcomer[] = [];
  for (const power of powers) {
    const role = roleOf(table, power);
    const one = role === null ? null : await newcomer(at, power, role, tell);
    if (one === null) return null;
    people.push(one);
  }
  return people;
}

/** What whoever sits there has to show: the token, read from its file as only she can who may read it, and of a rescue two sheets. */
async function evidence({ dir, identity }: HeldFolder, rescue: boolean, at: Terminal): Promise<Result<{ readonly token: string; readonly shares: [string, string] | null }>> {
  identity.token();
  const token = readSecret(dir, 'setup-token');
  if (!token.ok) return token;
  if (token.value === null) return fail('set-up-token');
  if (!rescue) return ok({ token: token.value, shares: null });
  const one = await at.secret('sheet of one keeper: ');
  const other = one === null ? null : await at.secret('sheet of another: ');
  return one === null || other === null ? fail('cancelled') : ok({ token: token.value, shares: [one, other] });
}
/** What no other people would mend. */
const ofEvidence = ({ code }: FaultView): boolean => /^(share|set-up-token|set-up-shares|set-up-already|keys)/.test(code);

/** ACC-60 to ACC-62: at the machine that holds the data folder, three people type themselves in, one for each power; all of them at once or none. What is wrong is said, and asked for again. */
async function setUpHere(folder: HeldFolder, rescue: boolean, at: Terminal, { tell, say, worded }: Ears): Promise<ExitCode> {
  const { access: { parts, answers }, workstation } = folder;
  if (parts.people().setUp && !rescue) return say(refused('set-up-already'));
  const shows = await evidence(folder, rescue, at);
  if (!shows.ok) return say({ ok: false, fault: shows.fault, details: [] });
  for (;;) {
    const people = await three(at, parts.people().roles, tell);
    if (people === null) return say(refused('cancelled'));
    const done = await answers['seat.set-up']({ ...shows.value, how: rescue ? 'rescue' : 'first', people: [...people] }, unidentified(workstation, nodeId('command'), 'live'));
    if (!done.ok) return say({ ok: false, fault: done.fault, details: [] });
    const { faults } = done.value;
    if (faults.length === 0) break;
    for (const fault of faults) tell(`${fault.params['login'] === undefined ? '' : `${fault.params['login']}: `}${worded(fault)}`);
    if (faults.some(ofEvidence)) return Exit.refused;
  }
  tell('done: each logs in and enrols a second factor before anything else; then back up the key (keys backup, or in the window)');
  return Exit.ok;
}

/** `set-up`: the first administrators, or with `--rescue` new ones for a park that locked itself out. Where an engine runs it only says where its token is. `at`: null where nobody sits at a terminal. */
export async function setUpCommand(c: SetUpCommand, at: Terminal | null, ears: Ears): Promise<ExitCode> {
  const { tell, say } = ears;
  if (!fs.existsSync(path.dirname(path.resolve(c.data)))) return say(refused('parent-missing', { dir: c.data, parent: path.dirname(path.resolve(c.data)) }));
  const free = openData(c.data, { clock: systemClock });
  if (!free.ok) return free.fault.code === 'locked' ? whereTheTokenIs(c.data, tell, say) : say({ ok: false, fault: free.fault, details: [] });
  free.value.close();
  if (at === null) return say(refused('terminal-wanted'));
  return withAccess(c.data, tell, say, (folder) => setUpHere(folder, c.rescue, at, ears));
}
