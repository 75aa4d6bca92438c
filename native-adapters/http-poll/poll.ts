import { jsonReader, nothing, readJson, SaidStatus, Status, type AdapterDeps, type AdapterFault, type Placed, type Point, type Said, type Sample } from '#app/acquisition';
import { fail } from '#kernel/result';
import { isAnswer, meaningOf } from './faults.ts';
import type { Answer, Link } from './link.ts';
import type { HttpPollOptions } from './options.ts';
import type { Place } from './points.ts';

export type Item = Placed<Place>;
type Reader = (root: unknown) => Said | undefined;
/** One resource and the points it answers. `said`: what its last document meant, for 304. `failed`: why the last answer was of no use; null: it was; undefined: not asked yet. `notBefore`: when to ask again; `told`: the same where the device itself wants it so. `mute`: it last gave no answer at all, over links too. */
interface Resource {
  readonly name: string; readonly points: readonly Point[]; readonly readers: readonly Reader[];
  etag: string | null; said: readonly Said[]; failed: AdapterFault | null | undefined; failures: number; notBefore: number; told: number; asking: boolean; mute: boolean;
}
export interface PollDeps { readonly o: HttpPollOptions; readonly deps: AdapterDeps; readonly peer: string; readonly push: (s: Sample) => void; readonly eased: () => Promise<void>; readonly heard: () => void }

/** The pause after so many failures in a row: doubles from `retryMs` to `maxRetryMs`. */
export const backOff = (o: HttpPollOptions, failures: number): number => Math.min(o.retryMs * 2 ** Math.min(failures - 1, 20), o.maxRetryMs);

/** Asks for every resource of one device at each beat, some at once, each by itself: one that is slow, absent or broken takes nothing from the others. */
export function poller(items: readonly Item[], { o, deps, peer, push, eased, heard }: PollDeps) {
  const { clock } = deps;
  const leave = new AbortController();
  const resources: Resource[] = [...Map.groupBy(items, (i) => i.place.resource)].map(([name, own]) => ({
    name, points: own.map((i) => i.of), readers: own.map((i) => jsonReader(i.place.path, o)), etag: null, said: [], failed: undefined, failures: 0, notBefore: 0, told: 0, asking: false, mute: false,
  }));
  const under = new Set<Promise<void>>();
  /** Who gave no answer at all since the device last spoke, and what their points are to be told, once it is known whether it is they or the device. */
  const unanswered = new Map<Resource, { readonly status: number; readonly until: number; told: boolean }>();

  function say(points: readonly Point[], said: (i: number) => Said): void {
    const receivedTime = clock.now();
    points.forEach((point, i) => push({ handle: point.handle, receivedTime, ...said(i) }));
  }
  function settle(upTo: number): void {
    for (const [r, owed] of unanswered) if (!owed.told && owed.until <= upTo) { owed.told = true; say(r.points, () => nothing(owed.status)); }
  }
  /** The device speaks: those that it did not answer are dark by themselves. */
  function spoke(r: Resource): void { r.mute = false; settle(Infinity); unanswered.clear(); }
  /** The answer was of use, whatever it says. */
  function used(r: Resource): void { spoke(r); r.failed = null; r.failures = 0; r.notBefore = r.told = 0; heard(); }
  function broke(r: Resource, fault: AdapterFault, pointStatus: number, retryMs: number | null): void {
    spoke(r);
    failing(r, fault, retryMs);
    say(r.points, () => nothing(pointStatus));
  }
  function failing(r: Resource, fault: AdapterFault, retryMs: number | null): void {
    if (r.failed?.code !== fault.code) deps.note(`http-poll ${peer} ${r.name}: ${fault.code} ${String(fault.params['reason'] ?? fault.params['what'] ?? '')}`);
    r.failed = fault;
    r.etag = null;
    r.failures++;
    r.told = clock.mono() + (fault.code === 'refused' ? o.refusedMs : Math.min(retryMs ?? 0, o.refusedMs));
    r.notBefore = Math.max(clock.mono() + backOff(o, r.failures), r.told);
  }
  /** No answer at all may be the device's silence: its points learn it when the link falls, when the device answers somebody else, or three time-outs later. */
  function silent(r: Resource, fault: AdapterFault): void {
    failing(r, fault, null);
    r.mute = true;
    const owed = unanswered.get(r) ?? { status: fault.code === 'protocol' ? SaidStatus.notUnderstood : Status.noCommunication, until: clock.mono() + 3 * o.answerMs, told: false };
    unanswered.set(r, owed);
  }
  function understood(r: Resource, body: Buffer, etag: string | null): void {
    const document = readJson(body);
    if (!document.ok) { broke(r, fail('protocol', { peer, what: `json-${document.bad}`, resource: r.name, at: document.at ?? 0 }).fault, SaidStatus.notUnderstood, null); return; }
    used(r);
    r.etag = o.conditional ? etag : null;
    r.said = r.readers.map((read) => read(document.value) ?? nothing(SaidStatus.notFound));
    say(r.points, (i) => r.said[i]!);
  }
  function stranger(r: Resource, status: number, retryMs: number | null): void {
    const { fault, pointStatus } = meaningOf(status, peer);
    if (fault !== null) { broke(r, fault, pointStatus, retryMs); return; }
    const failures = r.failures + 1;
    used(r);
    r.failures = failures;                      // it answers, but need not be asked at every beat for what it lacks
    r.notBefore = clock.mono() + backOff(o, failures);
    r.etag = null;
    say(r.points, () => nothing(pointStatus));
  }
  function hear(r: Resource, answer: Answer): void {
    switch (answer.kind) {
      case 'document': understood(r, answer.body, answer.etag); break;
      case 'same': used(r); say(r.points, (i) => r.said[i]!); break;
      case 'status': stranger(r, answer.status, answer.retryMs); break;
      case 'failed': if (isAnswer(answer.fault)) broke(r, answer.fault, SaidStatus.notUnderstood, null); else silent(r, answer.fault); break;
    }
  }
  async function ask(r: Resource, link: Link): Promise<void> {
    r.asking = true;
    const answer = await link.ask(r.name, r.etag, leave.signal);
    if (!leave.signal.aborted && link.fault() === null) {
      hear(r, answer);
      const faults = resources.map((x) => x.failed);
      // more than twice what is asked at once, and nobody answered between: it is not they who are silent
      if (r.failed !== null && (faults.every((f) => f !== null && f !== undefined) || unanswered.size > 2 * o.parallel)) link.end(r.failed!);
      await eased();
    }
    r.asking = false;
  }
  /** Those that failed last may not take every line at once, or a healthy one would wait for their silence. */
  function next(): Resource | undefined {
    const busy = resources.filter((r) => r.asking);
    if (busy.length >= o.parallel) return undefined;
    const doubtful = (r: Resource): boolean => r.failures > 0;
    const room = busy.filter(doubtful).length < Math.max(1, o.parallel - 1);
    return waiting.find((r) => !r.asking && (room || !doubtful(r)));
  }
  let waiting: Resource[] = [];
  function fill(link: Link): void {
    for (let r = next(); r !== undefined && !leave.signal.aborted && link.fault() === null; r = next()) {
      const mine = r;
      waiting = waiting.filter((x) => x !== mine);
      const asking = ask(mine, link).finally(() => { under.delete(asking); fill(link); });
      under.add(asking);
    }
  }

  return {
    /** A new link: everything is asked anew, but nothing before the time that the device gave, or that follows a refusal. */
    begin(): void { unanswered.clear(); for (const r of resources) Object.assign(r, { failed: undefined, notBefore: r.told }); },
    /** One beat: whoever is due and not still being asked. Does not wait for the answers. */
    beat(link: Link): void {
      const now = clock.mono();
      settle(now);
      waiting = resources.filter((r) => !r.asking && r.notBefore <= now).toSorted((a, b) => Number(a.mute) - Number(b.mute));
      fill(link);
    },
    /** All points lose their value: the link is gone. What was learnt is forgotten, since another device may come back. */
    dark(): void {
      unanswered.clear();
      for (const r of resources) Object.assign(r, { etag: null, said: [], failed: undefined, failures: 0, notBefore: r.told });
      say(resources.flatMap((r) => r.points), () => nothing(Status.noCommunication));
    },
    stop(): void { waiting = []; leave.abort(); },
    /** Resolves when nothing is being asked any more. */
    idle: async (): Promise<void> => { while (under.size > 0) await Promise.all(under); },
    size: (): number => resources.length,
  };
}
