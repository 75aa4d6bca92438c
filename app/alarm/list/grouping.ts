import type { AssetKind } from '#app/park';

/** What a list of alarms may be grouped by: the unit 装置, the area 区域, the enterprise 企业. */
export const groupings = ['unit', 'area', 'enterprise'] as const;
export type Grouping = (typeof groupings)[number];

/** Things that stand in a unit and are none: their alarms belong to what is around them. */
const things: ReadonlySet<AssetKind> = new Set(['tank', 'detector-group', 'camera', 'sensor-station', 'equipment', 'rack']);
const outer: ReadonlySet<AssetKind> = new Set(['enterprise', 'park']);

/** GRP-05: the place under which an alarm is grouped; what lies in another of its kind (a feeder in the supply, a section in the gallery) is part of that. `places`: where it is, the smallest first. Null where nothing is known of it. */
export function groupPlace<P extends { readonly kind: AssetKind }>(places: readonly P[], by: Grouping): P | null {
  const inner = places.filter((p) => !outer.has(p.kind) && !things.has(p.kind));
  const enterprise = places.find((p) => p.kind === 'enterprise');
  const whole = enterprise ?? inner.at(-1) ?? places.find((p) => p.kind === 'park') ?? places.at(-1) ?? null;
  switch (by) {
    case 'unit': return inner.find((p, i) => inner[i + 1]?.kind !== p.kind) ?? whole;
    case 'area': return inner.at(-1) ?? whole;
    case 'enterprise': return whole;
  }
}
