import fs from 'node:fs';
import path from 'node:path';
import type { ZodType } from 'zod';
import { fail, ok, type Fault, type Result } from '#kernel/result';

export type StateFault = Fault<'state-unreadable' | 'state-unwritable'>;

/** One small JSON file that must never be half written. */
export interface StateFile<T> {
  /** Null where there is none yet. One that cannot be understood is set aside as `<name>.bad` and is a fault. */
  read(): Result<T | null, StateFault>;
  /** Writes a temporary file, syncs it and renames it over the old one. */
  write(value: T): Result<void, StateFault>;
}

const reason = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? 'not understood';

export function stateFile<T>(file: string, schema: ZodType<T>): StateFile<T> {
  const name = path.basename(file);
  return {
    read() {
      if (!fs.existsSync(file)) return ok(null);
      try {
        return ok(schema.parse(JSON.parse(fs.readFileSync(file, 'utf8'))));
      } catch (error) {
        try { fs.renameSync(file, `${file}.bad`); } catch { return fail('state-unreadable', { file: name, reason: reason(error) }); }
        return fail('state-unreadable', { file: name, reason: reason(error) });
      }
    },
    write(value) {
      const next = `${file}.new`;
      try {
        fs.mkdirSync(path.dirname(file), { recursive: true });
        const handle = fs.openSync(next, 'w');
        try { fs.writeSync(handle, `${JSON.stringify(value, null, 2)}\n`); fs.fsyncSync(handle); } finally { fs.closeSync(handle); }
        fs.renameSync(next, file);
        return ok(undefined);
      } catch (error) { return fail('state-unwritable', { file: name, reason: reason(error) }); }
    },
  };
}
