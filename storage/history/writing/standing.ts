import type { Catalogue, Quarantined } from '../catalogue/index.ts';

/** What the files take, by what they are; those that do not hold; and from when on samples are there. `version`: of the catalogue. */
export interface Standing { readonly version: number; readonly raw: number; readonly tiers: number; readonly oldest: number | null; readonly quarantined: readonly Quarantined[] }

/** As the catalogue says it now; what was said `before` where nothing changed since. */
export function filesOf(catalogue: Catalogue, before?: Standing): Standing {
  const version = catalogue.version();
  if (before !== undefined && before.version === version) return before;
  let [raw, tiers, oldest] = [0, 0, Infinity];
  for (const { kind, bytes, from } of catalogue.segments()) {
    if (kind === 'raw') { raw += bytes; oldest = Math.min(oldest, from); } else tiers += bytes;
  }
  return { version, raw, tiers, oldest: oldest === Infinity ? null : oldest, quarantined: catalogue.quarantined() };
}
