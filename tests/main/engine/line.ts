import { batchOf, type Sample } from '#app/acquisition';
import { alarmId, type AlarmChange, type AlarmRule, type StoredAlarm } from '#app/alarm';
import { pointId, sourceId } from '#app/park';
import { epochMs } from '#kernel/time';
import { pipeline } from '../../../main/engine/pipeline.ts';
import type { PipelinePoint } from '../../../main/engine/judge/latest.ts';
import { handClock } from '../../clock.ts';

const range = { low: 0, high: 100 };
/** Points 1 to n are a, b, c ... of source `plc`. */
export const point = (name: string, handle: number, periodMs = 0, source = 'plc'): PipelinePoint => ({ handle, id: pointId(name), source: sourceId(source), periodMs, range });
export const rule = (id: string, name: string | null, more: Partial<AlarmRule> = {}): AlarmRule => ({
  id: alarmId(id), kind: 'HH', point: name === null ? null : pointId(name), source: sourceId('plc'), range, limit: 25, deadband: 2, onDelayMs: 0, offDelayMs: 0,
  level: 'A', ackRequired: true, confirmRequired: false, handleWithinMs: 180_000, ...more,
});
export const noValue = (name: string): AlarmRule => rule(`${name}.noValue`, name, { kind: 'noValue', limit: null, deadband: 0, onDelayMs: 2000 });
export const stale = (name: string): AlarmRule => rule(`${name}.stale`, name, { kind: 'stale', limit: null, deadband: 0 });
export const source = (id = 'plc'): AlarmRule => rule(`${id}.source`, null, { kind: 'source', source: sourceId(id), limit: null, deadband: 0 });

export type Row = readonly [handle: number, value: number | null, more?: Partial<Sample>];

/** A pipeline on a clock moved by hand, and what it said: `<what> <alarm>`; `changes` keeps all of it. */
export function start(points: readonly PipelinePoint[], rules: readonly AlarmRule[], { restored = [], hand = handClock(), term = 4, keeps, begun }: { restored?: readonly StoredAlarm[]; hand?: ReturnType<typeof handClock>; term?: number; keeps?: () => boolean; begun?: () => boolean } = {}) {
  const said: string[] = [];
  const changes: AlarmChange[] = [];
  const faults: string[] = [];
  const lines = pipeline(points, rules, { clock: hand.clock, term, restored, fault: (id, error) => faults.push(`${id} ${String(error)}`), ...(keeps && { keeps }), ...(begun && { begun }) }, (c) => {
    changes.push(c);
    said.push(`${c.what} ${c.alarm.id}`);
  });
  const take = (...rows: Row[]): Promise<void> =>
    lines.take(batchOf(rows.map(([handle, value, more]) => ({ handle, value, status: 0, sourceTime: null, receivedTime: hand.clock.now(), ...more }))));
  /** Rows dated `ago` ms before now. */
  const dated = (ago: number, ...rows: Row[]): Promise<void> => take(...rows.map(([h, v, more]): Row => [h, v, { sourceTime: epochMs(hand.clock.now() - ago), ...more }]));
  /** Rows that their sender calls late, dated `ago` ms before now; null: without a date. */
  const late = (ago: number | null, ...rows: Row[]): Promise<void> => lines.take(batchOf(rows.map(([handle, value]) => ({ handle, value, status: 0, sourceTime: ago === null ? null : epochMs(hand.clock.now() - ago), receivedTime: hand.clock.now(), late: true as const }))));
  /** Seconds go by one at a time, as they do. */
  const seconds = (n: number): void => { for (let i = 0; i < n; i++) hand.pass(1000); };
  /** What was said since it was last asked. */
  const heard = (): string[] => said.splice(0);
  return { hand, said, heard, changes, faults, take, dated, late, seconds, lines };
}
