import fs from 'node:fs';
import path from 'node:path';
import { wordsIn, type SiteParcel } from '#adapters/collector';
import type { Fault } from '#kernel/result';
import { smallStore } from '#storage';
import { parcelIn, parcelOf, unpack } from '../collecting/parcel.ts';
import type { Refused } from '../refused.ts';
import { readCheckedSite } from '../site-folder.ts';
import type { CollectorCommand } from './collect-arguments.ts';
import { Exit, type ExitCode } from './exit.ts';

const refused = (code: string, params: Fault['params']): Refused => ({ ok: false, fault: { code, params }, details: [] });

/** What the collection host of this source said that it runs; null where it never came. */
function runningIn(c: CollectorCommand): SiteParcel | null {
  const text = smallStore(c.data, c.source).read('running.json');
  const parcel = text === null ? null : parcelIn(text);
  return parcel?.ok === true ? parcel.value : null;
}
function show(c: CollectorCommand, tell: (line: string) => void, worded: (fault: Fault) => string): ExitCode {
  const store = smallStore(c.data, c.source);
  const running = runningIn(c);
  tell(`runs: ${running === null ? 'not known, it never came' : `${running.version}, ${Object.keys(running.files).length} files`}`);
  const wanted = parcelIn(store.read('wanted.json') ?? '');
  tell(`wanted: ${wanted.ok ? wanted.value.version : 'nothing'}`);
  const answer = wordsIn('answer', Buffer.from(store.read('answer.json') ?? ''));
  if (!answer.ok) return Exit.ok;
  tell(`last answer: ${answer.value.version} ${answer.value.applied ? 'applied' : `refused, ${answer.value.mistakes.length} mistakes`}`);
  for (const { where, fault } of answer.value.mistakes) tell(`${where}: ${worded(fault)}`);
  return Exit.ok;
}
async function send(c: CollectorCommand, tell: (line: string) => void, say: (r: Refused) => ExitCode): Promise<ExitCode> {
  const read = await readCheckedSite(c.dir);
  if (!read.ok) return say(read);
  const parcel = await parcelOf(c.dir);
  if (!parcel.ok) return say({ ok: false, fault: parcel.fault, details: [] });
  if (!smallStore(c.data, c.source).write('wanted.json', JSON.stringify(parcel.value))) return say(refused('not-written', { reason: c.data }));
  tell(`version ${parcel.value.version} waits for ${c.source}: handed over when it is there; see 'collector show'`);
  return Exit.ok;
}
async function exported(c: CollectorCommand, tell: (line: string) => void, say: (r: Refused) => ExitCode): Promise<ExitCode> {
  const running = runningIn(c);
  if (running === null) return say(refused('no-site', { dir: c.source }));
  const there = fs.existsSync(c.dir) && fs.readdirSync(c.dir).length > 0;
  if (there && !(c.replace && fs.existsSync(path.join(c.dir, 'site.json')))) return say(refused('not-empty', { dir: c.dir }));
  const fresh = fs.mkdtempSync(path.join(path.dirname(path.resolve(c.dir)), '.export-'));
  await unpack(running, fresh);
  fs.rmSync(c.dir, { recursive: true, force: true });
  fs.renameSync(fresh, c.dir);
  tell(`exported ${running.version} to ${c.dir}`);
  return Exit.ok;
}

/** `collector show|send|export`: what a collection host runs, and what it shall run. The engine that has its source does the talking; this only reads and writes what it leaves in the data folder. */
export async function collectorCommand(c: CollectorCommand, tell: (line: string) => void, say: (refused: Refused) => ExitCode, worded: (fault: Fault) => string): Promise<ExitCode> {
  if (!fs.existsSync(path.join(c.data, 'data.json'))) return say(refused('not-a-data-folder', { dir: c.data }));
  switch (c.act) {
    case 'show': return show(c, tell, worded);
    case 'send': return send(c, tell, say);
    case 'export': return exported(c, tell, say);
  }
}
