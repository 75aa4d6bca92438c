import { batchOf, SaidStatus, Status, type AdapterDeps, type Batch, type Sample } from '#app/acquisition';
import type { EpochMs, MonoMs } from '#kernel/time';
import { bucketOf, noncesOf } from './guard.ts';
import type { HttpPushOptions } from './options.ts';
import type { Pushed } from './request.ts';

/** `push` one by one, where a point may lose its own oldest; `pushBatch` whole, never dropped. `stood`: it came (null) or went silent. */
export interface PartyDeps {
  readonly o: HttpPushOptions; readonly deps: AdapterDeps;
  readonly push: (s: Sample) => void; readonly pushBatch: (b: Batch) => void; readonly settled: () => Promise<void>;
  readonly stood: (id: string, reason: 'silent' | null) => void;
}

/** How long a secret that was read is used before it is read again, in ms. */
const SECRET_MS = 5000;
/** Shorter than this it can be guessed. */
const SHORTEST_SECRET = 16;
/** Requests with back-fill that may wait for the engine at once. */
const MOST_WAITING = 2;

/** One enterprise: a link of its own, with its own secret, rate, nonces and points. Nothing that another does is felt here. */
export function partyOf({ id, secret, nextSecret }: HttpPushOptions['enterprises'][number], { o, deps, push, pushBatch, settled, stood }: PartyDeps) {
  const { clock } = deps;
  let up: boolean | null = null;                // null: never heard of, not yet given up
  let due: number = clock.mono() + o.silentMs;
  let points = new Map<string, number[]>();     // its own names and ours, `!up` among them
  const last = new Map<string, Sample>();       // under handle 0: for points that are watched later
  let secrets: readonly string[] = [];
  let readAt = -Infinity;
  let waiting = 0;

  function say(name: string, value: number | null, status: number): void {
    const receivedTime = clock.now();
    for (const handle of points.get(name) ?? []) push({ handle, value, status, sourceTime: null, receivedTime });
  }
  /** All its points lose their value. `told`: the port is gone, which is said elsewhere. */
  function dark(told: boolean): void {
    if (up === false) return;
    up = false;
    due = Infinity;
    for (const name of points.keys()) if (!name.startsWith('!')) say(name, null, Status.noCommunication);
    say('!clock', null, Status.noCommunication);
    say('!up', 0, Status.good);
    if (told) return;
    deps.note(`http-push ${id}: silent`);
    stood(id, 'silent');
  }
  function keep(name: string, sample: Sample): void {
    const there = last.get(name);
    if (there === undefined ? last.size < o.maxPoints : (sample.sourceTime ?? Infinity) >= (there.sourceTime ?? 0)) last.set(name, sample);
  }
  /** Its samples as they are watched, in the order in which it says them; and how many names nobody asks for. */
  function translate(pushed: readonly Pushed[]): { readonly samples: Sample[]; readonly unknown: Set<string> } {
    const receivedTime = clock.now();
    const samples: Sample[] = [];
    const unknown = new Set<string>();
    for (const { point, ...said } of pushed) {
      const sample: Sample = { handle: 0, receivedTime, ...said };
      keep(point, sample);
      const handles = points.get(point);
      if (handles === undefined) unknown.add(point);
      else for (const handle of handles) samples.push({ ...sample, handle });
    }
    return { samples, unknown };
  }

  return {
    id,
    bucket: bucketOf(o.perSecond, o.burst),
    nonces: noncesOf(2 * o.windowMs),
    /** The secrets that it may sign with; none when they are not there, or too short to be any. */
    secrets(): readonly string[] {
      if (clock.mono() - readAt < SECRET_MS) return secrets;
      readAt = clock.mono();
      const names = [secret, ...(nextSecret === null ? [] : [nextSecret])];
      const read = names.map((name) => deps.secret(name.slice('secret:'.length)));
      secrets = read.filter((s) => s !== null && s.length >= SHORTEST_SECRET) as string[];
      read.forEach((s, i) => { if (s !== null && s.length < SHORTEST_SECRET) deps.note(`http-push ${id}: ${names[i]} is shorter than ${SHORTEST_SECRET} characters and not used`); });
      return secrets;
    },
    isBusy: (): boolean => waiting >= MOST_WAITING,
    /** Takes what it says. Back-fill waits until the engine has taken it, so that an hour of it loses nothing; what is of now does not wait. */
    async accept(pushed: readonly Pushed[], sent: number): Promise<ReadonlySet<string>> {
      const now = clock.now();
      if (up !== true) { up = true; deps.note(`http-push ${id}: is heard`); stood(id, null); say('!up', 1, Status.good); }
      due = clock.mono() + o.silentMs;
      say('!clock', sent - now, Status.good);
      const { samples, unknown } = translate(pushed);
      if (!pushed.some(({ sourceTime }) => sourceTime !== null && sourceTime < now - o.lateMs)) { for (const s of samples) push(s); return unknown; }
      waiting++;
      pushBatch(batchOf(samples));
      try { await settled(); } finally { waiting--; }
      return unknown;
    },
    isUp: (): boolean => up === true,
    /** Refusals of the last interval that named it. */
    refused: (count: number): void => say('!refused', count, Status.good),
    /** Other points; those it has said something of get it at once, those of an enterprise that is silent learn that. */
    watch(next: Map<string, number[]>): void {
      points = next;
      if (up === null) due = clock.mono() + o.silentMs;
      const receivedTime: EpochMs = clock.now();
      for (const [name, handles] of points) {
        const none: Sample | undefined = up === false ? { handle: 0, value: null, status: Status.noCommunication, sourceTime: null, receivedTime } : undefined;
        const sample = name.startsWith('!') ? undefined : none ?? last.get(name);
        if (sample !== undefined) for (const handle of handles) push({ ...sample, handle });
      }
      if (up !== null) say('!up', Number(up), Status.good);
      say('!refused', 0, Status.good);
    },
    beat(now: MonoMs): void { if (now >= due) dark(false); },
    portGone: (): void => dark(true),
  };
}
export type Party = ReturnType<typeof partyOf>;

/** The status of a point of an enterprise that the source does not list. */
export const unknownEnterprise = SaidStatus.notFound;
