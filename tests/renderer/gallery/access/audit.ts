import { isFound, type Journal } from '#app/journal';
import type { auditContract, AuditFinding, AuditTrust, Exporting, Verification, Verifying } from '#app/audit';
import type { Handlers } from '#kernel/contract';
import { fail, ok } from '#kernel/result';
import { engineActor } from '#kernel/session';
import type { Clock } from '#kernel/time';
import { searching } from '../../../../main/engine/audit/searching.ts';
import { lineOf } from '../../../../main/engine/record/journal-lines.ts';
import type { JournalSearch, JournalVerifier } from '#storage';

/** How the trail stands in the picture. */
export interface Trail { readonly trust: AuditTrust; readonly behind: number; readonly slow: boolean }
interface Ears { verifying(value: Verifying): void; exporting(value: Exporting): void }
const never = async (): Promise<never> => { throw new Error('the gallery verifies nothing'); };
const hex = (n: number): string => n.toString(16).padStart(2, '0').repeat(32);

/** The engine's own search and differences over the journal in memory; verification and export are played, since a page has no files. */
export function galleryAudit(journal: Journal, clock: Clock, trail: Trail, ears: () => Ears, loginOf: (id: string) => string): Handlers<typeof auditContract> {
  const search: JournalSearch = {
    async find(asked, { before = Infinity, limit }) {
      if (trail.slow) await new Promise((resolve) => { clock.after(60_000, () => resolve(null)); });
      const all = await journal.read({ newestFirst: true, limit: 10_000 });
      if (!all.ok) return all;
      const found = all.value.filter((e) => e.seq < before && isFound(e, asked));
      return ok({ events: found.slice(0, limit), next: found.length > limit ? found[limit - 1]?.seq ?? null : null, behind: trail.behind });
    },
    catchUp: async () => ok(0), close: async () => {},
  };
  const verifier: JournalVerifier = { verify: never, heads: never, close: async () => {} };
  const { search: find, look } = searching({
    clock, journal, storage: { dir: '', search, verifier, atStart: [] }, zone: () => 'Asia/Shanghai', line: (e) => lineOf(e, () => '', loginOf), note: () => {}, verifying: () => {}, exporting: () => {},
    write: async (kind, subject, body, by) => (await journal.append([{ time: clock.now(), actor: by, realm: 'live', kind, v: 1, subject, body }])).ok,
  });
  const findings: AuditFinding[] = trail.trust === 'broken' ? [{ node: journal.node, seq: 18_207, reason: 'hash-mismatch', file: null }, { node: journal.node, seq: 18_240, reason: 'head-differs', file: '/media/audit-stick/n-4f2a.json' }] : [];
  const last: Verification = { at: clock.now() - 8 * 3_600_000, by: engineActor, how: 'nightly', events: 1_204_331, ms: 11_020, found: findings.length, findings, heads: 2, nodes: [], fault: null };
  let running: Verifying | null = null;
  return {
    'audit.search': find, 'audit.event': look,
    'audit.state': async () => ok({
      trust: trail.trust, own: journal.node, head: { ...journal.head(), hash: hex(0x5c), seq: 18_244, time: clock.now() }, publicKey: `04${hex(0x1f)}${hex(0xa7)}`, last: trail.trust === 'unknown' ? null : last, since: [], verifying: running, exporting: null,
      nextAt: clock.now() + 3_600_000, behind: trail.behind, folders: [
        { folder: '/var/lib/watchroom/heads', outside: false, fault: null, copies: [{ node: journal.node, seq: 18_244, time: clock.now(), at: clock.now() - 700, file: 'n-4f2a.json', holds: true, ownKey: true }] },
        ...(trail.trust === 'unknown' ? [] : [{ folder: '/media/audit-stick', outside: true, fault: null, copies: [{ node: journal.node, seq: 18_244, time: clock.now(), at: clock.now() - 700, file: 'n-4f2a.json', holds: true, ownKey: true }] }]),
      ],
    }),
    async 'audit.verify'() {
      running = { running: true, how: 'asked', checked: 512_000, of: 1_204_331, eventsPerSecond: 121_400 };
      ears().verifying(running);
      return ok(running);
    },
    'audit.cancel': async () => ok({}),
    'audit.export': async ({ format }) => (trail.slow ? fail('disk-full', { dir: '/var/lib/watchroom/exports', reason: 'less than 512 MB are free' })
      : ok({ file: `/var/lib/watchroom/exports/audit-20261120-133005-5c1d.${format}`, manifest: '/var/lib/watchroom/exports/audit-20261120-133005-5c1d.manifest.json', events: 61, bytes: 48_112, sm3: hex(0x77) })),
  };
}
