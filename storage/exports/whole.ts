import fs from 'node:fs';
import path from 'node:path';
import { fail, ok, type Result } from '#kernel/result';
import { systemFault, type SystemFault } from '../disk/system-fault.ts';
import { exportFolder } from './signed.ts';

const most = 1000;
/** Writes a whole file into the exports of a data folder, for the owner of the process alone, and tells its path. One that is there already is never written over: `name-2.xlsx`. */
export async function keepExport(dataDir: string, name: string, bytes: Uint8Array): Promise<Result<string, SystemFault>> {
  const folder = exportFolder(dataDir);
  const { name: base, ext } = path.parse(name);
  try {
    await fs.promises.mkdir(folder, { recursive: true, mode: 0o700 });
    for (let n = 1; n <= most; n++) {
      const file = path.join(folder, `${base}${n === 1 ? '' : `-${n}`}${ext}`);
      try { await fs.promises.writeFile(file, bytes, { flag: 'wx', mode: 0o600, flush: true }); return ok(file); } catch (error) { if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error; }
    }
    return fail('data-error', { dir: folder, reason: 'EEXIST' });
  } catch (error) { return { ok: false, fault: systemFault(error, folder) }; }
}
