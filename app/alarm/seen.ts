import type { Sample } from '#app/acquisition';
import type { Fault } from '#kernel/result';
import type { Moment } from '#kernel/time';

/**
 * What the plant says, or fails to say. `at`: when we learnt of it; delays count from its `mono`, records keep its `now`.
 * `linkDown`: the whole source has lost its link. `late`: judged out of turn, so it proves nothing to be over.
 * `stale`: nothing came for too long; `last` is what came last. `link`: the link of the source. `partner`: not of the rule's own point, but of the one it is compared with.
 * `finding`: what was found out about a whole source (ALM-61), with its number: seconds that its clock is off, seconds that nothing moved, refusals.
 */
export type Seen =
  | { readonly type: 'sample'; readonly sample: Sample; readonly at: Moment; readonly linkDown?: boolean; readonly late?: boolean; readonly partner?: boolean }
  | { readonly type: 'tick'; readonly at: Moment }
  | { readonly type: 'stale'; readonly last: Sample | null; readonly at: Moment; readonly partner?: boolean }
  | { readonly type: 'finding'; readonly met: boolean; readonly value: number | null; readonly at: Moment }
  | { readonly type: 'link'; readonly up: boolean; readonly reason: Fault | null; readonly at: Moment; readonly partner?: boolean };
