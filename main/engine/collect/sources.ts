import type { Batch, DeviceEvent, SourceView, TreatedPoint } from '#app/acquisition';
import { batchOf, conversionOf, Status } from '#app/acquisition';
import type { PointId, SourceDefinition, SourceId } from '#app/park';
import type { Fault } from '#kernel/result';
import { moment, type Clock, type Stop } from '#kernel/time';
import type { NumberedPoint } from '../roster.ts';
import type { Collector, CollectorEars, CollectorEnd } from './collector.ts';
import { boundFault, boundNotes } from './bounds.ts';
import type { SourceFact } from './messages.ts';
import { backOffMs, heard, redefine, relink, remember, sourceState, type SourceState } from './source-state.ts';

/** What the sources need from the engine. `connect`: a worker thread in the product, anything that keeps the interface in tests and benches. */
export interface SourcesDeps {
  readonly clock: Clock;
  readonly connect: (source: SourceDefinition, ears: CollectorEars) => Collector;
  readonly take: (batch: Batch) => Promise<void>;
  /** The link of a source changed: its alarm, the journal and the windows want to know. `ended`: its worker died or hung. */
  readonly changed: (state: SourceState, ended: CollectorEnd | null) => void;
  /** The clock of a source turned wrong, or right again. */
  readonly clockChanged?: (state: SourceState) => void;
  /** Its device said by itself what happened; `point`: the one it is about, where it is one of ours. */
  readonly event?: (source: SourceId, point: PointId | null, event: DeviceEvent) => void;
  /** It said more than is recorded one by one. */
  readonly eventsLeft?: (source: SourceId, left: number, of: number) => void;
  /** Something of it for the journal. */
  readonly record?: (source: SourceId, fact: SourceFact) => void;
  readonly counts: (source: SourceId) => { readonly good: number; readonly uncertain: number; readonly bad: number } | null;
  readonly note: (line: string) => void;
}

interface Running { readonly state: SourceState; readonly note: (line: string) => void; points: readonly TreatedPoint[]; collector: Collector; retry: Stop }
const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Points by the quality of their last sample. */
const qualities = (c: ReturnType<SourcesDeps['counts']>) => ({ good: c?.good ?? 0, uncertain: c?.uncertain ?? 0, bad: c?.bad ?? 0 });

/** All sources of the site: each in its own collector, restarted with back-off when it ends, and never noticed by the others. */
export function sources(definitions: readonly SourceDefinition[], points: readonly NumberedPoint[], deps: SourcesDeps) {
  const running = new Map<string, Running>();
  let stopped = false;
  let changing: Promise<void> = Promise.resolve();

  const pointsOf = (source: SourceDefinition, of: readonly NumberedPoint[]): TreatedPoint[] => of.filter((p) => p.definition.source === source.id).map(({ handle, definition }) => {
    const conversion = conversionOf(definition);
    return { handle, id: definition.id, address: definition.address, ...(conversion !== null && { conversion }) };
  });

  function change(r: Running, link: SourceView['link'], reason: Fault | null, ended: CollectorEnd | null = null): void {
    if (!relink(r.state, link, reason, moment(deps.clock))) return;
    remember(r.state, deps.clock.now());
    deps.changed(r.state, ended);
  }
  const refusals: ReadonlySet<string> = new Set(['bad-options', 'bad-address']);

  function earsOf(r: () => Running): CollectorEars {
    return {
      sink: {
        async take(batch) {
          const { state } = r();
          if (heard(state, batch, moment(deps.clock))) deps.clockChanged?.(state);
          state.underWay += batch.length;
          try { await deps.take(batch); } finally { state.underWay -= batch.length; }
        },
      },
      link: ({ up, reason }) => change(r(), up ? 'up' : reason !== null && refusals.has(reason.code) ? 'refused' : 'down', reason && boundFault(reason)),
      lost: (n) => { r().state.lost = n; },
      treated: (counts) => { r().state.treated = counts; },
      counted: (waiting, counts) => { Object.assign(r().state, { waiting, counts }); },
      note: (line) => r().note(line),
      event: (event) => { const { state, points: own } = r(); deps.event?.(state.definition.id, own.find((p) => p.address === event.address)?.id ?? null, event); },
      eventsLeft: (left, of) => deps.eventsLeft?.(r().state.definition.id, left, of),
      ended: (reason) => lose(r(), boundFault(reason) as CollectorEnd),
      record: (fact) => deps.record?.(r().state.definition.id, fact),
    };
  }
  /** A worker that ended: its points have no value, its source is quarantined, and it is tried again after the back-off. */
  function lose(r: Running, reason: CollectorEnd): void {
    const now = deps.clock.now();
    void deps.take(batchOf(r.points.map(({ handle }) => ({ handle, value: null, status: Status.noCommunication, sourceTime: null, receivedTime: now }))));
    change(r, 'quarantined', reason, reason);
    r.state.waiting = 0;
    if (stopped) return;
    const wait = backOffMs(r.state.attempt++);
    r.state.retryAt = now + wait;
    r.retry = deps.clock.after(wait, () => { r.state.retryAt = null; r.collector = start(r.state.definition, () => r); r.collector.run(r.points); });
  }
  const start = (definition: SourceDefinition, r: () => Running): Collector => deps.connect(definition, earsOf(r));

  function add(definition: SourceDefinition, of: readonly NumberedPoint[]): Running {
    const r: Running = { state: sourceState(definition, deps.clock.now()), note: boundNotes(deps.clock, (line) => deps.note(`source ${definition.id}: ${line}`)), points: pointsOf(definition, of), collector: start(definition, () => r), retry: () => {} };
    running.set(definition.id, r);
    return r;
  }
  async function remove(r: Running): Promise<void> {
    running.delete(r.state.definition.id);
    r.retry();
    await r.collector.close();
  }
  async function layOut(wanted: readonly SourceDefinition[], of: readonly NumberedPoint[]): Promise<void> {
    const stays = (r: Running): boolean => wanted.some((d) => d.id === r.state.definition.id && d.kind === r.state.definition.kind && same(d.options, r.state.definition.options));
    await Promise.all([...running.values()].filter((r) => !stays(r)).map(remove));
    if (stopped) return;
    for (const definition of wanted) {
      const r = running.get(definition.id);
      if (r === undefined) { const fresh = add(definition, of); fresh.collector.run(fresh.points); continue; }
      redefine(r.state, definition);
      const now = pointsOf(definition, of);
      if (same(now, r.points)) continue;
      r.points = now;
      r.collector.run(now);
    }
  }
  for (const definition of definitions) add(definition, points);

  return {
    run(): void { for (const r of running.values()) r.collector.run(r.points); },
    /** Another site, without a restart: a source whose options are the same keeps its link and is told its new points; the others are ended, and begun anew. */
    replace(wanted: readonly SourceDefinition[], of: readonly NumberedPoint[]): Promise<void> {
      changing = changing.then(() => layOut(wanted, of));          // one after the other: closing takes time
      return changing;
    },
    list: (): SourceView[] => [...running.values()].map(({ state: s, points: own }) => ({
      id: s.definition.id, kind: s.definition.kind, link: s.link, since: s.since, reason: s.reason, points: own.length, ...qualities(deps.counts(s.definition.id)),
      samples: s.samples, lost: s.lost, reconnects: s.reconnects, lastSampleAt: s.lastSampleAt,
      ...(s.clockWrongSince !== null && { clockOffBy: s.clock.says().offsetMs ?? 0 }),
    })),
    has: (id: string): boolean => running.has(id),
    /** False while the collector of a source is still being started. */
    begun: (id: string): boolean => running.get(id)?.collector.begun?.() ?? true,
    /** One source with the points that it was told; null: there is none. */
    find(id: string): { readonly state: SourceState; readonly points: readonly TreatedPoint[] } | null { return running.get(id) ?? null; },
    /** Our own clock was set. */
    clockJumped(): void { for (const { state } of running.values()) state.clock.forget(); },
    /** Every source as it stands. */
    states: (): readonly SourceState[] => [...running.values()].map((r) => r.state),
    links: () => ({ up: [...running.values()].filter((r) => r.state.link === 'up').length, all: running.size }),
    /** Samples taken from all of them since the start. */
    samples: (): number => [...running.values()].reduce((n, r) => n + r.state.samples, 0),
    async stop(): Promise<void> {
      stopped = true;
      for (const r of running.values()) r.retry();
      await Promise.all([changing, ...[...running.values()].map((r) => r.collector.close())]);
    },
  };
}
export type Sources = ReturnType<typeof sources>;
