import { z } from 'zod';
import type { Contract } from '#kernel/contract';

/** How the engine itself does. */
export const Health = z.object({
  node: z.string(), term: z.number(), startedAt: z.number(), now: z.number(),
  /** Why this engine was started again, if it was. */
  restart: z.object({ reason: z.string(), attempt: z.number() }).nullable(),
  journal: z.object({ state: z.enum(['recording', 'reserve', 'not-recording']), seq: z.number(), waiting: z.number(), fault: z.string().nullable() }),
  sources: z.object({ up: z.number(), all: z.number() }),
  /** Whether samples are kept; `off`: this engine keeps none. `used`: the share of its room that is taken, 0 to 1. `refused`: samples that were not kept as they came, since the start. */
  history: z.object({ state: z.enum(['keeping', 'stopped', 'off']), reason: z.string().nullable(), lagMs: z.number(), used: z.number(), refused: z.number(), quarantined: z.number() }),
  samplesPerSecond: z.number(), cpuPercent: z.number(), memoryMB: z.number(),
  /** Whether the journal can be believed: what its last verification and the last start found; `unknown`: it is too long ago. */
  audit: z.enum(['ok', 'broken', 'unknown']),
  /** The last jump of the wall clock, in ms, and when. */
  clockJump: z.object({ ms: z.number(), at: z.number() }).nullable(),
});
export type Health = z.infer<typeof Health>;

export const healthContract = {
  calls: { 'health.get': { in: z.object({}), out: Health, needs: 'health.view' } },
  streams: { 'health.changed': { kind: 'latest', of: Health, needs: 'health.view', paceMs: 1000 } },
} as const satisfies Contract;
