import { createHash } from 'node:crypto';
import { Status, type AdapterDeps, type Sample } from '#app/acquisition';
import { epochMs, type EpochMs, type MonoMs } from '#kernel/time';
import { dataFields, keptData, keyOf } from './address.ts';
import { dataAnswer, historyRequest, logonAnswer, noticeAnswer, type Voice } from './answers.ts';
import { asker, type Gap } from './missing.ts';
import type { Hj212Options } from './options.ts';
import { partsOf, type Whole } from './parts.ts';
import { readCp, type Said } from './readings.ts';
import type { Packet } from './segment.ts';
import { stampOf, timeOf, zoneMs } from './time.ts';

/** A line to a station; `say` sends one data segment. */
export interface Line { say(segment: string): void }
/** What a station is told to do with what it hears. `last`: until when it told what it keeps, by command, as an earlier run of ours heard it. `stood`: it came, or was given up and why. `count`: a fault by name. */
export interface StationDeps {
  readonly o: Hj212Options;
  readonly deps: Pick<AdapterDeps, 'clock' | 'note'>;
  readonly last: ReadonlyMap<string, EpochMs>;
  readonly push: (s: Sample) => void;
  readonly stood: (reason: 'closed' | 'silent' | null) => void;
  readonly count: (fault: string, where: string) => void;
}
export type Station = ReturnType<typeof stationOf>;

/** How many packets a station's repetitions are known by, and how many of its values are kept for points that are watched later. */
const MOST_SEEN = 512;
const MOST_KEPT = 20_000;

/** One station: its own link, by MN. What it says becomes samples in the order it came; silence takes its points' values away, and nobody else's. */
export function stationOf(mn: string, { o, deps, last: before, push, stood, count }: StationDeps) {
  const { clock } = deps;
  const zone = zoneMs(o.zone);
  const parts = partsOf(2 * o.answerMs);
  const seen = new Set<string>();
  const kept = new Map<string, Sample>();       // by key: the newest of each, under handle 0
  const lastOf = new Map(before);               // by command: the newest time that was told without being asked for
  let points = new Map<string, number[]>();
  let voice: Voice = { mn, pw: '', version: o.version === '2005' ? 0 : 1 };
  let st = '32';
  let line: Line | null = null;
  let up: boolean | null = null;                // null: never heard of, not yet given up
  let due: number = clock.mono() + o.silentMs;
  let ahead = 0;                                // the station's clock minus ours, ms
  let asks = 0;                                 // makes QN differ within one millisecond

  const note = (what: string): void => deps.note(`hj212 ${mn}: ${what}`);
  const ask = asker({ clock, answerMs: o.answerMs, note, say: (gap) => {
    if (line === null) return null;
    const qn = stampOf((clock.now() + asks++ % 10) as EpochMs, zone);
    line.say(historyRequest(voice, st, qn, gap.cn, stampOf(gap.begin, zone).slice(0, 14), stampOf(gap.end, zone).slice(0, 14)));
    return qn;
  } });

  const floor = (t: number, unit: number): EpochMs => epochMs(Math.floor((t + zone) / unit) * unit - zone);
  /** What must have been said since a station was last heard, of what is watched here. In whole minutes, hours and days, as they are told. */
  function gaps(): Gap[] {
    const now = clock.now() + ahead;
    const oldest = now - o.missingHours * 3_600_000;
    const wanted = [...keptData].filter(([cn]) => [...points.keys()].some((key) => key.startsWith(`${cn}:`)));
    return wanted.flatMap(([cn, unit]) => {
      const last = lastOf.get(cn);
      if (last === undefined) return [];
      const [begin, end] = [epochMs(Math.max(floor(last + unit, unit), floor(oldest + unit - 1, unit))), floor(now, unit)];
      return begin + unit > now ? [] : [{ cn, begin, end }];
    });
  }
  function dark(): void {
    up = false;
    due = Infinity;
    const receivedTime = clock.now();
    for (const handles of points.values()) for (const handle of handles) push({ handle, value: null, status: Status.noCommunication, sourceTime: null, receivedTime });
  }
  /** What was asked for may be older than what is known; what was said by itself is the newest, whatever its clock says. False: known already. */
  function keep(key: string, sample: Sample, late: boolean): boolean {
    const there = kept.get(key);
    const age = late && there !== undefined ? (sample.sourceTime ?? 0) - (there.sourceTime ?? 0) : 1;
    if (age > 0 && (there !== undefined || kept.size < MOST_KEPT)) kept.set(key, sample);
    return age !== 0;
  }
  /** What was told without being asked for is the newest of its command. True when it was asked for. */
  function asked(cn: string, t: EpochMs): boolean {
    if (ask.covers(cn, t)) return true;
    lastOf.set(cn, t);
    return false;
  }
  function tell(key: string, sample: Sample): void { for (const handle of points.get(key) ?? []) push({ ...sample, handle }); }
  function deliver(cn: string, { time, readings }: Said): void {
    const now = clock.now();
    const sourceTime = time === null ? null : timeOf(time, zone);
    if (sourceTime === null) {
      count('bad-time', mn);
      if (cn !== '2011') return;                // history without a time is no history, and would pass for now
    }
    const late = sourceTime !== null && asked(cn, sourceTime);
    for (const { factor, field, value, status } of readings) {
      if (dataFields[cn]?.includes(field) !== true) continue;
      const key = keyOf(cn, factor, field);
      const sample: Sample = { handle: 0, value, status, sourceTime, receivedTime: now };
      if (keep(key, sample, late)) tell(key, late ? { ...sample, late: true } : sample);
    }
  }
  function finish({ packet, missing }: Whole): void {
    if (missing > 0) count('missing-part', mn);
    const { said, params, faults } = readCp(packet.cp);
    if (faults.length > 0) count('bad-field', `${mn} CP at ${faults[0]}`);
    if (packet.cn === '9011' || packet.cn === '9012') ask.hear(packet.cn, packet.qn, params);
    else if (Object.hasOwn(dataFields, packet.cn)) for (const s of said) deliver(packet.cn, s);
  }
  function reply(packet: Packet, to: Line): void {
    if (packet.cn === '9021') to.say(logonAnswer(voice, packet));
    else if (packet.asks && !packet.cn.startsWith('90')) to.say(packet.cn === '1013' ? noticeAnswer(voice, packet) : dataAnswer(voice, packet));
  }
  /** What is told of now shows the station's clock. */
  function readClock({ cn, cp }: Packet): void {
    const t = cn === '2011' ? timeOf(/(?:^|[;,])DataTime=(\d{14,17})/.exec(cp)?.[1] ?? '', zone) : null;
    if (t !== null) ahead = t - clock.now();
  }
  /** True the first time that a packet comes: said again, it is answered again and not delivered (`text`: the whole segment). */
  function isNew(text: string): boolean {
    const key = createHash('sha256').update(text, 'latin1').digest('base64');
    if (seen.has(key)) return false;
    seen.add(key);
    if (seen.size > MOST_SEEN) seen.delete(seen.values().next().value!);
    return true;
  }

  return {
    mn,
    /** A packet of this station, whose password was right, on a line of its own or of its gateway. */
    hear(packet: Packet, text: string, from: Line): void {
      const back = line !== from || up !== true;
      if (line !== from) ask.broken();
      line = from;
      voice = { mn, pw: packet.pw, version: packet.version ?? voice.version };
      if (packet.st !== '91') st = packet.st;
      if (up !== true) { up = true; note('is heard'); stood(null); }
      due = clock.mono() + o.silentMs;
      readClock(packet);
      const missed = back && o.askMissing ? gaps() : [];
      reply(packet, from);
      if (isNew(text)) for (const whole of parts.take(packet, clock.mono())) finish(whole);
      if (missed.length > 0) ask.want(missed); else if (back) ask.again();
    },
    /** Its line is gone; it has `goneMs` to come back. */
    left(from: Line): void {
      if (line !== from) return;
      line = null;
      ask.broken();
      if (up === true) due = Math.min(due, clock.mono() + o.goneMs);
    },
    line: (): Line | null => line,
    isUp: (): boolean => up === true,
    last: (): ReadonlyMap<string, EpochMs> => lastOf,
    /** Other points; those it has said something of get it at once, those of a station that was given up learn that. */
    watch(next: Map<string, number[]>): void {
      points = next;
      const receivedTime = clock.now();
      if (up === null) due = clock.mono() + o.silentMs;
      for (const [key, handles] of points) {
        const sample = up === false ? { value: null, status: Status.noCommunication, sourceTime: null, receivedTime } : kept.get(key);
        if (sample !== undefined) for (const handle of handles) push({ ...sample, handle });
      }
    },
    beat(now: MonoMs): void {
      for (const whole of parts.overdue(now)) finish(whole);
      ask.beat(now);
      if (now < due) return;
      const reason = line === null && up === true ? 'closed' : 'silent';
      dark();
      note(reason === 'closed' ? 'hung up and did not come back' : 'silent');
      stood(reason);
    },
    /** The port itself is gone, and whoever knows why says so. */
    dark: (): void => { if (up !== false) dark(); },
  };
}
