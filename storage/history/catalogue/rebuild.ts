import fs from 'node:fs';
import type { Result } from '#kernel/result';
import { segmentFolder, logFolder } from '../folder.ts';
import { logFiles, logOf, replayLog } from '../log/index.ts';
import type { Note } from '../note.ts';
import { isSegmentName, openSegment, readSeriesSection, type SegmentRow, type SeriesRow } from '../segment/index.ts';
import { catalogueFile, checkpointFact, openCatalogue, type Catalogue, type CatalogueFault, type Quarantined } from './catalogue.ts';

interface Found { readonly rows: readonly SegmentRow[]; readonly replaced: ReadonlySet<string>; readonly broken: readonly Quarantined[]; readonly series: ReadonlyMap<number, SeriesRow> }

/** What the files of a folder say of themselves. The names of newer ones count. */
function filesOf(dir: string): Found {
  const folder = segmentFolder(dir);
  const rows: SegmentRow[] = [];
  const [replaced, broken, series] = [new Set<string>(), [] as Quarantined[], new Map<number, SeriesRow>()];
  const names = fs.readdirSync(folder).filter(isSegmentName);
  const byAge = names.map((name) => ({ name, at: fs.statSync(`${folder}/${name}`).mtimeMs })).toSorted((a, b) => a.at - b.at);
  for (const { name } of byAge) {
    const opened = openSegment(folder, name);
    if (!opened.ok) { broken.push({ file: name, why: String(opened.fault.params['reason'] ?? opened.fault.code), from: null, to: null }); continue; }
    rows.push(opened.value.row);
    for (const file of opened.value.replaces) replaced.add(file);
    const own = opened.value.series();
    if (own.ok) for (const row of own.value) series.set(row.number, row);
    opened.value.close();
  }
  return { rows, replaced, broken, series };
}
/** The names that the log knows: of points that are in no file yet. */
function namesInLog(dir: string, series: Map<number, SeriesRow>): void {
  for (const name of logFiles(logFolder(dir))) replayLog(logFolder(dir), name, { series(section) { for (const row of readSeriesSection(section)) series.set(row.number, row); } });
}
/** A point has one number. */
const once = (series: ReadonlyMap<number, SeriesRow>): readonly SeriesRow[] => [...new Map([...series.values()].map((row) => [row.point, row])).values()];

/**
 * Makes the catalogue anew from the files and the log; the damaged one stays beside it under another name. What a merge has replaced is not taken beside it; files of a window whose log is still there are left out: the log is the whole of it.
 */
export function rebuildCatalogue(dir: string, note: Note): Result<Catalogue, CatalogueFault> {
  const file = catalogueFile(dir);
  let aside = 1;
  while (fs.existsSync(`${file}.damaged-${aside}`)) aside++;
  for (const end of ['', '-wal', '-shm']) if (fs.existsSync(`${file}${end}`)) fs.renameSync(`${file}${end}`, `${file}.damaged-${aside}${end}`);
  const found = filesOf(dir);
  const series = new Map(found.series);
  namesInLog(dir, series);
  const logged = logFiles(logFolder(dir)).map((name) => logOf(name)!.epoch);
  const states = fs.readdirSync(dir).flatMap((name) => { const [, n] = /^state-(\d{10})\.bin$/.exec(name) ?? []; return n === undefined ? [] : [Number(n)]; });
  const inFiles = [...found.rows.map((row) => row.epoch ?? 0), ...states].filter((epoch) => !logged.includes(epoch));
  const add = found.rows.filter((row) => !found.replaced.has(row.file) && (row.epoch === null || !logged.includes(row.epoch)));
  const opened = openCatalogue(dir);
  if (!opened.ok) return opened;
  const named = opened.value.putSeries(once(series));
  const done = named.ok ? opened.value.change({ add, now: 0, facts: { [checkpointFact]: String(inFiles.reduce((a, b) => Math.max(a, b), 0)) } }) : named;
  if (!done.ok) { opened.value.close(); return done; }
  for (const broken of found.broken) opened.value.quarantine(broken, 0);
  note({ name: 'history-catalogue-made-anew', params: { files: add.length, series: series.size, damaged: found.broken.length } });
  return opened;
}
