import fs from 'node:fs';
import path from 'node:path';
import { fail, ok, type Fault, type Result } from '#kernel/result';
import { catalogueFile, openCatalogue, type CatalogueFault, type Quarantined } from '../catalogue/index.ts';
import { checkSegment, logFindings, type FileFinding } from '../copying/index.ts';
import { logFolder, segmentFolder } from '../folder.ts';
import { logFiles } from '../log/index.ts';
import { segmentKinds, type SegmentKind } from '../segment/index.ts';

export type TendFault = CatalogueFault | Fault<'no-history'>;
/** What is kept of one kind in files. `from`, `to`: of its oldest and newest; null: there is none. `waiting`: checkpoints that are not merged yet. */
export interface KindStatus { readonly kind: SegmentKind; readonly files: number; readonly waiting: number; readonly bytes: number; readonly rows: number; readonly from: number | null; readonly to: number | null }
/** `ahead`: bytes of the log. `going`: files that are not read any more and not removed yet. */
export interface FolderStatus { readonly series: number; readonly kinds: readonly KindStatus[]; readonly ahead: number; readonly going: number; readonly quarantined: readonly Quarantined[] }

const sizeOf = (file: string): number => fs.statSync(file, { throwIfNoEntry: false })?.size ?? 0;
const historyOf = (data: string): string => path.join(data, 'history');

/** The catalogue of a data folder's history, beside whoever writes it. */
function reading<T>(data: string, read: (catalogue: Extract<ReturnType<typeof openCatalogue>, { ok: true }>['value'], dir: string) => T): Result<T, TendFault> {
  const dir = historyOf(data);
  if (!fs.existsSync(catalogueFile(dir))) return fail('no-history');
  const opened = openCatalogue(dir, { readonly: true });
  if (!opened.ok) return opened;
  try { return ok(read(opened.value, dir)); } finally { opened.value.close(); }
}

/** How much of what is kept, also while an engine runs. */
export const historyStatus = (data: string): Result<FolderStatus, TendFault> => reading(data, (catalogue, dir) => {
  const all = catalogue.segments();
  const kinds = segmentKinds.map((kind): KindStatus => {
    const of = all.filter((f) => f.kind === kind);
    const sum = (what: 'bytes' | 'samples'): number => of.reduce((n, f) => n + f[what], 0);
    return {
      kind, files: of.length, waiting: of.filter((f) => f.level === 0).length, bytes: sum('bytes'), rows: sum('samples'),
      from: of.length === 0 ? null : of.reduce((t, f) => Math.min(t, f.from), Infinity), to: of.length === 0 ? null : of.reduce((t, f) => Math.max(t, f.to), -Infinity),
    };
  });
  const going = catalogue.doomed().reduce((n, { file }) => n + sizeOf(path.join(segmentFolder(dir), file)), 0);
  const ahead = logFiles(logFolder(dir)).reduce((n, file) => n + sizeOf(path.join(logFolder(dir), file)), 0);
  return { series: catalogue.series().length, kinds, ahead, going, quarantined: catalogue.quarantined() };
});

/** What was found when every block was read. */
export interface HistoryReport { readonly findings: readonly FileFinding[]; readonly files: number; readonly bytes: number; readonly ms: number }

/** Reads every block of every file by its checksum, and changes nothing; files that were removed meanwhile are no finding. `each` hears how many bytes were read. */
export function verifyHistory(data: string, each: (bytes: number) => void = () => {}): Result<HistoryReport, TendFault> {
  return reading(data, (catalogue, dir) => {
    const began = performance.now();
    const all = catalogue.segments();
    const findings: FileFinding[] = [];
    for (const { file } of all) {
      const found = checkSegment(segmentFolder(dir), file, each);
      if (found.length > 0 && catalogue.segments().some((f) => f.file === file)) findings.push(...found);
    }
    for (const file of logFiles(logFolder(dir))) findings.push(...logFindings(logFolder(dir), file));
    return { findings, files: all.length, bytes: all.reduce((n, f) => n + f.bytes, 0), ms: performance.now() - began };
  });
}
