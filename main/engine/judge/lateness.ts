/**
 * What is late? The order in which a device dates its readings is not the order in which they come: a data logger fills in what it could
 * not send, and a clock is set. The first must not raise alarms now (HOUSE 2.3), the second must not silence them. Both look the same at
 * first: a reading older than the last. So it is put aside, at most `patienceMs`, until one of these tells which it was:
 *
 * - the point itself brings a reading in time: what was put aside was late;
 * - the point goes on bringing old readings at the pace of time: its clock was set back (`hear` says `set-back`);
 * - nothing fresh came from the whole source meanwhile: the clock of the source was set back (`settle` says `release`);
 * - something fresh came from other points of the source: its clock is right, what was put aside was late (`settle` says `discard`).
 *
 * Fresh: dated no more than `jitterMs` behind the clock that its source has shown so far. All durations by our monotonic clock.
 */

/** Disorder of less than this is jitter and judged as it comes, in ms. */
const jitterMs = 1000;
/** How long a reading may be put aside, in ms. */
const patienceMs = 5000;
/** How far the pace of a clock may be off, as a share: wide, since a reading waits for its poll or its publishing. */
const paceOff = 0.2;
/** A device's clock may run slower than ours by this share (200 ppm) and is still fresh. */
const drift = 0.0002;
/** How many readings of one point may be put aside; beyond it the oldest goes. */
export const asideBound = 64;

/** The clock of one source. `lead`: the most by which its dates were ahead of our monotonic clock. `freshAt`, `lateSince`: by ours. */
export interface DeviceClock { lead: number; freshAt: number; lateSince: number | null }
export const deviceClock = (): DeviceClock => ({ lead: -Infinity, freshAt: -Infinity, lateSince: null });

/** For handles below `size`. All times in ms. */
export function lateness(size: number) {
  const judged = new Float64Array(size).fill(-Infinity);
  const paceMono = new Float64Array(size).fill(NaN);       // our clock and the device's at the late reading that its pace is measured from; NaN while in time
  const paceTime = new Float64Array(size).fill(NaN);

  function inTime(clock: DeviceClock, handle: number, time: number, mono: number): void {
    judged[handle] = time;
    paceMono[handle] = NaN;
    if (time - mono > clock.lead) clock.lead = time - mono;
  }
  /** True if the point's late readings have advanced as time does. */
  function keepsPace(handle: number, time: number, mono: number): boolean {
    const passed = mono - paceMono[handle]!;
    if (passed < patienceMs) return false;
    if (Math.abs(time - paceTime[handle]! - passed) <= jitterMs + passed * paceOff) return true;
    paceMono[handle] = mono;
    paceTime[handle] = time;
    return false;
  }
  return {
    /** What a reading with a value and a date is. `received`: our wall clock when it came; a date ahead of that proves nothing late (PIP-06). */
    hear(clock: DeviceClock, handle: number, time: number, received: number, mono: number): 'in-time' | 'late' | 'set-back' {
      const last = judged[handle]!;
      if (time - mono >= clock.lead - jitterMs) clock.freshAt = mono;
      if (time > last - jitterMs) { inTime(clock, handle, Math.max(time, last), mono); return 'in-time'; }
      if (last > received + jitterMs) { clock.lead = -Infinity; inTime(clock, handle, time, mono); return 'in-time'; }
      if (keepsPace(handle, time, mono)) { inTime(clock, handle, time, mono); return 'set-back'; }
      if (Number.isNaN(paceMono[handle]!)) { paceMono[handle] = mono; paceTime[handle] = time; }
      clock.lateSince ??= mono;
      return 'late';
    },
    /** Asked once a second: what becomes of the readings of a source that were put aside. */
    settle(clock: DeviceClock, mono: number, sincePrevMs: number): 'wait' | 'discard' | 'release' {
      clock.lead -= sincePrevMs * drift;
      if (clock.lateSince === null || mono - clock.lateSince < patienceMs) return 'wait';
      const right = clock.freshAt >= clock.lateSince;
      clock.lateSince = null;
      return right ? 'discard' : 'release';
    },
    /** Forgets what the points of a source were dated: its clock starts again. */
    restart(clock: DeviceClock, handles: readonly number[]): void {
      clock.lead = -Infinity;
      for (const h of handles) { judged[h] = -Infinity; paceMono[h] = NaN; }
    },
    /** What is known of each point, by handle. */
    columns: { judged, paceMono, paceTime },
  };
}
export type Lateness = ReturnType<typeof lateness>;
