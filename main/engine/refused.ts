import type { Fault } from '#kernel/result';

interface Detail { readonly where: string; readonly fault: Fault }

/** Why an engine did not start: one fault and, where a site has mistakes, every one of them with its place (`points.csv:12 hh`; empty: the folder as a whole). `warnings`: what was found beside. */
export interface Refused {
  readonly ok: false;
  readonly fault: Fault;
  readonly details: readonly Detail[];
  readonly warnings?: readonly Detail[];
}
