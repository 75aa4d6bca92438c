import fs from 'node:fs';
import path from 'node:path';
import type { Hash } from '#app/journal';
import { freeBytes, systemFault, type sm3Of, type SystemFault } from '../disk.ts';
/** A file of an export while it is written: it has the name of a draft until `end`, and `drop` leaves nothing of it. What the disk refuses is thrown. */
export interface ExportFile {
  put(bytes: Uint8Array): void;
  /** All of it is on the disk; a disk takes its time, and nobody waits for it here. */
  settle(): Promise<void>;
  /** Gives it its name. */
  end(): { readonly file: string; readonly bytes: number; readonly sm3: Hash };
  drop(): void;
}
const bufferBytes = 1 << 20;
const mostNames = 1000;
/** A great export leaves so much of the disk to history, which stops before it is full, and to the journal. */
const leaveBytes = 512e6;
const greatBytes = 16e6;

/** Letters, digits, `-` and `_`; what else a name holds is left out. */
export const safeName = (name: string): string => name.replaceAll(/[^\w-]+/g, '-').replaceAll(/^-+|-+$/g, '').slice(0, 100) || 'export';

/** Of those that are being written now: two of one span may be. */
const drafts = new Set<string>();
let last = 0;
/** Removes drafts of an engine that broke off: one alone holds the folder. */
function clearDrafts(folder: string): void {
  for (const name of fs.readdirSync(folder)) if (/^\.history-.*\.part$/.test(name) && !drafts.has(path.join(folder, name))) fs.rmSync(path.join(folder, name), { force: true });
}

/** Begins `<folder>/<name>.<extension>`; where that is taken, `<name>-2.<extension>` (HIS-83, 84). */
export function exportFile(folder: string, name: string, extension: string, hash: Awaited<ReturnType<typeof sm3Of>>): ExportFile {
  fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
  const base = safeName(name);
  const free = (n: number): string => { const own = `${base}${n === 1 ? '' : `-${n}`}.${extension}`; return n <= mostNames && fs.existsSync(path.join(folder, own)) ? free(n + 1) : own; };
  clearDrafts(folder);
  const draft = path.join(folder, `.${base}.${++last}.${extension}.part`);
  const file = fs.openSync(draft, 'wx', 0o600);
  drafts.add(draft);
  const buffer = Buffer.allocUnsafe(bufferBytes);
  let [held, bytes, open] = [0, 0, true];

  function write(what: Uint8Array): void {
    if (bytes > greatBytes && freeBytes(draft) < leaveBytes) throw Object.assign(new Error('too little of the disk is left for an export'), { code: 'ENOSPC' });
    for (let at = 0; at < what.length;) at += fs.writeSync(file, what, at);
  }
  function flush(): void { if (held > 0) write(buffer.subarray(0, held)); held = 0; }
  function close(): void { drafts.delete(draft); if (open) { open = false; fs.closeSync(file); } }
  return {
    put(what) {
      hash.take(what);
      bytes += what.length;
      if (what.length > bufferBytes - held) flush();
      if (what.length > bufferBytes) write(what);
      else { buffer.set(what, held); held += what.length; }
    },
    settle: () => new Promise((resolve, reject) => {
      flush();
      fs.fsync(file, (error) => { if (error === null) resolve(); else reject(error); });
    }),
    end() {
      close();
      const own = free(1);
      fs.renameSync(draft, path.join(folder, own));
      return { file: own, bytes, sm3: hash.end() };
    },
    drop() { close(); fs.rmSync(draft, { force: true }); },
  };
}
export const refusedBy = (error: unknown, folder: string): Refusal => ({ ok: false, fault: systemFault(error, folder) });
interface Refusal { readonly ok: false; readonly fault: SystemFault }
