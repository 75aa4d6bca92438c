import type { PointId } from '#app/park';

/** A derived point and what its expression takes. */
export interface Link { readonly id: PointId; readonly points: readonly PointId[] }

/** Derived points so that each stands after those it takes (CAL-08), and the circles among them, each once, as a way that ends where it began. What is in a circle is in no order. */
export function ordered<L extends Link>(links: readonly L[]): { readonly order: readonly L[]; readonly circles: readonly (readonly PointId[])[] } {
  const byId = new Map<PointId, L>(links.map((l) => [l.id, l]));
  const order: L[] = [];
  const circles: PointId[][] = [];
  const settled = new Set<PointId>();
  const lost = new Set<PointId>();
  for (const start of links) {
    const way: { readonly link: L; next: number }[] = settled.has(start.id) ? [] : [{ link: start, next: 0 }];
    const onWay = new Set<PointId>(way.map((w) => w.link.id));
    while (way.length > 0) {                              // not by recursion: a chain may be as long as the table
      const top = way[way.length - 1]!;
      const id = top.link.points[top.next++];
      if (id === undefined) {
        way.pop();
        onWay.delete(top.link.id);
        settled.add(top.link.id);
        if (!lost.has(top.link.id)) order.push(top.link);
        continue;
      }
      const link = byId.get(id);
      if (onWay.has(id)) {
        const circle = way.slice(way.findIndex((w) => w.link.id === id)).map((w) => w.link.id);
        for (const member of circle) lost.add(member);
        circles.push([...circle, id]);
      } else if (link !== undefined && !settled.has(id)) { way.push({ link, next: 0 }); onWay.add(id); }
    }
  }
  return { order, circles };
}
