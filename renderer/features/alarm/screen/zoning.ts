import { stageOf, worstFirst, zoneOf, zones, type AlarmView, type Zone } from '#app/alarm';
import type { Rows } from '#kit/rows';

/** All alarms of the screen by zone, the worst first, and how many are silent on purpose. */
export interface Zoning { readonly by: Readonly<Record<Zone, readonly AlarmView[]>>; readonly silent: number }

/** Sorts every alarm into its zone (ZON-01 to ZON-06). `handover`: when the shift of now began, epoch ms. */
export function zoning(rows: Rows<AlarmView>, handover: number): Zoning {
  const by: Record<Zone, AlarmView[]> = { onScreen: [], watched: [], leaving: [], carried: [] };
  let silent = 0;
  for (let i = 0; i < rows.length; i++) {
    const a = rows.at(i);
    if (a === undefined) continue;
    const zone = zoneOf(a, handover);
    if (zone !== null) by[zone].push(a);
    else if (a.state !== 'normal' || !a.confirmed) silent++;
  }
  for (const zone of zones) by[zone].sort(worstFirst);
  return { by, silent };
}
export const stageCode = (a: AlarmView): `screen:stage-${string}` => `screen:stage-${stageOf(a) ?? 'leaving'}`;
