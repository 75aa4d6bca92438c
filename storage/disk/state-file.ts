import fs from 'node:fs';
import path from 'node:path';

/** Makes a rename in `dir` survive a loss of power. Windows has no such call: there a folder cannot be opened, and NTFS journals its names. */
export function syncFolder(dir: string): void {
  if (process.platform === 'win32') return;
  const handle = fs.openSync(dir, 'r');
  try { fs.fsyncSync(handle); } finally { fs.closeSync(handle); }
}

/** Makes what is already in `file` survive a loss of power, its name included. */
export function syncFile(file: string): void {
  const handle = fs.openSync(file, 'r+');
  try { fs.fsyncSync(handle); } finally { fs.closeSync(handle); }
  syncFolder(path.dirname(file));
}

/** Writes a small file whole or not at all: a temporary name, synced, renamed, folder synced (STO-04). Throws what the file system throws. */
export function writeStateFile(file: string, text: string, mode = 0o644): void {
  const draft = `${file}.tmp`;
  fs.rmSync(draft, { force: true });
  const handle = fs.openSync(draft, 'w', mode);
  try { fs.writeFileSync(handle, text); fs.fsyncSync(handle); } finally { fs.closeSync(handle); }
  fs.renameSync(draft, file);
  syncFolder(path.dirname(file));
}

/** The same without holding up the thread, for folders that may be slow or far away. */
export async function writeStateFileLater(file: string, text: string): Promise<void> {
  const draft = `${file}.tmp`;
  const handle = await fs.promises.open(draft, 'w');
  try { await handle.writeFile(text); await handle.sync(); } finally { await handle.close(); }
  await fs.promises.rename(draft, file);
  if (process.platform === 'win32') return;
  const dir = await fs.promises.open(path.dirname(file), 'r');
  try { await dir.sync(); } finally { await dir.close(); }
}

/** At most `maxBytes` of text, or null where there is no such file. Throws when it is longer. */
export function readStateFile(file: string, maxBytes = 1_048_576): string | null {
  const stat = fs.statSync(file, { throwIfNoEntry: false });
  if (stat === undefined) return null;
  if (stat.size > maxBytes) throw new Error(`longer than ${maxBytes} bytes`);
  return fs.readFileSync(file, 'utf8');
}
