import type { auditContract, AuditTrust } from '#app/audit';
import type { Handlers } from '#kernel/contract';
import { ok } from '#kernel/result';
import type { HeadFolders } from '#storage';
import { exports } from './exporting.ts';
import type { AuditParts } from './parts.ts';
import { searching } from './searching.ts';
import { verifications } from './verifying.ts';

/** The audit of one engine: what its administrator may ask, and what everybody is told when the trail is broken. */
export interface Auditor {
  readonly answers: Handlers<typeof auditContract>;
  trust(): AuditTrust;
  /** Something was committed. */
  committed(): void;
  begin(): Promise<void>;
  stop(): void;
}
/** How long what was seen of the copies of the head is good for, in ms. */
const headsMs = 5000;
/** How long folders that are far away may take to answer, in ms. */
const patienceMs = 5000;

export function auditor(parts: AuditParts): Auditor {
  const { clock, journal, storage } = parts;
  const [found, verified, written] = [searching(parts), verifications(parts), exports(parts)];
  let heads: { readonly at: number; readonly value: HeadFolders } | null = null;

  async function folders(): Promise<HeadFolders> {
    if (heads !== null && clock.mono() - heads.at < headsMs) return heads.value;
    const silent: HeadFolders = { publicKey: heads?.value.publicKey ?? null, folders: [{ folder: '', outside: false, copies: [], fault: 'no-answer' }] };
    const slow = Promise.withResolvers<HeadFolders>();
    const stop = clock.after(patienceMs, () => slow.resolve(silent));
    const value = await Promise.race([slow.promise, storage.verifier.heads().then((asked) => (asked.ok ? asked.value : { ...silent, folders: [{ ...silent.folders[0]!, fault: asked.fault.code }] }))]);
    stop();
    heads = { at: clock.mono(), value };
    return value;
  }
  return {
    answers: {
      'audit.search': found.search,
      'audit.event': found.look,
      'audit.state': async () => {
        const { publicKey, folders: seen } = await folders();
        return ok({
          trust: verified.trust(), own: journal.node, head: { ...journal.head() }, publicKey, ...verified.state(), exporting: written.state(), behind: found.behind(),
          folders: seen.slice(0, 100).map(({ folder, outside, copies, fault }) => ({
            folder, outside, fault,
            copies: copies.slice(0, 1000).map(({ file, head, holds, ownKey, at }) => ({ file, node: head?.node ?? '', seq: head?.seq ?? 0, time: head?.time ?? 0, at, holds, ownKey: head === null || head.node === journal.node ? ownKey : null })),
          })),
        });
      },
      'audit.verify': async (_input, { actor }) => ok(verified.asked(actor)),
      'audit.cancel': async ({ what }, { seat }) => {
        if (what === 'search') found.cancel(seat);
        else if (what === 'verify') verified.cancel();
        else written.cancel();
        return ok({});
      },
      'audit.export': written.answer,
    },
    trust: verified.trust,
    committed: () => found.committed(),
    begin: () => verified.begin(),
    stop() { found.stop(); verified.stop(); written.stop(); },
  };
}
