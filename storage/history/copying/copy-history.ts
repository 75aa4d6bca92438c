import fs from 'node:fs';
import path from 'node:path';
import { catalogueFile, openCatalogue } from '../catalogue/index.ts';
import { copyDatabase, syncFolder } from '../disk.ts';
import { logFolder, makeFolders, segmentFolder } from '../folder.ts';
import { logFiles } from '../log/index.ts';
import type { SegmentRow } from '../segment/index.ts';
import { checkSegment, logFindings, type FileFinding } from './check-files.ts';
import { copied, held, linkOrCopy } from './copy-files.ts';

/** What was copied. `damaged`: what did not hold before it was copied; it is copied as it is. */
export interface HistoryCopy { readonly files: number; readonly bytes: number; readonly samples: number; readonly damaged: readonly FileFinding[] }
/** A copy does not hold where the original does. */
export class BadCopy extends Error {}

const mostTries = 8;
const statePattern = /^state-\d+\.bin$/;

interface Copied { readonly segments: readonly SegmentRow[]; readonly checkpoint: number }
function contents(dir: string): Copied {
  const catalogue = openCatalogue(dir, { readonly: true });
  if (!catalogue.ok) throw new Error(String(catalogue.fault.params['reason'] ?? catalogue.fault.code));
  try { return { segments: catalogue.value.segments(), checkpoint: catalogue.value.checkpoint() }; } finally { catalogue.value.close(); }
}
const clear = (folder: string): void => { for (const name of fs.readdirSync(folder)) fs.rmSync(path.join(folder, name), { recursive: true, force: true }); };

/**
 * The log first, then the catalogue, then what goes on over its checkpoint: whatever leaves the log meanwhile is in files that this catalogue knows, so every sample stored before is in one or the other (STO-28). Null: a checkpoint
 * came between two of them, and all of it is tried again.
 */
function copyMoment(from: string, to: string): Copied | null {
  clear(logFolder(to));
  for (const name of fs.readdirSync(to)) if (statePattern.test(name) || name.startsWith('catalogue.db')) fs.rmSync(path.join(to, name));
  for (const name of logFiles(logFolder(from))) copied(path.join(logFolder(from), name), path.join(logFolder(to), name));
  const before = statesOf(from);
  copyDatabase(catalogueFile(from), catalogueFile(to));
  const all = contents(to);
  const state = [...new Set([...before, ...statesOf(from)])].find((name) => Number(name.replace(/\D/g, '')) === all.checkpoint);
  const taken = state !== undefined && copied(path.join(from, state), path.join(to, state));
  return taken || contents(from).checkpoint === all.checkpoint ? all : null;
}
const statesOf = (dir: string): readonly string[] => fs.readdirSync(dir).filter((name) => statePattern.test(name));

/** The segments of a catalogue, under second names, or as copies of them that nobody can take away meanwhile. */
function copySegments(from: string, to: string, segments: readonly SegmentRow[]): readonly string[] {
  const [source, target] = [segmentFolder(from), segmentFolder(to)];
  clear(target);
  const hold = held(from, source, segments.map((s) => s.file));
  try {
    const missing = new Set(hold.missing);
    for (const { file } of segments) if (!missing.has(file) && !linkOrCopy(path.join(hold.folder, file), path.join(target, file))) missing.add(file);
    return [...missing];
  } finally { hold.release(); }
}

/** What of the copy does not hold; throws `BadCopy` where its original does. */
function check(from: string, to: string, segments: readonly SegmentRow[], missing: ReadonlySet<string>): readonly FileFinding[] {
  const out: FileFinding[] = segments.filter((s) => missing.has(s.file)).map((s) => ({ file: s.file, reason: 'missing', from: s.from, to: s.to }));
  for (const { file } of segments) {
    if (missing.has(file)) continue;
    const found = checkSegment(segmentFolder(to), file);
    if (found.length > 0 && fs.existsSync(path.join(segmentFolder(from), file)) && checkSegment(segmentFolder(from), file).length === 0) throw new BadCopy(`${file}: ${found[0]?.reason}`);
    out.push(...found);
  }
  for (const file of logFiles(logFolder(to))) out.push(...logFindings(logFolder(to), file));
  return out;
}

/** Copies a folder of history, also while it is written and merged; null: there is none. Throws what the file system throws. */
export function copyHistory(from: string, to: string): HistoryCopy | null {
  if (!fs.existsSync(catalogueFile(from))) return null;
  fs.mkdirSync(to, { recursive: true });
  makeFolders(to);
  for (let tries = 1; ; tries++) {
    const moment = copyMoment(from, to);
    const missing = moment === null ? [] : copySegments(from, to, moment.segments);
    const gone = missing.filter((file) => !contents(from).segments.some((s) => s.file === file));
    if ((moment === null || gone.length > 0) && tries < mostTries) continue;         // merged away meanwhile
    if (moment === null) throw new Error('history changed faster than it could be copied');
    for (const folder of [segmentFolder(to), logFolder(to), to]) syncFolder(folder);
    const damaged = check(from, to, moment.segments, new Set(missing));
    return { files: moment.segments.length - missing.length, bytes: moment.segments.reduce((n, s) => n + s.bytes, 0), samples: moment.segments.reduce((n, s) => (s.kind === 'raw' ? n + s.samples : n), 0), damaged };
  }
}
