import fs from 'node:fs';
import { parse } from 'csv-parse/sync';

/** One record of a file: its cells, the line where it begins, and its own text. `broken`: it cannot be taken apart. */
export interface Line { readonly cells: readonly string[]; readonly line: number; readonly raw: string; readonly broken: boolean }
/** A record goes on over at most so many lines: a quote that nobody closes does not swallow the file. */
const mostLines = 50;
/** A line is at most so many letters; what is longer is no line. */
const mostLetters = 1 << 20;

/** The text of a file as it comes off the disk; what is not in its encoding is thrown. */
async function* textOf(file: string, encoding: string, seen: (bytes: Uint8Array) => void): AsyncGenerator<string, void, void> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  for await (const bytes of fs.createReadStream(file, { highWaterMark: 1 << 18 })) { seen(bytes as Uint8Array); yield decoder.decode(bytes as Uint8Array, { stream: true }); }
  yield decoder.decode();
}
async function* written(text: AsyncIterable<string>): AsyncGenerator<string, void, void> {
  let rest = '';
  for await (const piece of text) {
    const lines = (rest + piece).split('\n');
    rest = lines.pop() ?? '';
    for (; rest.length > mostLetters; rest = rest.slice(mostLetters)) yield rest.slice(0, mostLetters);
    yield* lines;
  }
  if (rest !== '') yield rest;
}
const quotesIn = (line: string): number => { let n = 0; for (let i = line.indexOf('"'); i >= 0; i = line.indexOf('"', i + 1)) n++; return n; };

function cellsOf(raw: string, delimiter: string): readonly string[] | null {
  if (!raw.includes('"')) return raw.split(delimiter);
  try { return parse(raw, { delimiter, relax_column_count: true })[0] ?? []; } catch { return null; }
}

/** The records of a file, one after the other; the whole of it is never held. `seen`: gets its bytes as they come. Throws what the disk does, and a TypeError where it is not in its encoding. */
export async function* linesOf(file: string, { encoding, delimiter }: { readonly encoding: string; readonly delimiter: string }, seen: (bytes: Uint8Array) => void): AsyncGenerator<Line, void, void> {
  const held: string[] = [];                               // lines of a record whose quote is open
  let line = 1;
  function take(n: number): Line | null {
    const raw = held.splice(0, n).join('\n').replace(/\r$/, '');
    const at = line;
    line += n;
    if (raw.trim() === '') return null;                    // what an editor leaves behind
    const cells = cellsOf(raw, delimiter);
    return { cells: cells ?? [], line: at, raw, broken: cells === null };
  }
  /** How many of the held lines are one record; 0: more may belong to it. */
  function whole(last: boolean): number {
    let quotes = 0;
    for (const [i, text] of held.entries()) { quotes += quotesIn(text); if (quotes % 2 === 0) return i + 1; }
    return last || held.length >= mostLines ? 1 : 0;
  }
  for await (const text of written(textOf(file, encoding, seen))) {
    held.push(text);
    for (let n = whole(false); n > 0; n = held.length > 0 ? whole(false) : 0) { const record = take(n); if (record !== null) yield record; }
  }
  while (held.length > 0) { const record = take(whole(true)); if (record !== null) yield record; }
}
