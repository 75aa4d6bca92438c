import fs from 'node:fs';
import path from 'node:path';
import { headHolds, SignedHead, signHead, type Head, type Signer } from '#app/journal';
import type { Note } from './note.ts';
import { sm2Check } from './sm2.ts';
import { sm3 } from './sm3.ts';
import { readStateFile, writeStateFileLater } from './disk/state-file.ts';
import { reasonOf } from './disk/reason.ts';

/** The secret the head is signed with. */
export const headKeyName = 'journal-head.key';

const everyMs = 1000;
const closeWithinMs = 2000;

/** A head found on disk. `holds`: its signature is that of its own key. */
export interface FoundHead { readonly file: string; readonly head: SignedHead | null; readonly holds: boolean }

/** Every head in a folder, damaged ones too (`head` null); none where there is no such folder. */
export function readHeads(folder: string): readonly FoundHead[] {
  if (fs.statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) return [];
  return fs.readdirSync(folder).filter((name) => name.endsWith('.json')).slice(0, 10_000).toSorted().map((name) => {
    const file = path.join(folder, name);
    try {
      const parsed = SignedHead.safeParse(JSON.parse(readStateFile(file, 4096) ?? 'null'));
      return parsed.success ? { file, head: parsed.data, holds: headHolds(parsed.data, sm2Check) } : { file, head: null, holds: false };
    } catch { return { file, head: null, holds: false }; }
  });
}

/** Puts aside a copy that the journal no longer reaches or agrees with, under a name that is never written again: it is evidence (STO-09). */
export function keepAside(found: FoundHead): void {
  const { head, file, holds } = found;
  const mark = sm3(fs.readFileSync(file)).slice(0, 8);               // of the file: two that say the same head and differ are two
  const name = head === null ? `${path.basename(file, '.json')}-unreadable-${mark}` : `${head.node}-${head.seq}-${holds ? head.hash.slice(0, 8) : mark}`;
  fs.renameSync(file, path.join(path.dirname(file), `${name}.json`));
}

/** Copies of the head, signed, in several folders. */
export interface HeadCopies {
  /** At most once a second it is written; the latest one wins. */
  put(head: Head): void;
  /** Writes what waits, and gives up on a folder that does not answer. */
  close(): Promise<void>;
}

export function headCopies(folders: readonly string[], term: number, signer: Signer, note: Note): HeadCopies {
  const busy = new Map<string, Promise<void>>();
  let waiting: Head | null = null;
  let timer: NodeJS.Timeout | null = null;
  let failed = new Set<string>();

  async function copy(folder: string, node: string, text: string): Promise<void> {
    try {
      await fs.promises.mkdir(folder, { recursive: true });
      await writeStateFileLater(path.join(folder, `${node}.json`), text);
      failed.delete(folder);
    } catch (error) {
      if (!failed.has(folder)) note({ name: 'head-not-copied', params: { folder, reason: reasonOf(error) } });
      failed = new Set([...failed, folder]);
    } finally { busy.delete(folder); }
  }
  /** A folder whose last copy is still under way waits for the next round: one that hangs holds up nobody. */
  function write(): void {
    if (waiting === null) return;
    const text = `${JSON.stringify(signHead(waiting, term, signer))}\n`;
    const free = folders.filter((folder) => !busy.has(folder));
    for (const folder of free) busy.set(folder, copy(folder, waiting.node, text));
    if (free.length === folders.length) waiting = null;
  }
  function arm(): void {
    timer ??= setTimeout(() => { timer = null; write(); if (waiting !== null) arm(); }, everyMs);
  }
  return {
    put(head) { waiting = head; arm(); },
    async close() {
      if (timer !== null) clearTimeout(timer);
      const { promise, resolve } = Promise.withResolvers<void>();
      const limit = setTimeout(resolve, closeWithinMs);
      await Promise.race([Promise.all(busy.values()), promise]);
      write();
      await Promise.race([Promise.all(busy.values()), promise]);
      clearTimeout(limit);
    },
  };
}
