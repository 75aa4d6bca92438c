import type { ZodType, infer as Infer } from 'zod';
import { checkTogether, type Entry } from '../check.ts';
import type { Findings } from '../fault.ts';
import { readPoints, type PointRow } from '../points.ts';
import { type Document, type Path, placeOf, readPart, type Sheet, valueAt } from './document.ts';
import { checkClassified, checkLevels } from './levels.ts';
import { checkRules } from './rule-checks.ts';
import { checkKeeping, defaultHistory, readHistory } from '../keeping/history.ts';
import { readTopics } from '../topics/reading.ts';
import { readRules } from './rules.ts';
import type { UnitScale } from './treatment.ts';
import { AssetEntry, fieldsOf, LevelsFile, SiteFile, SourceEntry } from '../schema.ts';
import { assetId, sourceId, type Asset, type HistoryRules, type LevelTable, type PointDefinition, type RuleDefinition, type Site, type SourceDefinition, type Topic } from '../site.ts';

/** The files of a folder as text became data; null is a file that is missing or could not be read, which whoever read it has said already. */
export interface SiteFiles {
  readonly site: Document | null;
  /** In the order of their names; null when one of them could not be read. */
  readonly assets: readonly Document[] | null;
  readonly sources: Document | null;
  readonly levels: Document | null;
  readonly points: Sheet | null;
  /** Undefined where the folder has none. */
  readonly rules?: Document | null | undefined;
  /** Undefined where the folder has none. */
  readonly topics?: Document | null | undefined;
  /** Undefined where the folder has none. */
  readonly history?: Document | null | undefined;
}

const assetOf = (a: Infer<typeof AssetEntry>): Asset => ({ ...a, id: assetId(a.id), parent: a.parent === null ? null : assetId(a.parent) });
const sourceOf = (s: Infer<typeof SourceEntry>): SourceDefinition => ({ ...s, id: sourceId(s.id) });
const levelsOf = ({ version, basis, policies, rows }: Infer<typeof LevelsFile>): LevelTable =>
  ({ version, basis, policies: policies.map(({ handleWithinS, ...p }) => ({ ...p, handleWithinMs: Math.round(handleWithinS * 1000) })), rows });

/** The id of an entry that could not be read whole, so that what points at it is not called wrong too. */
function idAt(doc: Document, path: Path): string {
  const id = valueAt(doc, [...path, 'id']);
  return typeof id === 'string' ? id : '';
}

/** A file that holds a list: every entry is read by itself, so that one mistake hides no other. */
function listOf<S extends ZodType, T>(schema: S, to: (value: Infer<S>) => T, doc: Document, found: Findings): readonly Entry<T>[] {
  if (!Array.isArray(doc.value)) { found.error(placeOf(doc, []), 'expected-list', { value: '' }); return []; }
  return doc.value.map((_, i) => {
    const value = readPart(schema, fieldsOf(schema), doc, [i], found);
    return { id: idAt(doc, [i]), value: value === null ? null : to(value), at: (...path: Path) => placeOf(doc, [i, ...path]) };
  });
}
function siteEntry(doc: Document, found: Findings): Entry<Infer<typeof SiteFile>> {
  return { id: idAt(doc, []), value: readPart(SiteFile, fieldsOf(SiteFile), doc, [], found), at: (...path) => placeOf(doc, path) };
}
const wholePoints = (rows: readonly PointRow[] | null): readonly PointDefinition[] => rows?.flatMap((p) => (p.point === null ? [] : [p.point])) ?? [];
const whole = <T>(entries: readonly Entry<T>[] | null): readonly T[] => entries?.flatMap((e) => (e.value === null ? [] : [e.value])) ?? [];

const entriesOf = <S extends ZodType, T>(schema: S, to: (value: Infer<S>) => T, docs: readonly Document[] | null, found: Findings): readonly Entry<T>[] | null =>
  docs?.flatMap((doc) => listOf(schema, to, doc, found)) ?? null;

function levelTable(doc: Document | null, found: Findings): LevelTable | null {
  const table = doc === null ? null : readPart(LevelsFile, fieldsOf(LevelsFile), doc, [], found);
  return table === null ? null : levelsOf(table);
}

const rulesIn = ({ rules }: SiteFiles, found: Findings): readonly Entry<RuleDefinition>[] | null => (rules === undefined ? [] : rules === null ? null : readRules(rules, found));
const topicsIn = ({ topics }: SiteFiles, found: Findings): readonly Entry<Topic>[] | null => (topics === undefined ? [] : topics === null ? null : readTopics(topics, found));
/** Undefined: nothing is said of history; null: what is said could not be read. */
const historyIn = ({ history }: SiteFiles, found: Findings): HistoryRules | null | undefined => (history === undefined || history === null ? history : readHistory(history, found));
/** No rules leave no trace, so that a site without them is what it was before there were any. */
const written = (rules: readonly RuleDefinition[], topics: readonly Topic[], history: HistoryRules | undefined): Pick<Site, 'rules' | 'topics' | 'history'> => ({ ...(history && { history }), ...(rules.length > 0 && { rules }), ...(topics.length > 0 && { topics }) });

const listed = (doc: Document | null): readonly Document[] | null => (doc === null ? null : [doc]);
function judgeLevels(levels: LevelTable | null, doc: Document | null, of: Parameters<typeof checkClassified>[1], found: Findings): void {
  if (levels === null || doc === null) return;
  checkLevels(levels, doc, found);
  checkClassified(levels, of, doc, found);
}

/** Makes a site of the files of its folder. Null when anything is wrong; what is wrong, and what is odd, is added to `found`, all of it (PRK-01). */
export function siteOf(files: SiteFiles, units: UnitScale, found: Findings): Site | null {
  const site = files.site && siteEntry(files.site, found);
  const assets = entriesOf(AssetEntry, assetOf, files.assets, found);
  const sources = entriesOf(SourceEntry, sourceOf, listed(files.sources), found);
  const points = files.points && readPoints(files.points, units, found);
  const levels = levelTable(files.levels, found);
  const rules = rulesIn(files, found);
  const topics = topicsIn(files, found);
  const history = historyIn(files, found);
  const draught = { site, assets, sources, points, rules, topics };
  checkTogether(draught, found);
  checkRules(draught, found);
  checkKeeping(points ?? [], history === undefined ? defaultHistory : history, found);
  const good = wholePoints(points);
  judgeLevels(levels, files.levels, { points: good, sources: whole(sources), rules: whole(rules) }, found);
  const self = site?.value ?? null;
  if (found.errors() > 0 || self === null || levels === null || [assets, sources, points, rules, topics, history].includes(null)) return null;
  return { ...self, assets: whole(assets), sources: whole(sources), points: good, levels, ...written(whole(rules), whole(topics), history ?? undefined) };
}
