import type { Selected } from '#app/selection';
import type { Action } from '#kit/actions';
import { mostTrendPoints, pointsUnder, trendShowOf, type Park } from '../features.ts';
import type { Workstation } from './workstation.ts';

/** The point of an alarm, by its name, so that it need not be on the list any more. */
function pointOfAlarm({ site }: Park, alarm: string): string {
  const rule = site.rules?.find((r) => `${r.id}.${r.kind}` === alarm);
  return rule?.point ?? alarm.slice(0, Math.max(0, alarm.lastIndexOf('.')));
}
/** The points of what somebody looks at: itself, that of an alarm, the first of a place; none of a source. */
export function trendPoints(park: Park | null, what: Selected | null): readonly string[] {
  if (park === null || what === null) return [];
  if (what.kind === 'asset') return pointsUnder(park, what.id, mostTrendPoints).map((p) => p.id);
  const point = what.kind === 'point' ? what.id : what.kind === 'alarm' ? pointOfAlarm(park, what.id) : '';
  return park.points.has(point) ? [point] : [];
}

type Of = Pick<Workstation, 'windows' | 'now'>;
/** Shows points in the window of trends. `since`: when what is looked at began (epoch ms); where that is longer ago than an hour, the trend shows it. */
export function openTrend({ windows, now }: Of, points: readonly string[], more: { readonly spanMs?: number; readonly since?: number | null } = {}): void {
  if (points.length === 0) return;
  const { spanMs = 3_600_000, since = null } = more;
  const at = since !== null && now.getState() - since > spanMs * 0.9 ? { at: since } : {};
  void windows.open('trend', trendShowOf({ points, spanMs, ...at }, now.getState()));
}

/** F7: the trend of what is looked at. */
export const trendAction = (of: Of, points: () => readonly string[], since: () => number | null = () => null): Action =>
  ({ id: 'trend', title: 'workstation:key-trend', keys: ['F7'], needs: 'window.open', allowed: () => points().length > 0, run: () => openTrend(of, points(), { since: since() }) });
