import type { AlarmRule } from '#app/alarm';
import { belonging, type Belonging, type Site } from '#app/park';
import type { Place } from '#kernel/session';

/** Whose things of the site in use are: what a right with a scope is asked for (ACC-34). */
export interface Placed {
  /** Of an alarm: as its point; of an `offline` one its enterprise; of one of a whole source as all the points of it. */
  readonly alarm: (rule: Pick<AlarmRule, 'id' | 'point' | 'source'>) => Place;
  readonly points: (ids: readonly string[]) => Place;
}

/** Made once for each site. */
export function placed(site: () => Site): Placed {
  let made: { readonly of: Site; readonly whose: Belonging; readonly offline: ReadonlyMap<string, Place> } | null = null;
  function now(): NonNullable<typeof made> {
    const of = site();
    if (made?.of === of) return made;
    const whose = belonging(of);
    made = { of, whose, offline: new Map((of.rules ?? []).flatMap((r) => (r.kind === 'offline' ? [[`${r.id}.offline`, whose.ofAsset(r.enterprise)] as const] : []))) };
    return made;
  }
  return {
    alarm({ id, point, source }) {
      const { whose, offline } = now();
      return point === null ? offline.get(id) ?? whose.ofSource(source) : whose.ofPoints([point]);
    },
    points: (ids) => now().whose.ofPoints(ids),
  };
}
