import { z } from 'zod';
import type { Contract } from '#kernel/contract';
import { AuditSearch, mostPage } from './ask.ts';
import { Difference, mostDifferences } from './difference.ts';
import { AuditEvent } from './event.ts';
import { AuditFinding, AuditTrust, Verification } from './state.ts';

/** How a verification goes. `of`: how many events there were when it began. */
export const Verifying = z.object({ running: z.boolean(), how: z.enum(['asked', 'nightly', 'start']), checked: z.number(), of: z.number(), eventsPerSecond: z.number() });
export type Verifying = z.infer<typeof Verifying>;
/** How an export goes. */
export const Exporting = z.object({ running: z.boolean(), file: z.string(), events: z.number() });
export type Exporting = z.infer<typeof Exporting>;

/** A copy of a head. `holds`: it is what its key signed. `ownKey`: that key is this engine's; null: it is a copy of another node's head. `at`: when it was written there. */
const Copy = z.object({ node: z.string(), seq: z.number(), time: z.number(), at: z.number(), file: z.string(), holds: z.boolean(), ownKey: z.boolean().nullable() });
/** `outside`: not in the data folder, so that who changes the folder does not have it. `fault`: why it cannot be looked into. */
const CopyFolder = z.object({ folder: z.string(), outside: z.boolean(), copies: z.array(Copy).max(1000), fault: z.string().nullable() });

export const AuditState = z.object({
  trust: AuditTrust, own: z.string(), head: z.object({ node: z.string(), seq: z.number(), hash: z.string(), time: z.number() }), publicKey: z.string().nullable(),
  last: Verification.nullable(), since: z.array(AuditFinding).max(1000), folders: z.array(CopyFolder).max(100), verifying: Verifying.nullable(), exporting: Exporting.nullable(),
  nextAt: z.number(), behind: z.number().nullable(),
});
export type AuditState = z.infer<typeof AuditState>;

const nothing = z.object({});
const view = 'audit.view';
/** What the audit administrator may ask, and nobody else. */
export const auditContract = {
  calls: {
    /**
     * The newest first. `before`: `next` of the page before; null: the first page, which is journalled with its words before it is answered (`audit.searched`). `next` null: that was all. `behind`: events that the index does not
     * know yet and that were not searched. A search that the same seat asks while one runs ends that one with `cancelled`.
     */
    'audit.search': { in: z.object({ search: AuditSearch, before: z.number().int().min(1).nullable(), limit: z.number().int().min(1).max(mostPage) }), out: z.object({ events: z.array(AuditEvent).max(mostPage), next: z.number().nullable(), behind: z.number() }), needs: view },
    /** One event, whole, and how it differs from the one before it, where it is a change. `before` null: there was none, or it is no change. */
    'audit.event': {
      in: z.object({ node: z.string().min(1).max(64), seq: z.number().int().min(1) }),
      out: z.object({ event: AuditEvent, change: z.boolean(), before: z.object({ node: z.string(), seq: z.number(), time: z.number(), actor: z.string(), kind: z.string() }).nullable(), differences: z.array(Difference).max(mostDifferences) }), needs: view,
    },
    'audit.state': { in: nothing, out: AuditState, needs: view },
    /** Starts a verification, or says how the one that runs goes. What came of it is journalled (`audit.verified`). */
    'audit.verify': { in: nothing, out: Verifying, needs: view },
    /** Ends what is running: nothing is told of half a chain, and half a file is removed. */
    'audit.cancel': { in: z.object({ what: z.enum(['search', 'verify', 'export']) }), out: nothing, needs: view },
    /** Writes what the search finds into `exports` of the data folder, with a signed manifest beside it; journalled before the first byte. Resolves when it is whole. */
    'audit.export': { in: z.object({ search: AuditSearch, format: z.enum(['jsonl', 'csv']) }), out: z.object({ file: z.string(), manifest: z.string(), events: z.number(), bytes: z.number(), sm3: z.string() }), needs: 'audit.export' },
  },
  streams: {
    'audit.verifying': { kind: 'latest', of: Verifying, needs: view, paceMs: 250 },
    'audit.exporting': { kind: 'latest', of: Exporting, needs: view, paceMs: 250 },
  },
} as const satisfies Contract;
