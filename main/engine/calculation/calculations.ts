import type { Batch } from '#app/acquisition';
import { CalculationStatus, readDerived, type StoredCalculation } from '#app/calculation';
import type { SourceDefinition, SourceId } from '#app/park';
import { type Clock, type MonoMs, type Stop } from '#kernel/time';
import type { Collector, CollectorEars } from '../collect/collector.ts';
import type { Roster } from '../roster.ts';
import { derivedOf, leapMs, passed, timeOf, type Derived } from './derived.ts';
import { inputColumns, type Columns } from './inputs.ts';
import { outbox, type Outbox } from './outbox.ts';

/** `state`: what was kept when the engine ran last. `note`: a line for the log. */
export interface CalculationsDeps { readonly roster: Roster; readonly clock: Clock; readonly state: readonly StoredCalculation[]; readonly note: (line: string) => void }

const tickMs = 1000;
/** A point that reckons faster than it may say waits at most this much longer, in ms: samples do not come to the millisecond. */
const earlyMs = 50;

/**
 * The points whose values are reckoned from others (app/calculation), as they are of one site. It is told every row that is of now, in order, and then to `settle`: what was reckoned goes out through the ears of its source, the way of
 * every other sample. A row of a point that nobody takes costs one look into an array.
 */
export function calculations({ roster, clock, state, note }: CalculationsDeps) {
  let derived: readonly Derived[] = [];
  let columns: Columns = inputColumns([]);
  let slotOfHandle = new Int32Array(0);
  let takers: readonly (readonly number[])[] = [];
  let dirty = new Uint8Array(0);
  let waiting = 0;
  let round = 0;
  let reckoned = 0;
  let kept = new Map(state.map((s) => [s.point, s.memories]));
  const ears = new Map<SourceId, { readonly ears: CollectorEars; readonly box: Outbox }>();

  function lay(): void {
    const site = roster.site();
    const before = { columns, derived: new Map(derived.map((d) => [d.id, d])) };
    const read = readDerived(site);
    for (const { point, field, fault } of read.faults) note(`calculation ${point} ${field}: ${fault.code} ${JSON.stringify(fault.params)}`);
    const taken = new Set(read.points.flatMap((p) => p.points));
    const ranges = new Map(roster.points().map(({ definition: { id, type, range } }) => [id, type === 'digital' ? { low: 0, high: 1 } : range]));
    columns = inputColumns([...taken].map((id) => ({ id, range: ranges.get(id) ?? { low: -Infinity, high: Infinity } })));
    columns.inherit(before.columns);
    const memories = new Map([...kept, ...keptNow()]);
    kept = new Map();
    derived = read.points.map((p) => derivedOf(p, roster.handleOf(p.id) ?? 0, columns));
    for (const d of derived) {
      const { ranAt, ranMono, saidAt, saidMono, said } = before.derived.get(d.id) ?? d;
      Object.assign(d, { ranAt, ranMono, saidAt, saidMono, said });
      d.program?.restore(memories.get(d.id) ?? []);
    }
    const own = new Set(derived.map((d) => d.id));
    const handles = [...taken].filter((id) => !own.has(id)).flatMap((id): (readonly [number, number])[] => { const h = roster.handleOf(id); return h === undefined ? [] : [[h, columns.slotOf.get(id)!]]; });
    slotOfHandle = new Int32Array(handles.reduce((most, [h]) => Math.max(most, h + 1), 0)).fill(-1);
    for (const [h, slot] of handles) slotOfHandle[h] = slot;
    const by: number[][] = Array.from(taken, () => []);
    for (const [i, d] of derived.entries()) for (const slot of d.inputs) by[slot]!.push(i);
    takers = by;
    dirty = new Uint8Array(derived.length).fill(1);      // a site that changed is reckoned anew
    waiting = derived.length;
  }
  const keptNow = (): [string, StoredCalculation['memories']][] => derived.flatMap((d): [string, StoredCalculation['memories']][] => {
    const memories = d.program?.kept() ?? [];
    return memories.length === 0 ? [] : [[d.id, memories.map(([text, numbers]) => [text, [...numbers]])]];
  });

  function mark(slot: number): void {
    for (const i of takers[slot]!) { if (dirty[i] === 0) waiting++; dirty[i] = 1; }
  }
  /** Reckons one, and says it where it may. */
  function reckon(d: Derived, now: MonoMs): void {
    const { program } = d;
    if (program === null) { if (d.said !== CalculationStatus.misconfigured) say(d, NaN, CalculationStatus.misconfigured, clock.now(), now); return; }
    const at = timeOf(d, columns, now);
    if (Number.isNaN(at)) return;                         // none of its inputs has said a word
    columns.frame.dt = passed(d, at, now);
    program.run(columns.frame);
    reckoned++;
    d.ranAt = at;
    d.ranMono = now;
    const value = d.type === 'digital' && !Number.isNaN(program.value) ? Number(program.value !== 0) : program.value;
    if (d.slot >= 0) { columns.set(d.slot, value, program.status, false, at, now); mark(d.slot); }
    say(d, value, program.status, at, now);
  }
  /** CAL-16: at most once a period, a change of quality at once. What still waits for its first input says nothing. */
  function say(d: Derived, value: number, status: number, at: number, now: MonoMs): void {
    if (status === CalculationStatus.waiting && d.saidMono === -Infinity) return;
    const early = now - d.saidMono < d.periodMs - earlyMs && d.said === status;
    d.waits = early;
    if (early) return;
    // CAL-15: two of the same moment would be one to history; a clock that was set back is believed
    const time = at <= d.saidAt && d.saidAt - at <= leapMs ? d.saidAt + 1 : at;
    d.saidAt = time;
    d.saidMono = now;
    d.said = status;
    ears.get(d.source)?.box.put(d.handle, value, status, time, clock.now());
  }

  /** Reckons what its inputs ask for, those that others take first. */
  function settleRound(now: MonoMs): void {
    round++;
    for (let i = 0; i < derived.length && waiting > 0; i++) {
      if (dirty[i] === 0) continue;
      dirty[i] = 0;
      waiting--;
      reckon(derived[i]!, now);
    }
  }
  function send(): void {
    for (const { ears: { sink }, box } of ears.values()) { const batch = box.take(); if (batch !== null) void sink.take(batch); }
  }
  /** What goes on with time goes on where nothing comes; what may speak only now does (CAL-17). */
  function tick(): void {
    const now = clock.mono();
    for (const [i, d] of derived.entries()) {
      const due = d.program?.isOverTime === true && !Number.isNaN(d.ranAt) && now - d.ranMono >= d.tickMs - earlyMs;
      if (!(due || (d.waits && now - d.saidMono >= d.periodMs - earlyMs)) || dirty[i] === 1) continue;
      dirty[i] = 1;
      waiting++;
    }
    if (waiting > 0) { settleRound(now); send(); }
  }
  let stopTick: Stop = () => {};
  function tickOn(): void { stopTick = clock.after(tickMs, () => { tickOn(); tick(); }); }

  lay();
  tickOn();
  return {
    /** The collector of a source of kind `derived`: there is no device, so it is up as soon as it runs. */
    connect(source: SourceDefinition, own: CollectorEars): Collector {
      ears.set(source.id, { ears: own, box: outbox() });
      return {
        run: () => { own.link({ up: true, reason: null }); if (waiting > 0) { settleRound(clock.mono()); send(); } },
        begun: () => true,
        close: () => { if (ears.get(source.id)?.ears === own) ears.delete(source.id); return Promise.resolve(); },
      };
    },
    /** Row `i` of a batch, as it is judged: what came late is not told. */
    hear(batch: Batch, i: number, handle: number, mono: MonoMs): void {
      const slot = slotOfHandle[handle];
      if (slot === undefined || slot < 0) return;
      if (columns.round[slot] === round && waiting > 0) settleRound(mono);          // no value of an input is passed over
      columns.round[slot] = round;
      const sourceTime = batch.sourceTime[i]!;
      columns.set(slot, batch.value[i]!, batch.status[i]!, batch.text?.has(i) === true, Number.isNaN(sourceTime) ? batch.receivedTime[i]! : sourceTime, mono);
      mark(slot);
    },
    /** After the last row of a batch: reckons, and sends what came of it. */
    settle(): void {
      if (waiting === 0) return;
      settleRound(clock.mono());
      send();
    },
    /** The roster has another site. What a function remembers goes on where it is written as it was. */
    replace: lay,
    /** What is kept of it, at any moment (CAL-24). */
    state: (): readonly StoredCalculation[] => keptNow().map(([point, memories]) => ({ point, memories })),
    /** How often something was reckoned: a snapshot is due where it has changed. */
    reckoned: (): number => reckoned,
    stop(): void { stopTick(); },
  };
}
export type Calculations = ReturnType<typeof calculations>;
