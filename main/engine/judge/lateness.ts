/**
 * What is late? The order in which a device dates its readings is not the order in which they come: a data logger fills in what it could not send, and a clock is set. The first must not
 * raise alarms now (HOUSE 2.3), the second must not silence them, and both look the same at first. So what is not plainly of now is put aside until one of these tells which it was:
 *
 * - the point brings a reading of now: what was put aside was late;
 * - the point brings a newer one, by more than time has passed: what came before it was on its way through the past, and only the newest may still be how things stand;
 * - the point goes on at the pace of time: its clock is behind, and is believed from now on (`hear` says `set-back`);
 * - nothing newer comes for `patienceMs`: a reading that is newer than the last judged is how things stand, however old (`release`). An older one was late where its source shows the
 *   right time by other points, or is filling in (`discard`), and else its source's clock was set back (`set-back`).
 *
 * Of now: dated at most `liveMs` behind our clock; or behind what the source has shown its clock to be; or as far behind as this point is known to be. All durations by our monotonic clock.
 */

/** Disorder of less than this is jitter and judged as it comes, in ms. */
const jitterMs = 1000;
/** How long a reading may be put aside, in ms. */
const patienceMs = 5000;
/** What is dated at most this long ago is of now, in ms. */
const liveMs = 60_000;
/** How far a clock that is known to be behind may be off from what is known, in ms. */
const slackMs = 5000;
/** How long the newest reading of a fill waits for its successor, in ms, and how long at most. */
const fillMs = 30_000;
const longestMs = 60_000;
/** Two readings of a point that come within this and are dated further apart than time can explain are of a fill, in ms. */
const quickMs = 1000;
/** How far the pace of a clock may be off, as a share: wide, since a reading waits for its poll or its publishing. */
const paceOff = 0.2;
/** A device's clock may run slower than ours by this share (200 ppm) and is still fresh. */
const drift = 0.0002;
/** How many readings of one point may be put aside; beyond it the oldest goes. */
export const asideBound = 64;

/** The clock of one source. `keeps`: its peers may send what they kept. `lead`: by how much its dates of now were ahead of our monotonic clock. `freshAt`, `fillAt`: by ours, when it last showed that, and when a fill was last seen. */
export interface DeviceClock { keeps: boolean; lead: number; freshAt: number; fillAt: number }
export const deviceClock = (keeps: boolean): DeviceClock => ({ keeps, lead: -Infinity, freshAt: -Infinity, fillAt: -Infinity });

/** What a reading is: `aside`: wait; `anew`: wait, and what waited before it is superseded; `set-back`: judge it, and what waited before it. */
export type Heard = 'in-time' | 'aside' | 'anew' | 'set-back';
/** What becomes of what waits of one point. */
export type Verdict = 'wait' | 'discard' | 'release' | 'set-back';

/** For handles below `size`. All times in ms. */
export function lateness(size: number) {
  const judged = new Float64Array(size).fill(-Infinity);
  const lag = new Float64Array(size).fill(NaN);            // the lead of a point whose dates are known to be behind those of now
  const paceMono = new Float64Array(size).fill(NaN);       // our clock and the device's at the reading that its pace is measured from; NaN while in time
  const paceTime = new Float64Array(size).fill(NaN);

  function inTime(clock: DeviceClock, handle: number, time: number, received: number, mono: number): void {
    judged[handle] = time;
    paceMono[handle] = NaN;
    const lead = time - mono;
    if (!clock.keeps || received - time <= liveMs) { lag[handle] = NaN; clock.lead = Math.max(clock.lead, lead); }
    else if (clock.lead === -Infinity) clock.lead = lead;
    if (lead >= clock.lead - jitterMs) clock.freshAt = mono;
  }
  /** PIP-19. A lead that is behind our clock is never raised by what is ahead of it, or a fill would creep up to now. */
  function isOfNow(clock: DeviceClock, handle: number, time: number, received: number, mono: number): boolean {
    if (!clock.keeps || received - time <= liveMs) return true;
    const lead = time - mono;
    return (lead >= clock.lead - liveMs && lead <= clock.lead + slackMs) || Math.abs(lead - lag[handle]!) <= slackMs;
  }
  /** The clock of a point is behind, and of its source too unless that has shown otherwise since. */
  function learn(clock: DeviceClock, handle: number, time: number, lead: number): void {
    if (!(clock.freshAt >= paceMono[handle]!)) clock.lead = lead;
    judged[handle] = time;
    lag[handle] = lead;
    paceMono[handle] = NaN;
  }
  /** How things stand now was said when its run began, and not when it is believed. */
  const runLead = (handle: number): number => paceTime[handle]! - paceMono[handle]!;
  /** Measures the pace of what is put aside: a run that breaks it begins anew. */
  function pace(clock: DeviceClock, handle: number, time: number, mono: number): Exclude<Heard, 'in-time'> {
    const passed = mono - paceMono[handle]!;
    const ahead = time - paceTime[handle]! - passed;
    if (Math.abs(ahead) <= jitterMs + Math.max(passed, patienceMs) * paceOff) return passed >= patienceMs ? 'set-back' : 'aside';
    paceMono[handle] = mono;
    paceTime[handle] = time;
    if (!(ahead > 0)) return 'aside';
    if (clock.keeps && passed < quickMs) clock.fillAt = mono;
    return 'anew';
  }
  const isFilling = (clock: DeviceClock, mono: number, waited: number): boolean => mono - clock.fillAt < fillMs && waited < longestMs;
  return {
    /** What a reading with a value and a date is. `received`: our wall clock when it came; a date ahead of that proves nothing late (PIP-06). */
    hear(clock: DeviceClock, handle: number, time: number, received: number, mono: number): Heard {
      const last = judged[handle]!;
      if (time > last - jitterMs && isOfNow(clock, handle, time, received, mono)) { inTime(clock, handle, Math.max(time, last), received, mono); return 'in-time'; }
      if (last > received + jitterMs) { clock.lead = -Infinity; inTime(clock, handle, time, received, mono); return 'in-time'; }
      const how = pace(clock, handle, time, mono);
      if (how === 'set-back') learn(clock, handle, time, time - mono);
      return how;
    },
    /** A reading that its sender calls past (PIP-21): it waits like the newest of a fill. */
    fill(clock: DeviceClock, handle: number, time: number, mono: number): void {
      clock.fillAt = mono;
      paceMono[handle] = mono;
      paceTime[handle] = time;
    },
    /** Asked once a second of every point of which something waits; `time`: the date of the last that came. */
    settle(clock: DeviceClock, handle: number, time: number, mono: number): Verdict {
      const waited = mono - paceMono[handle]!;
      if (waited < patienceMs) return 'wait';
      const late = time <= judged[handle]! - jitterMs;
      if (late && clock.freshAt >= paceMono[handle]!) return waited < patienceMs + jitterMs ? 'wait' : 'discard';
      if (isFilling(clock, mono, waited)) return late ? 'discard' : 'wait';
      if (late) return 'set-back';
      learn(clock, handle, time, runLead(handle));
      return 'release';
    },
    /** True while a fill goes on; of whatever has waited for it so long, ms. */
    isFilling,
    /** A second, or so many ms, went by. */
    pass(clock: DeviceClock, ms: number): void { clock.lead -= ms * drift; },
    /** The clock of a source was set: what its points were dated is forgotten, and what those say that wait is believed. */
    restart(clock: DeviceClock, handles: readonly number[], waiting: readonly number[]): void {
      clock.lead = Math.max(...waiting.map(runLead));
      for (const h of handles) { judged[h] = -Infinity; paceMono[h] = NaN; lag[h] = NaN; }
    },
    /** What is known of each point, by handle. */
    columns: { judged, lag, paceMono, paceTime },
  };
}
export type Lateness = ReturnType<typeof lateness>;
