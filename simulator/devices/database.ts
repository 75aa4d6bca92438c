import { existsSync, renameSync } from 'node:fs';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import type { Device, DeviceValue, FaultKind, FaultOptions } from './device.ts';

/** `file`: where the table is written. `periodMs` 0: a row for every `set`, at once; else every point gets a row each period. `aheadMs`: how far the local time of its rows is ahead of UTC (China: 8 h). */
export interface DatabaseDeviceOptions { readonly file: string; readonly periodMs?: number; readonly aheadMs?: number }
/** `wrong-clock`: the times of rows are `ms` ahead (default one hour). */
export type DatabaseFault = FaultKind | 'wrong-clock';
/** `locked`: `drop` holds the file instead of moving it away. */
export interface DatabaseFaultOptions extends FaultOptions { readonly locked?: boolean }

export interface DatabaseDevice extends Device {
  readonly file: string;
  inject(fault: DatabaseFault | null, opts?: DatabaseFaultOptions): Promise<void>;
  /** Writes any row, as somebody at the enterprise would. `time` as text; a missing one is now. */
  insert(tag: string, value: unknown, time?: string | null, quality?: number | null): void;
  /** Many rows in one transaction. */
  insertAll(rows: readonly (readonly [tag: string, value: number, ms: number])[]): void;
  /** Runs what an administrator there may do: empty the table, begin its keys anew. */
  sql(text: string): void;
  /** Local time of an instant, as its rows have it. */
  local(ms: number): string;
}

const HOUR = 3_600_000;
const BAD = 9;
const WRONG = ['ERR', '', '1,5', 'NaN', new Uint8Array([0xde, 0xad]), '２５'] as const;
const TABLES = `
  CREATE TABLE IF NOT EXISTS readings (id INTEGER PRIMARY KEY AUTOINCREMENT, tag TEXT NOT NULL, ts TEXT, value, quality INTEGER);
  CREATE INDEX IF NOT EXISTS by_tag ON readings (tag, id);
  CREATE INDEX IF NOT EXISTS by_time ON readings (ts);`;

type Cell = number | string | Uint8Array | null;
interface Held { readonly due: number; readonly tag: string; readonly value: Cell; readonly time: string; readonly quality: number }

/**
 * An enterprise's intermediate database: one SQLite file with the table `readings (id, tag, ts, value, quality)`, quality 0 being good, times local and without a zone.
 * It has no port: `start` gives 0 back. Stopped, its file is moved away. `late`: rows are written `ms` later (default 2000), with their own time. `frozen`: none are written. `garbage`: values of wrong types.
 */
export function databaseDevice(options: DatabaseDeviceOptions): DatabaseDevice {
  const { file, periodMs = 0, aheadMs = 8 * HOUR } = options;
  const away = `${file}.away`;
  const values = new Map<string, DeviceValue>();
  const refused = new Set<string>();
  let db: DatabaseSync | null = null;
  let inserting: StatementSync | null = null;
  let waiting: Held[] = [];
  let timer: NodeJS.Timeout | null = null;
  let started = false;
  let wrong = 0;
  const force = new Map<DatabaseFault, DatabaseFaultOptions>();

  const local = (ms: number): string => new Date(ms + aheadMs).toISOString().slice(0, 23).replace('T', ' ');
  const concerns = (fault: DatabaseFault, tag: string): DatabaseFaultOptions | null => {
    const f = force.get(fault);
    return f === undefined || (f.address !== undefined && f.address !== tag) ? null : f;
  };
  function insertCell(tag: string, value: Cell, time: string | null, quality: number | null): void {
    inserting?.run(tag, time, value, quality);
  }
  const plain = (v: DeviceValue): Cell => (typeof v === 'boolean' ? Number(v) : v);

  function shown(tag: string, value: DeviceValue): Cell {
    if (concerns('garbage', tag) !== null) return WRONG[wrong++ % WRONG.length] ?? 'ERR';
    const over = concerns('over-range', tag);
    return over === null ? plain(value) : over.value ?? 1e6;
  }
  function qualityOf(tag: string): number {
    const bad = concerns('bad-status', tag);
    return bad === null ? (refused.has(tag) ? BAD : 0) : bad.code ?? BAD;
  }
  /** What the enterprise's program writes of a point now, faults and all. */
  function write(tag: string, value: DeviceValue, at: number): void {
    if (concerns('frozen', tag) !== null) return;
    const clock = concerns('wrong-clock', tag);
    const late = concerns('late', tag);
    const row = { due: at + (late?.ms ?? (late === null ? 0 : 2000)), tag, value: shown(tag, value), time: local(at + (clock === null ? 0 : clock.ms ?? HOUR)), quality: qualityOf(tag) };
    if (late === null && db !== null && !force.has('drop')) insertCell(tag, row.value, row.time, row.quality);
    else waiting.push(row);
  }
  /** Writes what was held back and is due, in the order in which it happened. */
  function flush(all = false): void {
    if (db === null || force.has('drop')) return;
    const now = Date.now();
    const due = waiting.filter((h) => all || h.due <= now);
    waiting = waiting.filter((h) => !due.includes(h));
    for (const { tag, value, time, quality } of due) insertCell(tag, value, time, quality);
  }
  function tick(): void {
    const now = Date.now();
    flush();
    if (periodMs === 0) return;
    db?.exec('BEGIN');
    for (const [tag, value] of values) write(tag, value, now);
    db?.exec('COMMIT');
  }
  function open(): void {
    if (existsSync(away)) renameSync(away, file);
    db = new DatabaseSync(file, { timeout: 2000 });   // whoever reads it does not make its program fail
    db.exec(`PRAGMA synchronous = OFF; ${TABLES}`);
    inserting = db.prepare('INSERT INTO readings (tag, ts, value, quality) VALUES (?, ?, ?, ?)');
  }
  function close(move: boolean): void {
    db?.close();
    db = inserting = null;
    if (move && existsSync(file)) renameSync(file, away);
  }
  async function inject(fault: DatabaseFault | null, opts: DatabaseFaultOptions = {}): Promise<void> {
    if (fault !== null) {
      force.set(fault, opts);
      if (fault !== 'drop') return;
      if (opts.locked === true) db?.exec('BEGIN EXCLUSIVE'); else close(true);
      return;
    }
    const dropped = force.get('drop');
    force.clear();
    if (dropped?.locked === true) db?.exec('COMMIT');
    if (dropped !== undefined && db === null && started) open();
    flush(true);
  }

  return {
    file, inject, local,
    start: async () => {
      started = true;
      if (db === null) open();
      flush(true);
      timer ??= setInterval(tick, periodMs === 0 ? 50 : periodMs);
      return 0;
    },
    stop: async () => {
      started = false;
      if (timer !== null) clearInterval(timer);
      timer = null;
      close(true);
    },
    set: (address, value, { sourceTime } = {}) => {
      refused.delete(address);
      values.set(address, value);
      if (periodMs === 0) write(address, value, sourceTime?.getTime() ?? Date.now());
    },
    get: (address) => values.get(address) ?? null,
    fault: (address) => { refused.add(address); write(address, values.get(address) ?? 0, Date.now()); return BAD; },
    connections: () => 0,
    insert: (tag, value, time, quality = 0) => insertCell(tag, value as Cell, time === undefined ? local(Date.now()) : time, quality),
    insertAll: (rows) => {
      db?.exec('BEGIN');
      for (const [tag, value, ms] of rows) insertCell(tag, value, local(ms), 0);
      db?.exec('COMMIT');
    },
    sql: (text) => { db?.exec(text); },
  };
}
