import { advance, restsAt, type Alarm, type AlarmChange, type AlarmId, type AlarmInput, type AlarmRule } from '#app/alarm';
import { moment, monoMs, type Clock, type MonoMs, type Stop } from '#kernel/time';
import { dueHeap } from './due.ts';

/** One alarm in its place. `handle`: of its point; -1 for that of a source or an enterprise. `partner`: of the point it is compared with, or -1. `queuedAt`: its soonest place in the heap. `broken`: its rule threw, and that was told. */
export interface Slot { rule: AlarmRule; alarm: Alarm; handle: number; partner: number; queuedAt: number; broken: boolean }

/** `fault`: a rule threw, or whoever was told of a change; told once for each alarm, and the others go on (PIP-04). `mayEnd`: false while what time alone would end must wait (PIP-12). */
export interface SlotDeps {
  readonly clock: Clock;
  readonly term: number;
  readonly fault?: ((alarm: AlarmId, error: unknown) => void) | undefined;
  readonly mayEnd: (slot: Slot) => boolean;
}

/** When time alone moves an alarm: its delay is over, or what it remembers has gone by. */
function movesAt({ rule, alarm }: Slot): number | null {
  if (alarm.memory === undefined) return alarm.dueAt;
  const at = Math.min(alarm.dueAt ?? Infinity, restsAt(rule, alarm) ?? Infinity);
  return at === Infinity ? null : at;
}

/** How long a delay that may not end waits before it is asked again, in ms. */
const askAgainMs = 1000;
/** The longest that a timer is asked for, in ms: setTimeout counts in 31 bits. */
const longestMs = 2 ** 30;

/** The alarms, each with its rule, and the delays that run. Every change is handed to `out`. */
export function alarmSlots({ clock, term, fault, mayEnd }: SlotDeps, out: (change: AlarmChange, rule: AlarmRule) => void) {
  const slots = new Map<string, Slot>();
  const delays = dueHeap<Slot>();
  let timer: { readonly at: MonoMs; readonly stop: Stop } | null = null;
  let sequence = 0;
  let faults = 0;
  let stopped = false;

  function guarded<T>(slot: Slot, run: () => T): T | null {
    try { return run(); } catch (error) {
      faults++;
      if (!slot.broken) { slot.broken = true; fault?.(slot.rule.id, error); }
      return null;
    }
  }
  /** A slot is in the heap for its delay, or for a sooner one that was cancelled: then it is asked again when that would have ended. So the heap is no longer than the alarms are many, or nearly. */
  function queue(slot: Slot, dueAt: number | null): void {
    if (dueAt === null || dueAt >= slot.queuedAt) return;
    slot.queuedAt = dueAt;
    delays.push(monoMs(dueAt), slot);
  }
  function feed(slot: Slot, input: AlarmInput): AlarmChange | null {
    const before = slot.alarm;
    const change = guarded(slot, () => advance(slot.rule, before, input, { term, sequence }));
    if (change === null) return null;
    slot.alarm = change.alarm;
    if (change.occurrence !== before.occurrence) sequence++;
    queue(slot, movesAt(slot));
    guarded(slot, () => out(change, slot.rule));
    return change;
  }
  /** One timer, for the delay that ends first (PIP-02). */
  function arm(): void {
    const at = delays.next();
    if (stopped || at === (timer?.at ?? null)) return;
    timer?.stop();
    timer = at === null ? null : { at, stop: clock.after(Math.min(Math.max(at - clock.mono(), 0), longestMs), tick) };
  }
  function tick(): void {
    timer = null;
    const at = moment(clock);
    for (let slot = delays.take(at.mono); slot !== null; slot = delays.take(at.mono)) {
      slot.queuedAt = Infinity;
      const due = slots.get(slot.rule.id) === slot ? movesAt(slot) : null;
      if (due === null) continue;
      if (due > at.mono) queue(slot, due);
      else if (mayEnd(slot)) feed(slot, { type: 'tick', at });
      else queue(slot, at.mono + askAgainMs);
    }
    arm();
  }
  return {
    feed,
    arm,
    add(rule: AlarmRule, alarm: Alarm): void {
      const slot = { rule, alarm, handle: -1, partner: -1, queuedAt: Infinity, broken: false };
      slots.set(rule.id, slot);
      queue(slot, movesAt(slot));
    },
    remove: (id: string): void => void slots.delete(id),
    all: (): readonly Slot[] => [...slots.values()],
    get: (id: string): Slot | undefined => slots.get(id),
    /** By its own name, or by that of its present occurrence (`<alarm>/<term>/<sequence>`). */
    find(id: string): Slot | undefined {
      const own = slots.get(id);
      if (own !== undefined) return own;
      const slot = slots.get(id.slice(0, Math.max(id.lastIndexOf('/', id.lastIndexOf('/') - 1), 0)));
      return slot?.alarm.occurrence === id ? slot : undefined;
    },
    totals: () => ({ faults, delays: delays.size(), alarms: slots.size }),
    stop(): void { stopped = true; timer?.stop(); timer = null; },
  };
}
