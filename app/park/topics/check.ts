import type { Place } from '../fault.ts';
import type { Figure, Topic } from '../site.ts';

/** Judges that an id which is written at a place exists. */
type Exists = (written: string, place: Place) => void;
type Field = (...path: readonly (string | number)[]) => Place;
/** A topic as far as it could be read, and where its fields stand. */
interface Written { readonly value: Topic | null; readonly at: Field }

function checkFigure(figure: Figure, at: Field, asset: Exists | null, point: Exists | null): void {
  if ('assets' in figure && figure.assets.under !== undefined) asset?.(figure.assets.under, at('assets', 'under'));
  if (!('points' in figure)) return;
  const { ids = [], of } = figure.points;
  ids.forEach((id, i) => point?.(id, at('points', 'ids', i)));
  if (of?.under !== undefined) asset?.(of.under, at('points', 'of', 'under'));
}

/** What a figure of a topic names must be in this park (PRK-40). Null: what it could be is not known, so nothing is judged. */
export function checkTopics(topics: readonly Written[], { asset, point }: { readonly asset: Exists | null; readonly point: Exists | null }): void {
  for (const { value, at } of topics) {
    value?.panels.forEach(({ figures }, p) => figures.forEach((figure, f) => checkFigure(figure, (...path) => at('panels', p, 'figures', f, ...path), asset, point)));
  }
}
