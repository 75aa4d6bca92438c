import { defaultHistory, type Category, type HistoryRules, type PointDefinition, type PointId, type Site } from '#app/park';
import { holdOf, isStepped, type HistoryPlan, type HistoryPoint, type RetentionClass } from './plan.ts';

const bytesInGB = 1e9;
/** What is said of a category, and where it says nothing, of all. */
function ofCategory({ categories }: HistoryRules, category: Category): { readonly class: string; readonly deviationPercent: number } {
  const [own, all] = [categories[category], categories['*']];
  return { class: own?.class ?? all?.class ?? '', deviationPercent: own?.deviationPercent ?? all?.deviationPercent ?? 0 };
}
/** The name of the class of states beside a class. */
const statesOf = (name: string): string => `${name}:states`;
/** States and words are few and cannot be thinned out: beside each class stands one that keeps them as they came for as long as its longest tier (HIS-60). */
const classesOf = ({ classes }: HistoryRules): readonly RetentionClass[] => classes.flatMap(({ id, rawDays, minuteDays, hourDays, dayDays }) => [
  { name: id, rawDays, minuteDays, hourDays, dayDays }, { name: statesOf(id), rawDays: Math.max(rawDays, dayDays), minuteDays, hourDays, dayDays },
]);

function pointOf(rules: HistoryRules, { id, type, range, category, keeping, periodMs }: PointDefinition, handle: number): HistoryPoint {
  const own = ofCategory(rules, category);
  const name = keeping?.class ?? own.class;
  const deviation = isStepped(type) ? 0 : keeping?.deviation ?? (range.high - range.low) * own.deviationPercent / 100;
  return { handle, id, type, range, bits: keeping?.bits ?? null, deviation, retention: isStepped(type) ? statesOf(name) : name, holdMs: holdOf(periodMs) };
}

/** What history is told to keep of a site (HIS-60): each point with the deviation and the class that its row, its category or all say, in this order. `handleOf`: what its batches carry; a point without one is left out. */
export function historyPlan(site: Pick<Site, 'points' | 'history'>, handleOf: (id: PointId) => number | undefined): HistoryPlan {
  const rules = site.history ?? defaultHistory;
  const points = site.points.flatMap((p) => { const handle = handleOf(p.id); return handle === undefined ? [] : [pointOf(rules, p, handle)]; });
  return { points, classes: classesOf(rules), budgetBytes: rules.budgetGB === null ? null : rules.budgetGB * bytesInGB };
}
