import { z } from 'zod';
import type { Entry } from '../check.ts';
import type { Findings } from '../fault.ts';
import { systems } from '../map/geometry.ts';
import { type Document, type Path, placeOf, readPart, valueAt } from '../reading/document.ts';
import { cleanText, fieldsOf, id, Name, refuse } from '../schema.ts';
import { assetKinds, awaited, categories, layerIds, statistics, type Topic } from '../site.ts';

const word = z.string().trim().min(1).max(64).refine(cleanText, refuse('bad-characters'));
const value = z.union([z.string().max(64).refine(cleanText, refuse('bad-characters')), z.number()]);
const Assets = z.strictObject({ kinds: z.array(z.enum(assetKinds)).min(1).max(assetKinds.length), facts: z.record(word, z.union([value, z.array(value).min(1).max(50)])).exactOptional(), systems: z.array(z.enum(systems)).min(1).exactOptional(), under: id.exactOptional() });
const Points = z.strictObject({ ids: z.array(id).min(1).max(500).exactOptional(), categories: z.array(z.enum(categories)).min(1).exactOptional(), unit: word.exactOptional(), of: Assets.exactOptional() });
const figures = {
  count: z.strictObject({ kind: z.literal('count'), name: Name, assets: Assets }),
  sum: z.strictObject({ kind: z.literal('sum'), name: Name, assets: Assets, fact: word, unit: z.string().max(20).default('') }),
  breakdown: z.strictObject({ kind: z.literal('breakdown'), name: Name, assets: Assets, by: word }),
  alarms: z.strictObject({ kind: z.literal('alarms'), name: Name, points: Points }),
  reading: z.strictObject({ kind: z.literal('reading'), name: Name, points: Points, show: z.enum(statistics) }),
  state: z.strictObject({ kind: z.literal('state'), name: Name, points: Points, when: z.literal([0, 1]) }),
  quality: z.strictObject({ kind: z.literal('quality'), name: Name, points: Points }),
  awaits: z.strictObject({ kind: z.literal('awaits'), name: Name, what: z.enum(awaited) }),
};
type FigureKind = keyof typeof figures;
const kinds = Object.keys(figures) as FigureKind[];
const AnyFigure = z.looseObject({ kind: z.enum(kinds) });
/** A figure by its kind, so that a mistake in it is told in the words of that kind. */
const Head = z.strictObject({ id, name: Name, layers: z.array(z.enum(layerIds)).max(layerIds.length), panels: z.array(z.strictObject({ name: Name, figures: z.array(z.unknown()).min(1).max(20) })).max(12) });

function figureAt(doc: Document, path: Path, found: Findings): unknown {
  const kind = kinds.find((k) => k === valueAt(doc, [...path, 'kind']));
  return kind === undefined ? readPart(AnyFigure, fieldsOf(AnyFigure), doc, path, found) : readPart(figures[kind], fieldsOf(figures[kind]), doc, path, found);
}
function topicAt(doc: Document, path: Path, found: Findings): Topic | null {
  const head = readPart(Head, fieldsOf(Head), doc, path, found);
  if (head === null) return null;
  const panels = head.panels.map((panel, p) => ({ name: panel.name, figures: panel.figures.map((_, f) => figureAt(doc, [...path, 'panels', p, 'figures', f], found)) }));
  return panels.some(({ figures: list }) => list.includes(null)) ? null : { ...head, panels } as Topic;
}

/** Reads the list of `topics.json`; every entry by itself, every figure by the fields of its kind (PRK-40). */
export function readTopics(doc: Document, found: Findings): readonly Entry<Topic>[] {
  if (!Array.isArray(doc.value)) { found.error(placeOf(doc, []), 'expected-list', { value: '' }); return []; }
  if (doc.value.length > mostTopics) { found.error(placeOf(doc, []), 'too-many', { most: mostTopics }); return []; }
  return doc.value.map((_, i) => {
    const name = valueAt(doc, [i, 'id']);
    return { id: typeof name === 'string' ? name : '', value: topicAt(doc, [i], found), at: (...path: Path) => placeOf(doc, [i, ...path]) };
  });
}
const mostTopics = 50;

const words = z.object({ zh: z.string(), en: z.string() });
const topicWith = <F extends z.ZodType>(figure: F) => z.object({ id: z.string(), name: words, layers: z.array(z.string()), panels: z.array(z.object({ name: words, figures: z.array(figure) })) });
/** A topic as the journal keeps it: the shape only, as of everything that was once imported. */
export const TopicJson = topicWith(z.looseObject({ kind: z.string() }));
/** A topic as a window gets it. */
export const TopicView = topicWith(z.discriminatedUnion('kind', [figures.count, figures.sum, figures.breakdown, figures.alarms, figures.reading, figures.state, figures.quality, figures.awaits]));
