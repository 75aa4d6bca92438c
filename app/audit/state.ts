import { z } from 'zod';

/** How verification words what it found (`storage/verify.ts`); each has its words in the catalogues. */
export const findingReasons = [
  'gap', 'prev-mismatch', 'hash-mismatch', 'node-mismatch', 'hlc-backwards', 'unreadable', 'column-mismatch', 'tail-cut', 'older-file', 'head-differs', 'head-signature', 'head-unreadable', 'head-key-differs', 'head-missing',
] as const;
/** What verification found: `seq` 0 and `node` '' where it is about a file as a whole. `reason`: a code of the catalogues. */
export const AuditFinding = z.object({ node: z.string(), seq: z.number(), reason: z.enum(findingReasons), file: z.string().nullable() });
export type AuditFinding = z.infer<typeof AuditFinding>;
/** Whether the trail can be believed. `unknown`: nobody has looked for too long, or never. */
export const AuditTrust = z.enum(['ok', 'broken', 'unknown']);
export type AuditTrust = z.infer<typeof AuditTrust>;
/** Who wanted to know: somebody, the night, or the engine when it started. */
export const verifiedHow = ['asked', 'nightly', 'start'] as const;
/** The most findings that are written and shown. */
export const mostFindings = 100;

/** The event `audit.verified`, version 1; its subject is `audit`. `found`: how many findings in all. `nodes`: where each chain ended. `heads`: how many copies of a head were looked at. */
export const VerifiedBody = z.object({
  how: z.enum(verifiedHow), events: z.number(), ms: z.number(), found: z.number(), findings: z.array(AuditFinding).max(mostFindings), heads: z.number(),
  nodes: z.array(z.object({ node: z.string(), seq: z.number(), hash: z.string(), events: z.number() })).max(1000), fault: z.string().nullable(),
});
export type VerifiedBody = z.infer<typeof VerifiedBody>;
/** The event `audit.broken`: the first of what was found. It is written beside `audit.verified`, and at start where a copy of the head speaks against the journal. */
export const brokenBody = (how: VerifiedBody['how'], findings: readonly AuditFinding[], found = findings.length) => ({ how, found, node: findings[0]?.node ?? '', seq: findings[0]?.seq ?? 0, finding: findings[0]?.reason ?? '', findings: findings.slice(0, mostFindings) });

/** A verification as it is kept. `by`: the event's actor. */
export const Verification = VerifiedBody.extend({ at: z.number(), by: z.string() });
export type Verification = z.infer<typeof Verification>;

/** A verification counts for so long: two nights, and a little. */
export const trustMs = 50 * 3_600_000;
/** AUD-10: `broken` as soon as anything was found, by the last verification or since; `ok` where the last one found nothing and is not older than 50 h; else `unknown`. */
export function trustOf(last: Verification | null, since: readonly AuditFinding[], now: number): AuditTrust {
  if (since.length > 0 || (last !== null && last.found > 0)) return 'broken';
  return last !== null && last.fault === null && now - last.at <= trustMs ? 'ok' : 'unknown';
}

/** The minute of the site's day at which the trail is verified: 03:10. */
export const nightlyMinute = 190;
/** AUD-11: whether the night's verification is still to be made: none was since its last hour. `lastNight`: the last 03:10 of the site, epoch ms. A clock that was ahead when the last was made does not put it off. */
export const nightlyDue = (lastAt: number | null, lastNight: number, now: number): boolean => lastAt === null || lastAt < lastNight || lastAt > now;
