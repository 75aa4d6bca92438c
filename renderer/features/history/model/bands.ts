import type { AlarmStep } from '#app/alarm';
import type { PointView, RuleView } from '#app/park';

/** One occurrence of an alarm. `from`: raised; `to`: its condition was gone, null: it is not; `acknowledged`: when and by whom somebody did. */
export interface Band {
  readonly alarm: string; readonly point: string; readonly kind: string; readonly level: AlarmStep['level']; readonly occurrence: string;
  readonly from: number; readonly to: number | null; readonly acknowledged: number | null; readonly by: string | null; readonly value: number | null; readonly limit: number | null;
}

const limitNames = ['HH', 'H', 'L', 'LL'] as const;
/** The alarms that a point can have: its limits, its state, the loss of its value, and the rules that were written for it. */
export function alarmsOf(point: PointView, rules: readonly RuleView[]): readonly string[] {
  const limits = limitNames.filter((k) => point.limits[k] !== null);
  const own = point.type === 'digital' && point.alarmWhen !== null ? ['digital'] : [];
  return [...limits, ...own, 'noValue', 'stale'].map((k) => `${point.id}.${k}`).concat(rules.filter((r) => r.point === point.id).map((r) => `${r.id}.${r.kind}`));
}

const over = new Set(['returned', 'cleared', 'closed']);
/** TRD-11: the occurrences of an alarm out of its steps, the oldest first. One of which only the end is known begins with its first known step. */
export function bandsOf(alarm: string, point: string, steps: readonly AlarmStep[]): readonly Band[] {
  const by = Map.groupBy(steps.filter((s) => s.occurrence !== null).toSorted((a, b) => a.seq - b.seq), (s) => s.occurrence ?? '');
  return [...by].map(([occurrence, of]) => {
    const raised = of.find((s) => s.kind === 'raised') ?? of[0]!;
    const acknowledged = of.find((s) => s.kind === 'acknowledged');
    return {
      alarm, point, kind: alarm.slice(alarm.lastIndexOf('.') + 1), level: raised.level, occurrence, from: raised.time, to: of.find((s) => over.has(s.kind))?.time ?? null,
      acknowledged: acknowledged?.time ?? null, by: acknowledged?.actor ?? null, value: raised.value, limit: raised.limit,
    };
  }).toSorted((a, b) => a.from - b.from);
}
/** Those that touch a stretch of time. */
export const bandsIn = (bands: readonly Band[], from: number, to: number): readonly Band[] => bands.filter((b) => b.from <= to && (b.to ?? Infinity) >= from);
