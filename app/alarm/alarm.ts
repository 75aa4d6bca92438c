import type { Level, LimitKind, PointId, Range, SourceId } from '#app/park';
import type { Brand, EpochMs, MonoMs } from '#kernel/time';
import type { Memory, Terms } from './kinds/terms.ts';
import type { AlarmState, ConditionState } from './machine.ts';

export type AlarmId = Brand<string, 'AlarmId'>;
export const alarmId = (s: string): AlarmId => s as AlarmId;

/** Who raises. `term` grows with every start and every change of owner, `sequence` with every raise: no name is given twice. */
export interface Owner { readonly term: number; readonly sequence: number }

/** One raise of one alarm. What is acknowledged, handled and handed over is an occurrence, never just an alarm. */
export type Occurrence = Brand<string, 'Occurrence'>;
export const occurrence = (alarm: AlarmId, { term, sequence }: Owner): Occurrence => `${alarm}/${term}/${sequence}` as Occurrence;

/** ISA-18.2 knows three reasons to be silent; none implies or ends another. */
export const suppressions = ['shelved', 'byDesign', 'outOfService'] as const;
export type Suppression = (typeof suppressions)[number];

/** What an engineer sets; derived from the site by `rulesOf`. `point` is null for the alarm of a whole source or enterprise. `limit`: of HH H L LL, rate and deviation; for `digital` the state that alarms; for count and duration that of their bound; else null. `terms`: of the kinds that are written as rules. */
export interface AlarmRule {
  readonly id: AlarmId;
  readonly kind: LimitKind;
  readonly point: PointId | null;
  readonly source: SourceId;
  readonly range: Range;
  readonly limit: number | null;
  readonly deadband: number;
  readonly onDelayMs: number;
  readonly offDelayMs: number;
  readonly level: Level;
  readonly ackRequired: boolean;
  readonly confirmRequired: boolean;
  readonly handleWithinMs: number;
  readonly terms?: Terms;
}

/** What was seen when the alarm last changed its state. */
export interface Witness { readonly value: number | null; readonly status: number; readonly sourceTime: EpochMs | null; readonly receivedTime: EpochMs }

/**
 * What the engine knows. `since`: when `state` began, by the best witness. `raisedAt`: when this occurrence began. `dueAt`: when its running delay ends.
 * `confirmed`: OPC 10000-9's second stage; true unless the level asks for it and it is outstanding. `memory`: what some kinds must remember of before.
 */
export interface Alarm {
  readonly id: AlarmId;
  readonly condition: ConditionState;
  readonly state: AlarmState;
  readonly confirmed: boolean;
  readonly since: EpochMs;
  readonly raisedAt: EpochMs | null;
  readonly dueAt: MonoMs | null;
  readonly occurrence: Occurrence | null;
  readonly suppressed: Readonly<Record<Suppression, boolean>>;
  readonly witness: Witness | null;
  readonly memory?: Memory;
}

/** True if nothing of it concerns anybody: as good as never heard of. It may remember something all the same. */
export const isIdle = ({ condition, state, confirmed, suppressed: s }: Alarm): boolean =>
  condition === 'clear' && state === 'normal' && confirmed && !s.shelved && !s.byDesign && !s.outOfService;
