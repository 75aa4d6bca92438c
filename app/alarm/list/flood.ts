/** ISA-18.2 (IEC 62682) and EEMUA 191: a flood begins with ten alarms in ten minutes for one operator, and is over with fewer than five. */
export const floodFrom = 10;
export const floodUntil = 5;
export const floodWindowMs = 600_000;
/** GRP-02: as many on the list are a flood too, whenever they were raised; fewer than the second are none. */
export const crowdFrom = 40;
export const crowdUntil = 25;
/** GRP-03: what a desk shows at once needs no groups (a list of 15 rows at 1920x1080), and a few rows keep none. */
export const groupAbove = 15;
export const ungroupBelow = 8;
/** GRP-03: fewer groups than this say nothing that the list does not. */
export const groupsFrom = 3;

/** How the alarms come. `recent`: when the latest ten were raised, the newest first (epoch ms). `grouped`: whether a list that decides by itself is grouped. */
export interface Flood { readonly recent: readonly number[]; readonly flooding: boolean; readonly grouped: boolean }
export const noFlood: Flood = { recent: [], flooding: false, grouped: false };

/** Takes note of a raise; the order in which they are told does not matter. */
export function raisedAt(flood: Flood, at: number): Flood {
  const { recent } = flood;
  if (recent.length === floodFrom && at <= (recent.at(-1) ?? 0)) return flood;
  const place = recent.findIndex((r) => r < at);
  const next = place < 0 ? [...recent, at] : [...recent.slice(0, place), at, ...recent.slice(place)];
  return { ...flood, recent: next.slice(0, floodFrom) };
}

/** The rules of SPEC.md at this moment. `listed`: how many alarms are on the list; `groups`: in how many units. The same object where nothing changed. */
export function floodAt(flood: Flood, now: number, listed: number, groups: number): Flood {
  const within = (nth: number): boolean => { const at = flood.recent[nth - 1]; return at !== undefined && now - at < floodWindowMs; };
  const flooding = flood.flooding ? within(floodUntil) || listed >= crowdUntil : within(floodFrom) || listed >= crowdFrom;
  const grouped = flooding && (flood.grouped ? listed > ungroupBelow && groups > 1 : listed > groupAbove && groups >= groupsFrom);
  return flooding === flood.flooding && grouped === flood.grouped ? flood : { ...flood, flooding, grouped };
}
