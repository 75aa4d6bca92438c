import { z } from 'zod';

const ms = z.number().int().min(0).max(400 * 86_400_000);
/** How long and how often, in milliseconds and numbers. Zero days of age: a password does not age. Changed by `policy.changed`, as a whole (ACC-06). */
export const Policy = z.object({
  password: z.object({
    least: z.number().int().min(8).max(64), classes: z.number().int().min(3).max(4), remembered: z.number().int().min(0).max(24), oldestMs: ms, youngestMs: ms, warnMs: ms,
  }),
  /** `free`: failures that cost nothing; `waitsMs`: the wait after the next, and the next; the last is for all that follow. `forgetMs`: after so long without a failure the count begins anew. */
  lockout: z.object({ free: z.number().int().min(1).max(10), waitsMs: z.array(z.number().int().min(1000).max(3_600_000)).min(1).max(20), forgetMs: ms }),
  /** The same for one workstation whoever is tried at it: one password on many names. */
  workstation: z.object({ free: z.number().int().min(1).max(100), waitsMs: z.array(z.number().int().min(1000).max(3_600_000)).min(1).max(20), forgetMs: ms }),
  session: z.object({ idleMs: z.number().int().min(30_000).max(86_400_000), longestMs: z.number().int().min(60_000).max(172_800_000), most: z.number().int().min(1).max(20) }),
  /** How long a password given by others counts before it must have been changed. */
  temporaryMs: z.number().int().min(60_000).max(172_800_000),
}).refine((p) => p.lockout.waitsMs.every((w, i, all) => i === 0 || w >= (all[i - 1] ?? 0)) && p.workstation.waitsMs.every((w, i, all) => i === 0 || w >= (all[i - 1] ?? 0)), { message: 'waits grow' });
export type Policy = z.infer<typeof Policy>;
export type LockoutPolicy = Policy['lockout'];

const minute = 60_000;
const day = 86_400_000;
/** What a park begins with. Three classes: S0c-004. Age and history: GB/T 22239-2019 8.1.4.1 asks for a change at intervals; 90 days and five are what its assessors expect. */
export const firstPolicy: Policy = {
  password: { least: 10, classes: 3, remembered: 5, oldestMs: 90 * day, youngestMs: day, warnMs: 7 * day },
  lockout: { free: 3, waitsMs: [30_000, minute, 2 * minute, 5 * minute, 15 * minute, 30 * minute], forgetMs: day },
  workstation: { free: 20, waitsMs: [30_000, minute, 5 * minute], forgetMs: 60 * minute },
  session: { idleMs: 10 * minute, longestMs: 12 * 60 * minute, most: 4 },
  temporaryMs: day,
};
