import type { Batch } from '#app/acquisition';
import { fail, ok, type Fault, type Result } from '#kernel/result';
import { sm3Of, systemFault, type SystemFault } from '../disk.ts';
import { linesOf, type Line } from './lines.ts';
import type { ImportMapping } from './mapping.ts';
import { lineReader, type Imported, type LineFault, type ReadLine, type Target } from './reading.ts';
import { refusedFile } from './refused-file.ts';

export type ImportFault = SystemFault | Fault<'no-such-column' | 'no-such-point' | 'not-in-encoding' | 'empty-file'>;
/** What came of an import, or would. `refused`: how many lines, by reason; `first`: of each reason, with their lines. `from`, `to`: of the samples; null: there are none. `sm3`: of the file. */
export interface ImportSummary {
  readonly lines: number; readonly samples: number; readonly points: number; readonly refused: Readonly<Partial<Record<LineFault, number>>>; readonly first: readonly { readonly line: number; readonly reason: LineFault }[];
  readonly from: number | null; readonly to: number | null; readonly sm3: string; readonly refusedFile: string | null;
}
/** `take`: gets the samples in batches, whose arrays are its own; resolves when more may come. Absent: the file is only looked at, and nothing is written. */
export interface ImportParts {
  readonly file: string;
  readonly mapping: ImportMapping;
  readonly targets: ReadonlyMap<string, Target>;
  readonly now: number;
  readonly take?: (batch: Batch) => Promise<void>;
  readonly progress?: (lines: number) => void;
}
const batchRows = 16_384;
const mostNamed = 1000;
const tellEvery = 100_000;

function batchOf(rows: readonly Imported[], now: number): Batch {
  const text = new Map(rows.flatMap((r, i) => (r.text === null ? [] : [[i, r.text] as const])));
  return {
    handle: Uint32Array.from(rows, (r) => r.handle), value: Float64Array.from(rows, (r) => r.value), status: Uint32Array.from(rows, (r) => r.status), sourceTime: Float64Array.from(rows, (r) => r.at),
    receivedTime: new Float64Array(rows.length).fill(now), ...(text.size > 0 && { text }), late: 'past', length: rows.length,
  };
}

/** Keeps count of what comes, and hands it on. */
function counting({ take, now, progress }: ImportParts) {
  const waiting: Imported[] = [];
  const points = new Set<number>();
  const refused: Partial<Record<LineFault, number>> = {};
  const first: { line: number; reason: LineFault }[] = [];
  let [lines, samples, from, to] = [0, 0, Infinity, -Infinity];
  async function hand(least: number): Promise<void> {
    while (waiting.length >= least && waiting.length > 0) { const rows = waiting.splice(0, batchRows); if (take !== undefined) await take(batchOf(rows, now)); }
  }
  return {
    line(): void { if (++lines % tellEvery === 0) progress?.(lines); },
    refuse(line: number, reason: LineFault): void {
      refused[reason] = (refused[reason] ?? 0) + 1;
      if (first.length < mostNamed) first.push({ line, reason });
    },
    async keep(read: readonly Imported[]): Promise<void> {
      for (const s of read) {
        samples++;
        points.add(s.handle);
        from = Math.min(from, s.at);
        to = Math.max(to, s.at);
        if (take !== undefined) waiting.push(s);
      }
      if (waiting.length >= batchRows) await hand(batchRows);
    },
    rest: () => hand(1),
    summary: () => ({ lines, samples, points: points.size, refused, first, from: samples === 0 ? null : from, to: samples === 0 ? null : to }),
  };
}

const isOfAnother = (error: unknown): boolean => error instanceof TypeError && 'code' in error && error.code === 'ERR_ENCODING_INVALID_ENCODED_DATA';
interface Open { readonly read: ReadLine; readonly beside: ReturnType<typeof refusedFile> | null }

/** By its heading: how its lines are read, and where those go that are not taken. */
function opened({ file, mapping, targets, now, take }: ImportParts, { cells, raw }: Line): Result<Open, ImportFault> {
  const reader = lineReader(mapping, cells, targets, now);
  return reader.ok ? ok({ read: reader.value, beside: take === undefined ? null : refusedFile(file, raw, mapping.delimiter) }) : reader;
}
/** One line of samples, taken whole or named. */
async function takeLine({ read, beside }: Open, count: ReturnType<typeof counting>, { cells, raw, line, broken }: Line): Promise<void> {
  count.line();
  const samples: readonly Imported[] | LineFault = broken ? 'record' : read(cells);
  if (typeof samples !== 'string') { await count.keep(samples); return; }
  count.refuse(line, samples);
  beside?.put(raw, line, samples);
}

/** Reads a file of samples line by line (HIS-88, HIS-89), at the pace of whoever takes them; neither the file nor what came of it is ever held whole. */
export async function importHistory(parts: ImportParts): Promise<Result<ImportSummary, ImportFault>> {
  const { file, mapping } = parts;
  const count = counting(parts);
  const hash = await sm3Of();
  const begun: { open: Open | null } = { open: null };
  try {
    for await (const line of linesOf(file, mapping, (bytes) => { hash.take(bytes); })) {
      if (begun.open === null) {
        const open = opened(parts, line);
        if (!open.ok) return open;
        begun.open = open.value;
        continue;
      }
      await takeLine(begun.open, count, line);
    }
    if (begun.open === null) return fail('empty-file', { file });
    await count.rest();
    return ok({ ...count.summary(), sm3: hash.end(), refusedFile: begun.open.beside?.end() ?? null });
  } catch (error) {
    begun.open?.beside?.end();
    return isOfAnother(error) ? fail('not-in-encoding', { file, encoding: mapping.encoding }) : { ok: false, fault: systemFault(error, file) };
  }
}
