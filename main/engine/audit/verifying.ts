import { brokenBody, mostFindings, nightlyDue, trustOf, VerifiedBody, type AuditFinding, type AuditTrust, type Verification, type Verifying } from '#app/audit';
import { engineActor, type Actor } from '#kernel/session';
import type { Stop } from '#kernel/time';
import type { Verified } from '#storage';
import type { Result } from '#kernel/result';
import { every } from '../clock.ts';
import { nightsAround } from './night.ts';
import { auditSubject, type AuditParts } from './parts.ts';

/** How often it is looked whether the night's is due; and how long a start is left alone with its own work. */
const [lookEveryMs, afterStartMs] = [30_000, 60_000];
/** One that could not be made is tried again after an hour. */
const againMs = 3_600_000;
const kinds = { verified: 'audit.verified', broken: 'audit.broken' } as const;

const findingsOf = ({ report }: Verified): readonly AuditFinding[] => report.findings.map(({ node, seq, reason, file }) => ({ node, seq, reason, file: file ?? null }));

/** Verifications of the trail: asked for, every night at 03:10 of the site, and made up after a start; and what they found, until another finds nothing (AUD-10 to AUD-12). */
export function verifications({ clock, journal, storage, zone, write, verifying, note }: AuditParts) {
  const startedAt = clock.mono();
  let last: Verification | null = null;
  let since: readonly AuditFinding[] = storage.atStart;
  let now: Verifying | null = null;
  let cancel: AbortController | null = null;
  let ended = false;

  function bodyOf(how: VerifiedBody['how'], done: Result<Verified>, ms: number): VerifiedBody {
    if (!done.ok) return { how, events: 0, ms, found: 0, findings: [], heads: 0, nodes: [], fault: done.fault.code };
    const { events, heads, nodes } = done.value.report;
    const findings = findingsOf(done.value);
    return { how, events, ms, found: findings.length, findings: findings.slice(0, mostFindings), heads, nodes: nodes.slice(0, 1000).map(({ head, events: many }) => ({ node: head.node, seq: head.seq, hash: head.hash, events: many })), fault: null };
  }
  async function keep(body: VerifiedBody, by: Actor): Promise<void> {
    last = { ...body, at: clock.now(), by };
    if (body.fault === null) since = [];
    note(`audit verified ${body.events} events, ${body.found} findings${body.fault === null ? '' : `, ${body.fault}`}`);
    await write(kinds.verified, auditSubject, body, by);
    if (body.found > 0) await write(kinds.broken, auditSubject, brokenBody(body.how, body.findings, body.found), engineActor);
  }
  /** `asked` as fast as it goes; the night's gently. */
  function start(how: VerifiedBody['how'], by: Actor): Verifying {
    if (now !== null) return now;
    const began = clock.mono();
    const mine = cancel = new AbortController();
    const tell = (running: boolean, checked: number, of: number): Verifying => {
      const value: Verifying = { running, how, checked, of, eventsPerSecond: Math.round(checked / Math.max(clock.mono() - began, 1) * 1000) };
      now = running ? value : null;
      verifying(value);
      return value;
    };
    async function run(): Promise<void> {
      const done = await storage.verifier.verify({ gentle: how !== 'asked', progress: (checked, of) => { if (now !== null) tell(true, checked, of); } }, mine.signal);
      if (ended) return;
      const events = done.ok ? done.value.report.events : 0;
      if (done.ok || done.fault.code !== 'cancelled') await keep(bodyOf(how, done, Math.round(clock.mono() - began)), by);
      tell(false, events, events);
    }
    void run().catch((error: unknown) => { note(`audit verification ${String(error)}`); tell(false, 0, 0); });
    return tell(true, 0, journal.head().seq);
  }
  function look(): void {
    if (now !== null || clock.mono() - startedAt < afterStartMs) return;
    const failed = last !== null && last.fault !== null && clock.now() - last.at > againMs;
    if (failed || nightlyDue(last?.at ?? null, nightsAround(clock.now(), zone()).last, clock.now())) start('nightly', engineActor);
  }
  /** What the journal says of the last one, and of what a start found since. */
  async function remembered(): Promise<void> {
    const found = await journal.read({ kinds: [kinds.verified, kinds.broken], newestFirst: true, limit: 50 });
    if (!found.ok) { note(`audit ${found.fault.code}`); return; }
    const at = found.value.findIndex((event) => event.kind === kinds.verified && VerifiedBody.safeParse(event.body).success);
    const event = found.value[at];
    if (event !== undefined) last = { ...VerifiedBody.parse(event.body), at: event.time, by: event.actor };
    const told = found.value.slice(0, at < 0 ? undefined : at).filter(({ kind, body }) => kind === kinds.broken && typeof body === 'object' && body !== null && 'how' in body && body.how === 'start');
    since = [...since, ...told.flatMap(({ body }) => VerifiedBody.shape.findings.safeParse((body as { readonly findings?: unknown }).findings).data ?? [])].slice(0, 1000);
  }

  let stop: Stop = () => {};
  return {
    async begin(): Promise<void> {
      await remembered();
      for (const { reason, node, seq, file } of storage.atStart) note(`audit broken ${reason} at ${node} ${seq} ${file ?? ''}`);
      if (storage.atStart.length > 0) await write(kinds.broken, auditSubject, brokenBody('start', storage.atStart), engineActor);
      if (!ended) stop = every(clock, lookEveryMs, look);
    },
    asked: (by: Actor): Verifying => start('asked', by),
    /** Only what somebody asked for: nobody ends the night's. */
    cancel(): void { if (now?.how === 'asked') cancel?.abort(); },
    trust: (): AuditTrust => trustOf(last, since, clock.now()),
    state: () => ({ last, since: [...since], verifying: now, nextAt: nightsAround(clock.now(), zone()).next }),
    stop(): void { ended = true; stop(); cancel?.abort(); },
  };
}
