import type { Sample } from '#app/acquisition';
import type { Fault } from '#kernel/result';
import type { Moment } from '#kernel/time';

/**
 * What the plant says, or fails to say. `at`: when we learnt of it; delays count from its `mono`, records keep its `now`.
 * `linkDown`: the whole source has lost its link. `late`: judged out of turn, so it proves nothing to be over.
 * `stale`: nothing came for too long; `last` is what came last. `link`: the link of the source. `partner`: not of the rule's own point, but of the one it is compared with.
 */
export type Seen =
  | { readonly type: 'sample'; readonly sample: Sample; readonly at: Moment; readonly linkDown?: boolean; readonly late?: boolean; readonly partner?: boolean }
  | { readonly type: 'tick'; readonly at: Moment }
  | { readonly type: 'stale'; readonly last: Sample | null; readonly at: Moment; readonly partner?: boolean }
  | { readonly type: 'link'; readonly up: boolean; readonly reason: Fault | null; readonly at: Moment; readonly partner?: boolean };
