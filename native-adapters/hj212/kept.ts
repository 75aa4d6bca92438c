import { z } from 'zod';
import type { AdapterDeps } from '#app/acquisition';
import { epochMs, type EpochMs, type MonoMs } from '#kernel/time';

const FILE = 'told.json';
const EVERY_MS = 10_000;
const Kept = z.record(z.string(), z.record(z.string(), z.number().min(0).max(4_102_444_800_000)));

/** Until when each station told what it keeps, over restarts of ours (HJ-14): by MN and command, in the station's clock. Written every 10 s at most, and at the end. */
export function keptOf({ clock, store, note }: Pick<AdapterDeps, 'clock' | 'store' | 'note'>) {
  let was: z.infer<typeof Kept> = {};
  const text = store?.read(FILE) ?? null;
  if (text !== null) try { was = Kept.parse(JSON.parse(text)); } catch { note('hj212: until when stations were heard cannot be read: what they said meanwhile is not asked for'); }
  let [written, due] = [text ?? '', 0];
  let told = false;
  return {
    of: (mn: string): ReadonlyMap<string, EpochMs> => new Map(Object.entries(Object.hasOwn(was, mn) ? was[mn]! : {}).map(([cn, ms]) => [cn, epochMs(ms)])),
    keep(all: readonly (readonly [mn: string, last: ReadonlyMap<string, EpochMs>])[], now: MonoMs | null): void {
      if (store === undefined || (now !== null && now < due)) return;
      due = clock.mono() + EVERY_MS;
      const what = JSON.stringify(Object.fromEntries(all.filter(([, last]) => last.size > 0).map(([mn, last]) => [mn, Object.fromEntries(last)])));
      if (what === written || what === '{}') return;
      if (store.write(FILE, what)) written = what;
      else if (!told) { told = true; note('hj212: until when stations were heard cannot be written: after a restart it is not asked for'); }
    },
  };
}
