import { groupPlace, type AlarmView, type Grouping } from '#app/alarm';
import type { AssetView } from '#app/park';
import type { Words } from '#kit/words';
import { placesOf, type GroupPlace, type Park, type Placed } from '../features.ts';
import { ruleOf } from '../naming.ts';

/** The group of what stands nowhere: whole sources. */
export const nowhere = 'sources';
const lastOfAll = 1_000_000_000;

/** Where an alarm stands, the smallest first; nothing for the alarm of a whole source. */
export function placesOfAlarms(park: Park): (a: AlarmView) => readonly AssetView[] {
  const kept = new Map<string, readonly AssetView[]>();
  return (a) => {
    const asset = (a.point === null ? ruleOf(park, a.id)?.asset : park.points.get(a.point)?.asset) ?? null;
    if (asset === null) return [];
    const there = kept.get(asset) ?? placesOf(park, asset);
    kept.set(asset, there);
    return there;
  };
}

/** What the list must know of each alarm to filter and group it (GRP-05, FLT-01). */
export function placing(park: Park): (a: AlarmView) => Placed {
  const places = placesOfAlarms(park);
  return (a) => {
    const at = places(a);
    const point = a.point === null ? undefined : park.points.get(a.point);
    return {
      facts: {
        category: point?.category ?? null, places: at.map((p) => p.id),
        text: () => [a.id, a.source, point, park.sources.get(a.source), ...at].map((x) => (typeof x === 'string' ? x : x === undefined ? '' : `${x.name.zh} ${x.name.en}`)).join(' '),
      },
      group(by: Grouping): GroupPlace {
        const place = groupPlace(at, by);
        return place === null ? { id: nowhere, order: lastOfAll } : { id: place.id, order: park.order.get(place.id) ?? 0 };
      },
    };
  };
}
/** Everything at which an alarm is found: its point, its source, and every place around it. */
export function standsAt(park: Park): (a: AlarmView) => readonly string[] {
  const places = placesOfAlarms(park);
  return (a) => [...(a.point === null ? [] : [a.point]), a.source, ...places(a).map((p) => p.id)];
}

/** What a group is called, and what it lies in. */
export function groupNames(park: Park | null, words: Words): (group: string) => { readonly title: string; readonly where: string } {
  return (group) => {
    const [place, ...around] = park === null ? [] : placesOf(park, group);
    if (place === undefined) return { title: group === nowhere ? words.t('desk:sources-group') : group, where: '' };
    return { title: words.name(place.name), where: around.filter((p) => p.kind !== 'park').map((p) => words.name(p.name)).join(' · ') };
  };
}

const askable: ReadonlySet<AssetView['kind']> = new Set(['enterprise', 'area', 'unit', 'hazard-source', 'gallery', 'gate']);
/** The places that a filter may ask for, each under what it lies in, in the order of the site. */
export function filterPlaces(park: Park | null, words: Words): readonly { readonly id: string; readonly title: string; readonly depth: number }[] {
  if (park === null) return [];
  const listed: { readonly id: string; readonly title: string; readonly depth: number }[] = [];
  const seen = new Set<string>();
  function enter(assets: readonly AssetView[], depth: number): void {
    for (const a of assets) {
      if (seen.has(a.id)) continue;
      seen.add(a.id);
      const asked = askable.has(a.kind);
      if (asked) listed.push({ id: a.id, title: words.name(a.name), depth });
      enter(park?.children.get(a.id) ?? [], asked ? depth + 1 : depth);
    }
  }
  enter(park.site.assets.filter((a) => a.parent === null), 0);
  return listed;
}
