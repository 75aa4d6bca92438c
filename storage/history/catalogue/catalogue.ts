import path from 'node:path';
import { ok, type Fault, type Result } from '#kernel/result';
import { reasonOf, systemFault } from '../disk.ts';
import type { SegmentKind, SegmentRow, SeriesRow } from '../segment/index.ts';
import { isDamage, openDatabase, type Db } from './schema.ts';

export type CatalogueFault = Fault<'catalogue-damaged' | 'catalogue-error' | 'disk-full' | 'read-only'>;
/** A file that does not hold. `why`: in English, for the log and the page of health. `from`, `to`: what is missing because of it; null: not known. */
export interface Quarantined { readonly file: string; readonly why: string; readonly from: number | null; readonly to: number | null }
/** What changes together: files that are there from now on, those that are not any more (doomed: the keeper removes them after its grace), and facts. */
export interface Change { readonly add?: readonly SegmentRow[]; readonly remove?: readonly string[]; readonly now: number; readonly facts?: Readonly<Record<string, string>> }

/**
 * What is kept in the folder of history, by name. Every thread opens its own; a change by another is seen by `version`. Reads are of one moment each; what must be of one moment together is read in `together`.
 * Reads throw where the file is damaged; changes say so.
 */
export interface Catalogue {
  /** Grows with every change that another connection made, and with one's own. */
  version(): number;
  together<T>(read: () => T): T;
  /** How many checkpoints were brought in: what the head of the writer stands on. */
  checkpoint(): number;
  series(): readonly SeriesRow[];
  seriesOf(point: string): SeriesRow | null;
  /** Every file, or those of a kind that have something in `from` <= time <= `to`; ascending by `from`. */
  segments(): readonly SegmentRow[];
  segmentsIn(kind: SegmentKind, from: number, to: number): readonly SegmentRow[];
  doomed(): readonly { readonly file: string; readonly since: number }[];
  quarantined(): readonly Quarantined[];
  fact(name: string): string | null;
  /** New ones and such as changed, by their numbers. */
  putSeries(rows: readonly SeriesRow[]): Result<void, CatalogueFault>;
  /** One transaction, on the disk when it is answered. A file to remove that is not there any more refuses all of it (`catalogue-error`): somebody else had it. */
  change(change: Change): Result<void, CatalogueFault>;
  /** The file is not read any more from now on; it stays where it is, for whoever can mend it. `rest` 'read': one of its blocks does not hold, the others are read on; it is named, and stays among `segments`. */
  quarantine(what: Quarantined, now: number, rest?: 'read' | 'unread'): Result<void, CatalogueFault>;
  /** Of a doomed file that was removed. */
  forget(file: string): Result<void, CatalogueFault>;
  close(): void;
}

export const catalogueFile = (dir: string): string => path.join(dir, 'catalogue.db');
/** The fact under which `checkpoint` stands. */
export const checkpointFact = 'checkpoint';
/** The fact that changes with every change of series, so that nobody needs to read a hundred thousand of them again for a change of files. */
export const seriesFact = 'series';

type SeriesLine = Omit<SeriesRow, 'holdMs'> & { readonly holdMs: number | null };
const seriesFrom = (line: SeriesLine): SeriesRow => ({ ...line, holdMs: line.holdMs ?? Infinity });

function faultFrom(error: unknown, dir: string): CatalogueFault {
  const { code, params } = systemFault(error, dir);
  if (isDamage(error)) return { code: 'catalogue-damaged', params };
  return { code: code === 'disk-full' || code === 'read-only' ? code : 'catalogue-error', params };
}

/** Opens the catalogue of a folder of history (`readonly`: it must be there). `catalogue-damaged`: `rebuildCatalogue` makes it anew. */
export function openCatalogue(dir: string, { readonly = false }: { readonly readonly?: boolean } = {}): Result<Catalogue, CatalogueFault> {
  try { return ok(catalogueOf(openDatabase(catalogueFile(dir), readonly), dir)); } catch (error) { return { ok: false, fault: faultFrom(error, dir) }; }
}

function catalogueOf(db: Db, dir: string): Catalogue {
  const seriesColumns = 'number, point, type, low, high, bits, deviation, holdMs, retention';
  const ask = {
    series: db.prepare<[], SeriesLine>(`SELECT ${seriesColumns} FROM series ORDER BY number`),
    seriesOf: db.prepare<[string], SeriesLine>(`SELECT ${seriesColumns} FROM series WHERE point = ?`),
    segments: db.prepare<[], SegmentRow>('SELECT * FROM segments ORDER BY "from", file'),
    segmentsIn: db.prepare<[SegmentKind, number, number], SegmentRow>('SELECT * FROM segments WHERE kind = ? AND "to" >= ? AND "from" <= ? ORDER BY "from", file'),
    doomed: db.prepare<[], { file: string; since: number }>('SELECT file, since FROM doomed ORDER BY since, file'),
    quarantined: db.prepare<[], Quarantined>('SELECT file, why, "from", "to" FROM quarantined ORDER BY at, file'),
    fact: db.prepare<[string], string>('SELECT value FROM facts WHERE name = ?').pluck(),
  };
  const put = {
    series: db.prepare(`INSERT OR REPLACE INTO series(${seriesColumns}) VALUES (@number, @point, @type, @low, @high, @bits, @deviation, @holdMs, @retention)`),
    segment: db.prepare('INSERT INTO segments VALUES (@file, @kind, @level, @epoch, @from, @to, @bytes, @blocks, @samples)'),
    noSegment: db.prepare<[string]>('DELETE FROM segments WHERE file = ?'),
    doomed: db.prepare<[string, number]>('INSERT OR IGNORE INTO doomed VALUES (?, ?)'),
    notDoomed: db.prepare<[string]>('DELETE FROM doomed WHERE file = ?'),
    quarantined: db.prepare('INSERT INTO quarantined VALUES (@file, @why, @from, @to, @at) ON CONFLICT(file) DO UPDATE SET why = excluded.why, "from" = min("from", excluded."from"), "to" = max("to", excluded."to")'),
    fact: db.prepare<[string, string]>('INSERT OR REPLACE INTO facts VALUES (?, ?)'),
  };
  let own = 0;
  function attempt(run: () => void): Result<void, CatalogueFault> {
    try { db.transaction(run).immediate(); own++; return ok(undefined); } catch (error) { return { ok: false, fault: faultFrom(error, dir) }; }
  }
  return {
    version: () => Number(db.pragma('data_version', { simple: true })) + own,
    together: (read) => db.transaction(read).deferred(),
    checkpoint: () => Number(ask.fact.get(checkpointFact) ?? 0),
    series: () => ask.series.all().map(seriesFrom),
    seriesOf(point) { const line = ask.seriesOf.get(point); return line === undefined ? null : seriesFrom(line); },
    segments: () => ask.segments.all(),
    segmentsIn: (kind, from, to) => ask.segmentsIn.all(kind, from, to),
    doomed: () => ask.doomed.all(),
    quarantined: () => ask.quarantined.all(),
    fact: (name) => ask.fact.get(name) ?? null,
    putSeries: (rows) => attempt(() => {
      for (const row of rows) put.series.run({ ...row, holdMs: Number.isFinite(row.holdMs) ? row.holdMs : null });
      put.fact.run(seriesFact, String(Number(ask.fact.get(seriesFact) ?? 0) + 1));
    }),
    change: ({ add = [], remove = [], now, facts = {} }) => attempt(() => {
      for (const file of remove) {
        if (put.noSegment.run(file).changes !== 1) throw new Error(`not in the catalogue: ${file}`);
        put.doomed.run(file, now);
      }
      for (const row of add) put.segment.run(row);
      for (const [name, value] of Object.entries(facts)) put.fact.run(name, value);
    }),
    quarantine: (what, now, rest = 'unread') => attempt(() => { if (rest === 'unread') put.noSegment.run(what.file); put.quarantined.run({ ...what, at: now }); }),
    forget: (file) => attempt(() => { put.notDoomed.run(file); }),
    close() { try { db.close(); } catch (error) { throw new Error(reasonOf(error), { cause: error }); } },
  };
}
