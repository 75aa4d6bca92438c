import fs from 'node:fs';
import path from 'node:path';
import type { IntakeColumns } from '#app/history';
import type { Result } from '#kernel/result';
import { catalogueFile, openCatalogue, rebuildCatalogue, type Catalogue, type CatalogueFault } from '../catalogue/index.ts';
import { logFolder, makeFolders, segmentFolder } from '../folder.ts';
import { logFiles, logOf, replayLog } from '../log/index.ts';
import type { Note } from '../note.ts';
import { isDraftName, isSegmentName } from '../segment/index.ts';
import { readState, stateOf, type WritingState } from './state.ts';

/** True where there are files, or a log, of which no catalogue knows. */
function isLost(dir: string): boolean {
  const file = catalogueFile(dir);
  return (!fs.existsSync(file) || fs.statSync(file).size === 0) && (fs.readdirSync(segmentFolder(dir)).some(isSegmentName) || logFiles(logFolder(dir)).length > 0);
}
/** The catalogue of a folder; one that is damaged, or gone, is made anew from what the files say of themselves (STO-22). `again`: there was one in this process: where all is gone, that is said, since others have the old one open. */
export function catalogueOfFolder(dir: string, note: Note, again = false): Result<Catalogue, CatalogueFault> {
  makeFolders(dir);
  const removed = again && !fs.existsSync(catalogueFile(dir));
  if (isLost(dir)) { note({ name: 'history-catalogue-damaged', params: { reason: 'missing' } }); return rebuildCatalogue(dir, note); }
  const opened = openCatalogue(dir);
  if (opened.ok && removed) note({ name: 'history-catalogue-made-anew', params: { files: 0, series: 0, damaged: 0 } });
  if (opened.ok || opened.fault.code !== 'catalogue-damaged') return opened;
  note({ name: 'history-catalogue-damaged', params: opened.fault.params });
  return rebuildCatalogue(dir, note);
}

/** Removes what no table of the catalogue names: files of a checkpoint or of a merge that did not come to its end. Only before anybody else writes there. */
export function clearOrphans(dir: string, catalogue: Catalogue, note: Note): void {
  const folder = segmentFolder(dir);
  const known = new Set([...catalogue.segments(), ...catalogue.doomed(), ...catalogue.quarantined()].map(({ file }) => file));
  for (const file of fs.readdirSync(folder)) {
    if (!isDraftName(file) && (!isSegmentName(file) || known.has(file))) continue;
    fs.rmSync(path.join(folder, file), { force: true });
    note({ name: 'history-orphan-removed', params: { file } });
  }
}

/** Logs and states that a checkpoint has overtaken. */
function overtaken(dir: string, checkpoint: number): readonly string[] {
  const logs = logFiles(logFolder(dir)).filter((name) => logOf(name)!.epoch <= checkpoint).map((name) => path.join(logFolder(dir), name));
  const states = fs.readdirSync(dir).filter((name) => { const of = stateOf(name.replace(/\.tmp$/, '')); return of !== null && (of !== checkpoint || name.endsWith('.tmp')); });
  return [...logs, ...states.map((name) => path.join(dir, name))];
}
/** Removes them, before anything is written. */
export function clearOvertaken(dir: string, checkpoint: number): void { for (const file of overtaken(dir, checkpoint)) fs.rmSync(file, { force: true }); }
/** Removes them without holding up the thread: a large file takes its time to go. One that stays is removed when it is opened next. */
export async function clearOvertakenLater(dir: string, checkpoint: number): Promise<void> { for (const file of overtaken(dir, checkpoint)) await fs.promises.rm(file, { force: true }).catch(() => undefined); }

/** What goes on over the last checkpoint; null: nothing, or it does not hold, which is told: then open steps of tiers lack what came before. */
export function stateOfFolder(dir: string, checkpoint: number, note: Note): WritingState | null {
  const state = checkpoint === 0 ? null : readState(dir, checkpoint);
  if (state === null && checkpoint > 0) note({ name: 'history-state-damaged', params: { checkpoint } });
  return state;
}

/** Reads every log that is in no file yet; what of it does not hold is told. Gives the greatest epoch in it. */
export function replayAll(dir: string, note: Note, rows: (rows: IntakeColumns, length: number, text: ReadonlyMap<number, string>) => void): number {
  let epoch = 0;
  for (const name of logFiles(logFolder(dir))) {
    const { torn, damaged } = replayLog(logFolder(dir), name, { rows });
    if (torn > 0) note({ name: 'history-log-torn', params: { file: name, bytes: torn } });
    if (damaged > 0) note({ name: 'history-log-damaged', params: { file: name, records: damaged } });
    epoch = Math.max(epoch, logOf(name)!.epoch);
  }
  return epoch;
}
