import { z } from 'zod';
import type { Contract } from '#kernel/contract';

/** How the engine itself does. */
export const Health = z.object({
  node: z.string(), term: z.number(), startedAt: z.number(), now: z.number(),
  /** Why this engine was started again, if it was. */
  restart: z.object({ reason: z.string(), attempt: z.number() }).nullable(),
  journal: z.object({ state: z.enum(['recording', 'reserve', 'not-recording']), seq: z.number(), waiting: z.number(), fault: z.string().nullable() }),
  sources: z.object({ up: z.number(), all: z.number() }),
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
