import fs from 'node:fs';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import type { Batch } from '#app/acquisition';
import type { AnswerOf, HistoryPlan, HistoryPoint } from '#app/history';
import { pointId } from '#app/park';
import { openHistorian, type OpenedHistorian, type OpenHistorianOptions, type StorageNote } from '#storage';
import { must, tempFolder } from '../../opened.ts';

/** When the samples of a test begin: yesterday, on a minute. */
export const day = 86_400_000;
export const start = Math.floor((Date.now() - day) / 60_000) * 60_000;

export const point = (handle: number, change: Partial<HistoryPoint> = {}): HistoryPoint =>
  ({ handle, id: pointId(`P-${handle}`), type: 'analog', range: { low: 0, high: 100 }, bits: null, deviation: 0, retention: 'standard', holdMs: 60_000, ...change });
export const planOf = (points: readonly HistoryPoint[]): HistoryPlan => ({ points, classes: [{ name: 'standard', rawDays: 1000, minuteDays: 1000, hourDays: 1000, dayDays: 1000 }], budgetBytes: null });

export interface Row { readonly handle: number; readonly value: number; readonly time: number; readonly status?: number; readonly received?: number; readonly words?: string }
export function batch(rows: readonly Row[]): Batch {
  const text = new Map(rows.flatMap((r, i) => (r.words === undefined ? [] : [[i, r.words] as const])));
  return {
    length: rows.length, handle: Uint32Array.from(rows, (r) => r.handle), value: Float64Array.from(rows, (r) => r.value), status: Uint32Array.from(rows, (r) => r.status ?? 0),
    sourceTime: Float64Array.from(rows, (r) => r.time), receivedTime: Float64Array.from(rows, (r) => r.received ?? r.time + 10), ...(text.size > 0 && { text }),
  };
}
export interface Opened { readonly dir: string; readonly history: OpenedHistorian; readonly notes: readonly StorageNote[] }
/** Closed at the end of the test if not before. */
export async function openedHistory(dir = tempFolder(), options: Partial<OpenHistorianOptions> = {}): Promise<Opened> {
  fs.mkdirSync(path.join(dir, 'history'), { recursive: true });
  const notes: StorageNote[] = [];
  const history = must(await openHistorian({ dir, note: (n) => notes.push(n), ...options, limits: { leaveBytes: 0, ...options.limits } }));
  onTestFinished(() => history.close());
  return { dir, history, notes };
}
export const wanted = { still: () => true, lost: () => undefined };
/** All samples of a point, as [ms since the start, value or words]. */
export async function rowsOf(history: OpenedHistorian, handle: number): Promise<readonly (readonly [number, number | string | null])[]> {
  const answer: AnswerOf<'history.rows'> = must(await history.ask('history.rows', { point: `P-${handle}`, from: start - day, to: start + 3 * day, limit: 10_000 }, wanted));
  return answer.at.map((at, i) => [at - start, answer.text[String(i)] ?? answer.value[i] ?? null]);
}
