import { z } from 'zod';
import { shown, type Findings } from '../fault.ts';
import type { PointRow } from '../points.ts';
import { type Document, placeOf, readPart } from '../reading/document.ts';
import { nearest } from '../reading/nearest.ts';
import { fieldsOf, id } from '../schema.ts';
import { categories, type Category, type HistoryRules } from '../site.ts';

const days = z.number().int().min(0).max(36_500);
const RetentionEntry = z.strictObject({ id, rawDays: days.min(1), minuteDays: days, hourDays: days, dayDays: days });
const OfCategory = z.strictObject({ class: id.exactOptional(), deviationPercent: z.number().min(0).max(10).exactOptional() });
const ofCategories = Object.fromEntries(['*', ...categories].map((c) => [c, OfCategory.exactOptional()])) as Record<Category | '*', z.ZodExactOptional<typeof OfCategory>>;
/** `history.json`: how much of the disk history may take, for how long each class is kept, and which class and deviation a point has by its category. */
const HistoryFile = z.strictObject({
  budgetGB: z.number().min(1).max(1_000_000).nullable().default(null),
  classes: z.array(RetentionEntry).min(1).max(50).exactOptional(),
  categories: z.strictObject(ofCategories).default({}),
});

/** The same, as the journal keeps it: the shape only. */
export const HistoryJson = z.object({
  budgetGB: z.number().nullable(), classes: z.array(z.object({ id: z.string(), rawDays: z.number(), minuteDays: z.number(), hourDays: z.number(), dayDays: z.number() })),
  categories: z.record(z.string(), z.object({ class: z.string().exactOptional(), deviationPercent: z.number().exactOptional() })),
});

/**
 * What holds where a site says nothing (PRK-50). `standard`: a season as it came, this month beside the same month last year in minutes, ten years in hours and days. `watched`: what a park must answer for
 * longest after an accident, a year as it came and three in minutes; the law asks 30 days of a major hazard source (docs/history.md).
 */
export const defaultHistory: HistoryRules = {
  budgetGB: null,
  classes: [{ id: 'standard', rawDays: 90, minuteDays: 400, hourDays: 3650, dayDays: 3650 }, { id: 'watched', rawDays: 400, minuteDays: 1100, hourDays: 3650, dayDays: 3650 }],
  categories: { '*': { class: 'standard', deviationPercent: 0.1 }, hazard: { class: 'watched' }, gas: { class: 'watched' }, fire: { class: 'watched' }, environment: { class: 'watched' } },
};

/** A history where classes are written and no category says which: the first of them is for all. */
const named = (rules: Omit<HistoryRules, 'classes'> & { readonly classes?: HistoryRules['classes'] }): HistoryRules => {
  const { classes = defaultHistory.classes, budgetGB, categories: of } = rules;
  const first = classes[0]?.id ?? '';
  const base = rules.classes === undefined ? defaultHistory.categories : { '*': { class: first } };
  const both = Object.keys({ ...base, ...of }).map((c) => [c, { ...base[c as Category], ...of[c as Category] }]);
  const all = Object.fromEntries(both) as HistoryRules['categories'];
  return { budgetGB, classes, categories: { ...all, '*': { class: first, deviationPercent: 0.1, ...all['*'] } } };
};

/** Reads `history.json`; null when it cannot be meant. A class that a category names must be there (PRK-50). */
export function readHistory(doc: Document, found: Findings): HistoryRules | null {
  const read = readPart(HistoryFile, fieldsOf(HistoryFile), doc, [], found);
  if (read === null) return null;
  const rules = named(read);
  const classes = rules.classes.map((c) => c.id);
  const errors = found.errors();
  classes.forEach((name, i) => {
    const first = classes.indexOf(name);
    if (first < i) found.error(placeOf(doc, ['classes', i, 'id']), 'duplicate-id', { id: name, firstFile: doc.file, firstLine: doc.lineOf(['classes', first, 'id']) });
  });
  for (const [category, { class: name }] of Object.entries(read.categories as HistoryRules['categories'])) {
    if (name !== undefined && !classes.includes(name)) found.error(placeOf(doc, ['categories', category, 'class']), 'unknown-class', { id: shown(name), nearest: nearest(name, classes) });
  }
  return found.errors() > errors ? null : rules;
}

/** The class that a point names in its column `history` is one that there is (PRK-51). Null: what there is is not known, so nothing is judged. */
export function checkKeeping(points: readonly PointRow[], rules: HistoryRules | null, found: Findings): void {
  if (rules === null) return;
  const classes = rules.classes.map((c) => c.id);
  for (const row of points) {
    const name = row.point?.keeping?.class;
    if (name !== undefined && !classes.includes(name)) found.error(row.at('history'), 'unknown-class', { id: shown(name), nearest: nearest(name, classes) });
  }
}
