import type { Fault } from '#kernel/result';

/** Why an engine did not start: one fault and, where a site has mistakes, every one of them with its place (`points.csv:12 hh`). */
export interface Refused {
  readonly ok: false;
  readonly fault: Fault;
  readonly details: readonly { readonly where: string; readonly fault: Fault }[];
}
