import fs from 'node:fs';
import path from 'node:path';
import type { HistoryPlan } from '#app/history';
import type { Catalogue } from '../catalogue/index.ts';
import { reasonOf } from '../disk.ts';
import { segmentFolder } from '../folder.ts';
import { mergeFiles, nextMerge, NotRead, placing, topLevel, Unwanted, type KeptFile, type Merge, type Slices, type Work } from '../merging/index.ts';
import type { Note } from '../note.ts';
import { openSegment, seriesSection, type SegmentRow } from '../segment/index.ts';
import { budgetOf, diskUse, type DiskUse } from './disk-use.ts';
import { fullShare, goneFiles, makeRoom, measured, nearShare, retentionOf, type Retention } from './letting-go.ts';
import type { KeepingStatus, Pressure } from './protocol.ts';

/** `now`: epoch ms; `mono`: ms of a clock that nobody sets. `use`: how the disk stands; `graceMs`: for how long a file that is not read any more stays, for whoever has just looked it up. */
export interface KeeperDeps { readonly dir: string; readonly catalogue: Catalogue; readonly now: () => number; readonly mono: () => number; readonly note: Note; readonly slices: Slices; readonly use?: (dir: string) => DiskUse; readonly graceMs?: number }

/** Merges, lets go and removes, one thing at a time. Each is one transaction of the catalogue: killed at any moment, history is as it was before or after, and a file that was being written is an orphan (HIS-62). */
export interface Keeper {
  follow(plan: HistoryPlan): void;
  /** The next thing that is due; false: nothing is. Throws `Unwanted` when the slices say so. */
  step(): Promise<boolean>;
  /** All that may be merged, whether its period is over or not. */
  keepNow(): Promise<void>;
  status(): KeepingStatus;
}

const defaultGraceMs = 60_000;
/** A merge needs room for what it makes, and leaves this. */
const spareBytes = 256e6;
const sweptFact = 'swept';

export function keeperOf({ dir, catalogue, now, mono, note, slices, use = diskUse, graceMs = defaultGraceMs }: KeeperDeps): Keeper {
  const folder = segmentFolder(dir);
  let plan: Pick<HistoryPlan, 'classes' | 'budgetBytes'> = { classes: [], budgetBytes: null };
  let told: Pressure = 'none';
  const mayGo = measured(mono);
  let lacking = 0;                                            // what the last merge lacked, in bytes
  const madeAt = new Map<string, number>();

  function made(file: string): number {
    const known = madeAt.get(file) ?? fs.statSync(path.join(folder, file), { throwIfNoEntry: false })?.mtimeMs ?? 0;
    madeAt.set(file, known);
    return known;
  }
  const damaged = (): ReadonlySet<string> => new Set(catalogue.quarantined().map((q) => q.file));
  function whole(): readonly KeptFile[] {
    const aside = damaged();
    return catalogue.segments().filter((f) => !aside.has(f.file)).map((f) => ({ ...f, made: made(f.file) }));
  }
  function change(add: readonly SegmentRow[], remove: readonly string[], facts: Readonly<Record<string, string>> = {}): boolean {
    const done = catalogue.change({ add, remove, now: now(), facts });
    if (!done.ok) { for (const { file } of add) fs.rmSync(path.join(folder, file), { force: true }); note({ name: 'history-not-kept', params: { reason: String(done.fault.params['reason'] ?? done.fault.code) } }); }
    return done.ok;
  }
  const retention = (): Retention => retentionOf(plan, catalogue.series());

  /** Names the file that does not hold; it stays as it is, and is not merged any more. False: nothing is known of the file but that it could not be read now. */
  function setAside({ file, fault, entry }: NotRead): boolean {
    if (fault.code !== 'segment-damaged') { note({ name: 'history-unread', params: { file, reason: String(fault.params['reason'] ?? fault.code) } }); return false; }
    const row = catalogue.segments().find((f) => f.file === file);
    const why = String(fault.params['reason'] ?? fault.code);
    note({ name: 'history-damaged', params: { file, reason: why } });
    return catalogue.quarantine({ file, why, from: entry?.from ?? row?.from ?? null, to: entry?.to ?? row?.to ?? null }, now(), 'read').ok;
  }
  async function remade(merge: Merge, place: Work['place'], expired: (keep: Retention, series: number) => number): Promise<boolean> {
    const series = catalogue.series();
    const keep = retentionOf(plan, series);
    const work: Work = { folder, kind: merge.kind, files: merge.files, place, series: new Map(series.map((s) => [s.number, s])), section: seriesSection(series), expired: (n) => expired(keep, n), slices };
    try {
      return change((await mergeFiles(work)).filter((row) => row.blocks > 0), merge.files.map((f) => f.file));
    } catch (error) {
      if (error instanceof Unwanted) throw error;
      if (error instanceof NotRead) return setAside(error);
      note({ name: 'history-not-kept', params: { reason: reasonOf(error) } });
      return false;
    }
  }
  /** Whether there is room for what a merge makes beside what it is made of. */
  function roomFor(files: readonly SegmentRow[]): boolean {
    const bytes = files.reduce((n, f) => n + f.bytes, 0);
    lacking = Math.max(0, bytes + spareBytes - use(dir).free);
    if (lacking > 0) note({ name: 'history-no-room-to-merge', params: { bytes } });
    return lacking === 0;
  }
  async function mergeNext(at: number): Promise<boolean> {
    const merge = nextMerge(whole(), at);
    if (merge === null || !roomFor(merge.files)) return false;
    return remade(merge, placing(merge.kind, merge.level, merge.files), (keep, n) => (keep.never(merge.kind, n) ? Infinity : -Infinity));
  }

  /** What the disk has no room for any more. */
  function makeRoomNow(): boolean {
    const { used, budget } = stands();
    const share = budget.bytes === 0 ? 1 : used / budget.bytes;
    if (share < fullShare) { told = share >= nearShare ? 'near' : 'none'; return false; }
    const room = makeRoom(catalogue.segments(), used, budget.bytes, now(), budget.own);
    told = room.short ? 'over' : room.young ? 'young' : 'letting-go';
    if (room.files.length === 0) return false;
    const done = change([], room.files.map((f) => f.file));
    if (done) note({ name: room.young ? 'history-young-let-go' : 'history-let-go', params: { files: room.files.length, until: room.files.reduce((t, f) => Math.max(t, f.to), 0) } });
    return done;
  }
  /** HIS-63: what its time is over for is let go, and told, for the journal. */
  function retired(done: boolean, files: readonly SegmentRow[]): boolean {
    if (done) note({ name: 'history-retired', params: { files: files.length, kind: files[0]!.kind, until: files.reduce((t, f) => Math.max(t, f.to), 0) } });
    return done;
  }
  function letGo(): boolean {
    const gone = goneFiles(catalogue.segments(), retention(), now()).slice(0, mayGo.left());
    if (gone.length === 0) return false;
    mayGo.take(gone.length);
    return retired(change([], gone.map((f) => f.file)), gone);
  }
  /** Which classes are out of which file. */
  function swept(): Record<string, readonly string[]> {
    const there = new Set(catalogue.segments().map((f) => f.file));
    const all = JSON.parse(catalogue.fact(sweptFact) ?? '{}') as Record<string, readonly string[]>;
    return Object.fromEntries(Object.entries(all).filter(([file]) => there.has(file)));
  }
  /** A file of the last level that holds classes whose time is over is made anew without them, once for each class. */
  async function sweepNext(): Promise<boolean> {
    if (mayGo.left() === 0) return false;
    const [keep, done, at] = [retention(), swept(), now()];
    for (const file of whole()) {
      if (file.level < topLevel(file.kind)) continue;
      const gone = keep.classesGone(file.kind, file.to, at);
      if (gone.every((name) => done[file.file]?.includes(name) === true)) continue;
      if (!roomFor([file])) return false;
      if (await holdsNone(file, gone)) return change([], [], { [sweptFact]: JSON.stringify({ ...done, [file.file]: gone }) });
      const place = { level: file.level, begin: -Infinity, end: Infinity };
      mayGo.take(1);
      return retired(await remade({ kind: file.kind, level: file.level, files: [file] }, () => place, (of, n) => of.expired(file.kind, n, at)), [file]);          // the new one holds none of them: that is seen in its turn
    }
    return false;
  }
  async function holdsNone({ file }: SegmentRow, classes: readonly string[]): Promise<boolean> {
    const gone = new Set(catalogue.series().filter((s) => classes.includes(s.retention)).map((s) => s.number));
    const reader = openSegment(folder, file);
    if (!reader.ok) return false;
    try {
      for (const page of reader.value.entries()) {
        if (!page.ok || page.value.some((e) => gone.has(e.series))) return false;
        if (slices.over()) await slices.rest();
      }
      return true;
    } finally { reader.value.close(); }
  }
  /** Removes what nobody reads any more; what cannot be removed now is tried again. */
  function removeDoomed(): void {
    for (const { file, since } of catalogue.doomed()) {
      const age = now() - since;
      if (age >= 0 && age < graceMs) continue;               // a clock that was set back must not keep them for as long
      try { fs.rmSync(path.join(folder, file), { force: true }); } catch (error) { note({ name: 'history-not-removed', params: { file, reason: reasonOf(error) } }); continue; }
      madeAt.delete(file);
      catalogue.forget(file);
    }
  }
  /** What is doomed is on its way, and counts no more. */
  function stands(): { readonly used: number; readonly budget: ReturnType<typeof budgetOf> } {
    const disk = use(dir);
    const going = catalogue.doomed().reduce((n, { file }) => n + (fs.statSync(path.join(folder, file), { throwIfNoEntry: false })?.size ?? 0), 0);
    return { used: Math.max(0, disk.used - going), budget: budgetOf(plan.budgetBytes, disk) };
  }

  return {
    follow({ classes, budgetBytes }) { plan = { classes, budgetBytes }; },
    async step() {
      removeDoomed();
      if (makeRoomNow() || letGo()) return true;
      return await mergeNext(now()) || sweepNext();
    },
    async keepNow() {
      removeDoomed();
      while (await mergeNext(Infinity));
    },
    status() {
      const { used, budget } = stands();
      const oldest = catalogue.segments().reduce((t, f) => (f.kind === 'raw' ? Math.min(t, f.from) : t), Infinity);
      return { budgetBytes: budget.bytes, used, oldest: oldest === Infinity ? null : oldest, pressure: told, waiting: lacking };
    },
  };
}
