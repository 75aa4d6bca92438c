import type { PointDefinition, PointId, Site } from '#app/park';

/** A point of the site under the number that its samples carry. */
export interface NumberedPoint { readonly handle: number; readonly definition: PointDefinition }

/** The site as it is now, and the number of each of its points. A point keeps its number through every change of the site, and no number is given twice: what is under way finds its own. */
export function roster(first: Site) {
  const handles = new Map<PointId, number>();
  let next = 1;
  let site = first;
  let points: readonly NumberedPoint[] = [];
  let definitions = new Map<number, PointDefinition>();

  function take(now: Site): readonly NumberedPoint[] {
    const there = new Set(now.points.map((p) => p.id));
    for (const id of handles.keys()) if (!there.has(id)) handles.delete(id);
    points = now.points.map((definition) => {
      const handle = handles.get(definition.id) ?? next++;
      handles.set(definition.id, handle);
      return { handle, definition };
    });
    definitions = new Map(points.map(({ handle, definition }) => [handle, definition]));
    site = now;
    return points;
  }
  take(first);
  return { site: (): Site => site, points: (): readonly NumberedPoint[] => points, handleOf: (id: string): number | undefined => handles.get(id as PointId), definitionOf: (handle: number): PointDefinition | undefined => definitions.get(handle), replace: take };
}
export type Roster = ReturnType<typeof roster>;

/** What the pipeline needs to know of each point. */
export const pipelinePoints = (points: readonly NumberedPoint[]) =>
  points.map(({ handle, definition: { id, source, periodMs, range } }) => ({ handle, id, source, periodMs, range }));
