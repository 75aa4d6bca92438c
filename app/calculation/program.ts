/** What an expression is reckoned over: the inputs in columns by slot, and how far it came. `value` NaN: none. `status`: as carried. `heard`: samples so far. `worst`: of all that was used. `dt`: ms since it was reckoned last; less than nothing takes back what was reckoned ahead. */
export interface Frame {
  readonly value: Float64Array; readonly status: Uint32Array; readonly heard: Float64Array;
  worst: number; dt: number;
}
/** Reckons one term; NaN: no value. What it uses of quality it adds to `worst`. */
export type Reckon = (c: Frame) => number;
