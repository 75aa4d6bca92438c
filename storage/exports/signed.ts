import fs from 'node:fs';
import path from 'node:path';
import { Manifest, manifestHolds, signManifest } from '#app/audit';
import { fail, ok, type Fault, type Result } from '#kernel/result';
import { reasonOf } from '../disk/reason.ts';
import { readSecret } from '../disk/secret.ts';
import { readStateFile, writeStateFile } from '../disk/state-file.ts';
import { systemFault, type SystemFault } from '../disk/system-fault.ts';
import { headKeyName } from '../head.ts';
import { sm2Check, sm2Signer } from '../sm2.ts';
import { sm3Of } from '../sm3.ts';

export type ExportFault = SystemFault | Fault<'export-not-signed'>;
/** Where exports are written: in the data folder, readable by the owner of the process alone. */
export const exportFolder = (dataDir: string): string => path.join(dataDir, 'exports');

type Plain = Omit<Manifest, 'form' | 'file' | 'format' | 'sm3' | 'bytes' | 'publicKey' | 'signature'>;
/** An export while it is written. Until `end` it has the name of a draft; `drop` leaves nothing. */
export interface ExportFile {
  take(text: string): Promise<Result<null, ExportFault>>;
  /** Makes it whole, and signs what it is beside it, with the key of the journal's head. */
  end(about: Plain): Promise<Result<{ readonly file: string; readonly manifest: string; readonly sm3: string; readonly bytes: number }, ExportFault>>;
  drop(): Promise<void>;
}

/** Begins `exports/<name>.<format>` (STO-18). */
export async function openExport(dataDir: string, name: string, format: 'jsonl' | 'csv'): Promise<Result<ExportFile, ExportFault>> {
  const folder = exportFolder(dataDir);
  const base = `${name}.${format}`;
  const draft = path.join(folder, `${base}.part`);
  const failed = (error: unknown): Result<never, ExportFault> => ({ ok: false, fault: systemFault(error, folder) });
  try {
    const key = readSecret(dataDir, headKeyName);
    if (!key.ok || key.value === null) return fail('export-not-signed', { reason: key.ok ? 'no key' : key.fault.code });
    const signer = sm2Signer(key.value);
    await fs.promises.mkdir(folder, { recursive: true, mode: 0o700 });
    const handle = await fs.promises.open(draft, 'wx', 0o600);
    const hash = await sm3Of();
    let [bytes, open] = [0, true];
    const close = async (): Promise<void> => { if (open) { open = false; await handle.close(); } };
    return ok({
      async take(text) {
        const raw = Buffer.from(text, 'utf8');
        try { await handle.writeFile(raw); hash.take(raw); bytes += raw.length; return ok(null); } catch (error) { return failed(error); }
      },
      async end(about) {
        try {
          await handle.sync();
          await close();
          const file = path.join(folder, base);
          const signed = signManifest({ form: 'watchroom-audit-export-1', file: base, format, sm3: hash.end(), bytes, ...about }, signer);
          const manifest = path.join(folder, `${name}.manifest.json`);
          await fs.promises.rename(draft, file);
          writeStateFile(manifest, `${JSON.stringify(signed, null, 2)}\n`, 0o600);
          return ok({ file, manifest, sm3: signed.sm3, bytes });
        } catch (error) { return failed(error); }
      },
      async drop() { await close(); await fs.promises.rm(draft, { force: true }); },
    });
  } catch (error) { return failed(error); }
}

/** Whether an export is what its manifest says, and the manifest what its key signed. `publicKey`: under which; whose that is must be known from elsewhere (`audit.state` tells it, and every copy of a head). */
export async function checkExport(manifestFile: string): Promise<Result<{ readonly manifest: Manifest; readonly publicKey: string }, Fault<'export-unreadable' | 'export-signature' | 'export-differs'>>> {
  try {
    const parsed = Manifest.safeParse(JSON.parse(readStateFile(manifestFile) ?? 'null'));
    if (!parsed.success) return fail('export-unreadable', { file: manifestFile, reason: parsed.error.issues[0]?.path.join('.') ?? '' });
    const manifest = parsed.data;
    if (!manifestHolds(manifest, sm2Check)) return fail('export-signature', { file: manifestFile });
    const file = path.join(path.dirname(manifestFile), path.basename(manifest.file));
    const hash = await sm3Of();
    for await (const piece of fs.createReadStream(file)) hash.take(piece as Uint8Array);
    return hash.end() === manifest.sm3 ? ok({ manifest, publicKey: manifest.publicKey }) : fail('export-differs', { file });
  } catch (error) { return fail('export-unreadable', { file: manifestFile, reason: reasonOf(error) }); }
}
