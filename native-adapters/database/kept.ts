import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { AdapterDeps } from '#app/acquisition';
import type { EpochMs } from '#kernel/time';
import type { DatabaseOptions } from './options.ts';

/** Where to go on after a restart of ours. `key`: the furthest that was read, null where the key is not to be trusted any more; `ms`: the latest time that a row had, or before which nothing is wanted; null: neither is known. */
export interface Resume { readonly key: bigint | null; readonly ms: number | null }

const FILE = 'read.json';
const EVERY_MS = 5000;
const HOUR = 3_600_000;
const Kept = z.object({ of: z.string(), at: z.number(), key: z.string().regex(/^-?\d{1,19}$/).nullable(), ms: z.number().nullable() });

/** Keeps how far one table was read over restarts of ours (DBR-14): every 5 s at most, and at the end. What was kept for another table, or cannot be read, is nothing. */
export function keptOf(o: DatabaseOptions, { clock, store, note }: AdapterDeps) {
  const of = createHash('sha256').update(JSON.stringify([o.dialect, o.host, o.port, o.database, o.file, o.table, o.select, o.columns, o.by])).digest('hex');
  let [written, due] = ['', 0];
  let told = false;

  function was(): Resume | null {
    const text = o.missingHours === 0 ? null : store?.read(FILE) ?? null;
    if (text === null) return null;
    let kept: z.infer<typeof Kept>;
    try { kept = Kept.parse(JSON.parse(text)); } catch { note('how far it was read before cannot be read: rows of the meantime are not asked for'); return null; }
    if (kept.of !== of) return null;
    const oldest = clock.now() - o.missingHours * HOUR;
    const fresh = kept.at >= oldest;
    return { key: fresh && kept.key !== null ? BigInt(kept.key) : null, ms: fresh ? kept.ms : oldest };
  }
  return {
    was,
    /** `now`: whatever the time since it was last written. */
    keep(key: string | null, ms: number | null, now: boolean): void {
      if (store === undefined || (key === null && ms === null) || (!now && clock.mono() < due)) return;
      due = clock.mono() + EVERY_MS;
      const at: EpochMs = clock.now();
      const past = ms === null ? null : Math.min(ms, at);   // a row of the future must not hide what comes
      const what = JSON.stringify([key, past]);
      if (what === written && !now) return;
      if (store.write(FILE, JSON.stringify({ of, at, key, ms: past }))) written = what;
      else if (!told) { told = true; note('how far it was read cannot be written: after a restart, rows of the meantime are not asked for'); }
    },
  };
}
