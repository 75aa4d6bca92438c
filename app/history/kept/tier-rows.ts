/**
 * Rows of a tier of one point, in columns, ascending by `start` (epoch ms, a multiple of the step), at most one a step; a step in which nothing came has none. A reading is a value that an instrument gave: bad ones are not, save those
 * beyond the range. `samples`: all that came; `readings`: those with a reading. `min` to `sum` are of the readings (NaN where there were none), `firstAt`/`lastAt` their places inside the step in ms, `m2` the sum of squares about
 * the mean. `knownMs`: for how long in the step a value was known; `area`: the integral of the value over that time, value x ms (of a digital point: for how long it was 1). `worst`: 0 good, 1 uncertain, 2 bad.
 */
export interface TierRows {
  readonly length: number;
  readonly start: Float64Array; readonly samples: Float64Array; readonly readings: Float64Array;
  readonly min: Float64Array; readonly max: Float64Array; readonly first: Float64Array; readonly last: Float64Array; readonly firstAt: Float64Array; readonly lastAt: Float64Array;
  readonly sum: Float64Array; readonly m2: Float64Array; readonly knownMs: Float64Array; readonly area: Float64Array; readonly worst: Uint8Array;
}
