import { readFile } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';
import type { Samples } from '../../simulator/plant/plant.ts';

export const demoSite = new URL('../../resources/sites/demo/', import.meta.url);
export type Cells = Readonly<Record<string, string>>;
export const wholeSite = new URL('../../resources/sites/whole/', import.meta.url);
export const readPoints = async (site: URL = demoSite): Promise<readonly Cells[]> => parse<Cells>(await readFile(new URL('points.csv', site)), { columns: true });

interface Limit { readonly point: string; readonly kind: string; readonly limit: number; readonly deadband: number; readonly onS: number; readonly offS: number }
/** `kind`: hh, h, l, ll or digital; `up`: raised, else cleared. */
export interface Crossing { readonly atS: number; readonly point: string; readonly kind: string; readonly up: boolean }

const limitsOf = (p: Cells): Limit[] => {
  const base = { point: p['point']!, deadband: Number(p['deadband']), onS: Number(p['on_delay_s']), offS: Number(p['off_delay_s']) };
  const limits = ['hh', 'h', 'l', 'll'].filter((k) => p[k] !== '').map((kind) => ({ ...base, kind, limit: Number(p[kind]) }));
  return p['alarm_when'] === '' ? limits : [...limits, { ...base, kind: 'digital', limit: Number(p['alarm_when']) }];
};
/** Beyond the limit, and back by more than the deadband. */
function judge({ kind, limit, deadband }: Limit, v: number): { readonly beyond: boolean; readonly back: boolean } {
  if (kind === 'digital') return { beyond: v === limit, back: v !== limit };
  return kind.startsWith('h') ? { beyond: v >= limit, back: v < limit - deadband } : { beyond: v <= limit, back: v > limit + deadband };
}

/** A plain reading of points.csv, apart from the alarm engine: what rises and clears while a plant runs. */
export function alarmWatch(points: readonly Cells[]) {
  const limits = points.flatMap(limitsOf).map((l) => ({ l, up: false, since: null as number | null }));
  const crossings: Crossing[] = [];
  return {
    crossings,
    look(atS: number, samples: Samples): void {
      for (const s of limits) {
        const seen = judge(s.l, Number(samples.get(s.l.point)));
        if (s.up ? !seen.back : !seen.beyond) { s.since = null; continue; }
        s.since ??= atS;
        if (atS - s.since < (s.up ? s.l.offS : s.l.onS)) continue;
        s.up = !s.up;
        s.since = null;
        crossings.push({ atS, point: s.l.point, kind: s.l.kind, up: s.up });
      }
    },
    standing: (): string[] => limits.filter((s) => s.up).map((s) => `${s.l.point}/${s.l.kind}`).toSorted(),
  };
}
