import fs from 'node:fs';
import path from 'node:path';
import { activeKey, keyEveryMs, rotationDue, sealedTexts } from '#app/access';
import { recoverKeys, sharesHold } from '#storage';
import type { AccessNote, AccessParts } from '../access/parts.ts';
import { keyNote } from '../access/consent/key-commands.ts';
import { resealing } from '../access/consent/resealing.ts';
import { Exit, type ExitCode } from '../command/exit.ts';
import { refused, withAccess, type HeldFolder, type Say, type Tell } from './folder.ts';
import type { Terminal } from './terminal.ts';

export const keyActs = ['status', 'backup', 'recover', 'rotate', 'renew'] as const;
export interface KeysCommand { readonly name: 'keys'; readonly act: (typeof keyActs)[number]; readonly data: string; readonly language: 'zh-CN' | 'en' }
const mostKeepers = 9;
/** What was done stands, and the journal does not have it. */
const unwritten = refused('not-recorded', { why: 'journal' });

const note = (parts: AccessParts, how: Parameters<typeof keyNote>[1], names: readonly string[] = []): AccessNote => keyNote(parts, how, activeKey(parts.keys.ring()).version, names);
const day = (at: number): string => new Date(at).toISOString().slice(0, 10);

function status({ access: { parts } }: HeldFolder, tell: Tell): ExitCode {
  const ring = parts.keys.ring();
  for (const { version, state, madeAt } of ring.lines) tell(`version ${version}: ${state}, made ${day(madeAt)}`);
  const people = parts.people();
  const stale = [...people.persons.values()].filter((p) => sealedTexts(p).some((text) => parts.keys.cipher.stale(text))).length;
  tell(`${rotationDue(ring, keyEveryMs, parts.clock.now()) ? 'a rotation is due' : 'no rotation is due'}; ${stale} people are sealed under an older key`);
  tell(people.backedUpAt === null ? 'there are no sheets of the key of keys: keys backup' : `sheets of the key of keys: made ${day(people.backedUpAt)}`);
  return Exit.ok;
}

/** Two sheets, typed unseen; null: broken off. */
async function twoSheets(at: Terminal): Promise<readonly [string, string] | null> {
  const one = await at.secret('sheet of one keeper: ');
  const other = one === null ? null : await at.secret('sheet of another: ');
  return one === null || other === null ? null : [one, other];
}
/** Before there are accounts whoever may read the secrets may have sheets made. After that it takes two keepers here, or two administrators in the window (docs/administration.md). Null: it may be done. */
async function twoKeepers({ dir, access }: HeldFolder, at: Terminal, tell: Tell, say: Say): Promise<ExitCode | null> {
  if (!access.parts.people().setUp) return null;
  tell('there are accounts: two administrators do this in the window, or two keepers here with their sheets');
  const sheets = await twoSheets(at);
  if (sheets === null) return say(refused('cancelled'));
  const held = sharesHold(dir, ...sheets);
  return held.ok ? null : say({ ok: false, fault: held.fault, details: [] });
}
/** Who shall have a sheet each; null: broken off. Asked for until there are two who differ. */
async function keepers(at: Terminal, tell: Tell): Promise<readonly string[] | null> {
  const names: string[] = [];
  while (names.length < mostKeepers) {
    const name = await at.line(`keeper ${names.length + 1}${names.length < 2 ? '' : ' (empty: no more)'}: `);
    if (name === null) return null;
    if (name === '' && names.length >= 2) break;
    if (name === '' || name.length > 60 || names.includes(name)) tell('each sheet goes to another keeper, by a name of at most 60 characters'); else names.push(name);
  }
  return names;
}
/** One after the other, each for one pair of eyes. */
async function shown(parts: AccessParts, names: readonly string[], at: Terminal, tell: Tell): Promise<void> {
  for (const [i, sheet] of parts.keys.backup(names.length).entries()) {
    tell(`${names[i] ?? ''}: ${sheet}`);
    await at.line('written down? Enter shows the next; nobody shows this one again ');
  }
}

async function backedUp(folder: HeldFolder, at: Terminal, tell: Tell, say: Say): Promise<ExitCode> {
  const { parts } = folder.access;
  const names = await keepers(at, tell);
  if (names === null) return say(refused('cancelled'));
  if (!await folder.record([note(parts, 'backed-up', names)])) return say(unwritten);   // in the journal before it is on a screen
  await shown(parts, names, at, tell);
  return Exit.ok;
}
/** Everybody sealed anew, here and now: nobody waits for anything else. */
async function sealedAnew(parts: AccessParts, tell: Tell): Promise<void> {
  const resealer = resealing(parts);
  resealer.begin();
  await resealer.settled();
  resealer.stop();
  tell(`version ${activeKey(parts.keys.ring()).version} seals from now on`);
}
async function rotated(folder: HeldFolder, tell: Tell, say: Say): Promise<ExitCode> {
  const { parts } = folder.access;
  const next = parts.keys.rotate(parts.clock.now());
  if (!next.ok) return say({ ok: false, fault: next.fault, details: [] });
  const written = await folder.record([note(parts, 'rotated')]);
  await sealedAnew(parts, tell);
  return written ? Exit.ok : say(unwritten);
}
async function renewed(folder: HeldFolder, at: Terminal, tell: Tell, say: Say): Promise<ExitCode> {
  const { parts } = folder.access;
  const names = await keepers(at, tell);
  if (names === null) return say(refused('cancelled'));
  const next = parts.keys.renew(parts.clock.now());
  if (!next.ok) return say({ ok: false, fault: next.fault, details: [] });
  const written = await folder.record([note(parts, 'renewed', names)]);
  await sealedAnew(parts, tell);
  await shown(parts, names, at, tell);
  return written ? Exit.ok : say(unwritten);
}
/** ACC-29: the key of keys is gone; two sheets bring it back before anything is opened. */
async function recovered(c: KeysCommand, at: Terminal, tell: Tell, say: Say): Promise<ExitCode> {
  if (!fs.existsSync(path.join(c.data, 'data.json'))) return say(refused('not-a-data-folder', { dir: c.data }));
  return withAccess(c.data, tell, say, async (folder) => {
    const sheets = await twoSheets(at);
    if (sheets === null) return say(refused('cancelled'));
    const done = recoverKeys(folder.dir, ...sheets);
    if (!done.ok) return say({ ok: false, fault: done.fault, details: [] });
    const ready = folder.access.keysReady();
    if (!ready.ok) return say({ ok: false, fault: ready.fault, details: [] });
    const written = await folder.record([note(folder.access.parts, 'recovered')]);
    tell('the key of keys is there again');
    return written ? Exit.ok : say(unwritten);
  });
}

/** `keys status|backup|recover|rotate|renew`: the keys of the personal fields, while no engine holds the data folder. `at`: null where nobody sits at a terminal. */
export async function keysCommand(c: KeysCommand, at: Terminal | null, tell: Tell, say: Say): Promise<ExitCode> {
  if (c.act !== 'status' && at === null) return say(refused('terminal-wanted'));
  if (c.act === 'recover' && at !== null) return recovered(c, at, tell, say);
  return withAccess(c.data, tell, say, async (folder) => {
    const ready = folder.access.keysReady();
    if (!ready.ok) return say({ ok: false, fault: ready.fault, details: [] });
    if (c.act === 'status' || at === null) return status(folder, tell);
    const not = await twoKeepers(folder, at, tell, say);
    if (not !== null) return not;
    switch (c.act) {
      case 'backup': return backedUp(folder, at, tell, say);
      case 'rotate': return rotated(folder, tell, say);
      case 'renew': return renewed(folder, at, tell, say);
      case 'recover': return Exit.ok;
    }
  });
}
