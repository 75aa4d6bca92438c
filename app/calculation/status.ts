import { endOf, Status, wordOf } from '#app/acquisition';

/** Words of OPC UA Part 4 that a calculation says by itself (CAL-13). */
export const CalculationStatus = {
  /** An input has not said a word yet: BadWaitingForInitialData. */
  waiting: 0x8032_0000,
  /** An input says that it is good and has no value: BadNoData. */
  noData: 0x809b_0000,
  /** Its inputs have values, and the result is no number: BadInvalidArgument. */
  notComputable: 0x80ab_0000,
  /** The expression means nothing: BadConfigurationError. */
  misconfigured: 0x8089_0000,
  /** What is counted stands, and cannot be counted on: UncertainLastUsableValue. */
  lastUsable: 0x4090_0000,
  /** Less is known than was asked for: UncertainSubNormal. */
  subNormal: Status.subNormal,
} as const;

/** 0 good, 1 uncertain, 2 beyond the range and still a value, 3 no value. */
const rank = (status: number): number => (status >>> 30 === 0 ? 0 : status >>> 31 === 0 ? 1 : wordOf(status) === Status.outOfRange ? 2 : 3);
/** The worse of two; of two alike the first. */
export const worse = (a: number, b: number): number => (b === 0 || a === b ? a : rank(b) > rank(a) ? b : a);
export const isLost = (status: number): boolean => rank(status) === 3;
/** True of a status under which no value may be used (HOUSE 2.3). */
export const hasNoValue = (status: number): boolean => rank(status) === 3 || wordOf(status) === Status.noCommunicationLastUsable;

/** What a calculation takes of an input's status (CAL-10): its word and the device's own code. One that stands at the end of its scale may be anything beyond it. */
export function carried(status: number, hasValue: boolean): number {
  if (!hasValue && !hasNoValue(status)) return CalculationStatus.noData;
  if (status === 0) return 0;
  const own = (status & 0xffff_001f) >>> 0;
  return own >>> 30 === 0 && endOf(status) !== null ? Status.engineeringUnitsExceeded : own;
}
