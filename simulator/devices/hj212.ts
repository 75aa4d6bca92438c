import type { Device, DeviceValue, FaultKind, FaultOptions } from './device.ts';
import { digits, moment14, type Heard } from './hj212/frames.ts';
import { clean, stationLine } from './hj212/line.ts';

/** The faults of every device, and a station's own: half a frame, a wrong checksum, a clock that is wrong by `ms` (default an hour). */
export type StationFault = FaultKind | 'half-frame' | 'bad-crc' | 'wrong-clock';

/**
 * `mn`, `pw`, `st` (22 air, 31 waste gas, 32 waste water). `version` 2005 says no Flag bits of 2017. `periodMs`: how often all is told (2011); null: only what changes (`changes`) and all when a line begins.
 * `heartMs`: a sign of life between (9021). `minuteMs`, `hourMs`: how long a minute's (2051) and an hour's (2061) statistics last; null: none. `overMs`, `times`: OverTime and ReCount. `zone`: minutes east of Greenwich.
 */
export interface StationOptions {
  readonly mn: string; readonly pw?: string; readonly st?: string; readonly version?: '2017' | '2005';
  readonly periodMs?: number | null; readonly heartMs?: number | null; readonly changes?: boolean;
  readonly minuteMs?: number | null; readonly hourMs?: number | null;
  readonly overMs?: number; readonly times?: number; readonly retryMs?: number; readonly zone?: number;
}
/** The statistics of a factor over one minute, hour or day. */
export interface Stat { readonly min: number; readonly avg: number; readonly max: number; readonly cou: number }
export interface Hj212Station extends Device {
  inject(fault: StationFault | null, opts?: FaultOptions): Promise<void>;
  /** Tells a command's values of a time, as HJ 212-2017 writes CP; kept for whoever asks later, unless a line stands (`keepOnly`: not told now). */
  record(cn: '2031' | '2051' | '2061', at: number, stats: Readonly<Record<string, Stat>>, keepOnly?: boolean): void;
  /** Tells everything as it is now, once more when its line is back. */
  tell(): void;
  /** Any data segment's tail after MN, or bytes. */
  raw(bytes: Buffer): void;
  /** The last data segments that were said, newest last. */
  said(): readonly string[];
  unanswered(): number;
}

interface Cell { value: DeviceValue; at: number | null; flag: string }
interface Kept { readonly cn: string; readonly at: number; readonly stats: Readonly<Record<string, Stat>> }
const MOST_KEPT = 10_000;
const FAULT_CODE = 4;                           // D, the fourth letter
/** HJ 212-2017, 6.3: a data segment has at most 1024 characters; room for its head is left. */
const MOST_CP = 880;

/** A monitoring station: calls its centre (`start(port)` is the centre's port, on loopback), greets, tells its values, says again what was not answered, keeps what it measured and gives it to whoever asks. */
export function hj212Station(o: StationOptions): Hj212Station {
  const { mn, pw = '123456', st = '31', zone = 480 } = o;
  const cells = new Map<string, Cell>();
  const history: Kept[] = [];
  const sent: string[] = [];
  const sums = new Map<string, Map<string, number[]>>();
  const timers: NodeJS.Timeout[] = [];
  let [wrong, lastQn] = [0, 0];
  let spoiling = clean;
  let all: string | null = null;                // a flag for everything: `D` broken, `T` over range
  const broken = new Set<string>();             // factors that say `D`, whatever is set
  let over: number | null = null;
  let frozen: ReadonlyMap<string, Cell> | null = null;

  const now = (): number => Date.now() + wrong;
  const qnOf = (): string => { lastQn = Math.max(lastQn + 1, now()); return digits(lastQn, zone); };
  const flags = (asks: boolean, split: boolean): number => (o.version === '2005' ? 0 : 4) | (asks ? 1 : 0) | (split ? 2 : 0);

  function head(qn: string, cn: string, asks: boolean, part: string): string {
    return `QN=${qn};ST=${cn.startsWith('90') ? '91' : st};CN=${cn};PW=${pw};MN=${mn};Flag=${flags(asks, part !== '')};${part}`;
  }
  /** Items that stand together are one message, in as many packets as it needs: each repeats `first` and, in 2017, is under a QN of its own and wants an answer, whatever asked for it (HJ 212-2017, table C.50). */
  function tell(cn: string, first: string, items: readonly string[], wanted = true, under = qnOf()): void {
    const packets: string[] = [];
    for (const item of items.length === 0 ? [''] : items) {
      const open = packets.at(-1);
      if (open !== undefined && open.length + item.length + 1 <= MOST_CP) packets[packets.length - 1] = `${open};${item}`;
      else packets.push([first, item].filter((s) => s !== '').join(';'));
    }
    const ownQns = packets.length > 1 && o.version !== '2005';
    const asks = wanted || ownQns;
    packets.forEach((cp, i) => {
      const qn = ownQns && (i > 0 || !wanted) ? qnOf() : under;
      const data = `${head(qn, cn, asks, packets.length === 1 ? '' : `PNUM=${packets.length};PNO=${i + 1};`)}CP=&&${cp}&&`;
      sent.push(data);
      if (sent.length > 200) sent.shift();
      line.say(data, asks ? `${qn} ${packets.length === 1 ? '' : i + 1}` : null);
    });
  }
  const shown = (factor: string): Cell => {
    const cell = frozen?.get(factor) ?? cells.get(factor)!;
    return { ...cell, value: over ?? cell.value, flag: all ?? (broken.has(factor) ? 'D' : cell.flag) };
  };
  const item = (factor: string): string => { const { value, flag } = shown(factor); return `${factor}-Rtd=${Number(value)},${factor}-Flag=${flag}`; };
  const time14 = (t: number): string => digits(t, zone).slice(0, 14);

  /** All values as they are now. */
  function tellAll(): void {
    if (cells.size > 0) tell('2011', `DataTime=${time14(frozen === null ? now() : now() - 1)}`, [...cells.keys()].map(item));
  }
  function tellOne(factor: string): void {
    if (o.changes === true && line.isUp()) tell('2011', `DataTime=${time14(shown(factor).at ?? now())}`, [item(factor)]);
  }
  const statItem = ([f, s]: [string, Stat]): string => `${f}-Cou=${s.cou},${f}-Min=${s.min},${f}-Avg=${s.avg},${f}-Max=${s.max},${f}-Flag=N`;
  function record(cn: Kept['cn'], at: number, stats: Kept['stats'], keepOnly = false): void {
    history.push({ cn, at, stats });
    if (history.length > MOST_KEPT) history.shift();
    if (!keepOnly && line.isUp()) tell(cn, `DataTime=${time14(at)}`, Object.entries(stats).map(statItem));
  }
  /** Answers a request for what is kept: 9011, the data under the request's own QN, 9012. */
  function give(qn: string, cn: string, cp: Heard['cp']): void {
    const [from, to] = [moment14(cp.get('BeginTime') ?? '', zone), moment14(cp.get('EndTime') ?? '', zone)];
    const back = (what: string, code: number): void => tell(what, o.version === '2005' ? `QN=${qn}` : '', [`${what === '9011' ? 'QnRtn' : 'ExeRtn'}=${code}`], false, qn);
    if (!(from <= to)) { back('9011', 2); return; }
    back('9011', 1);
    const found = history.filter((k) => k.cn === cn && k.at >= from && k.at <= to);
    for (const k of found) tell(cn, `DataTime=${time14(k.at)}`, Object.entries(k.stats).map(statItem), false, qn);
    back('9012', found.length === 0 ? 100 : 1);
  }
  function hear({ fields, cp }: Heard): void {
    const [qn, cn] = [fields.get('QN') ?? '', fields.get('CN') ?? ''];
    if (fields.get('MN') === mn && fields.get('PW') === pw && ['2031', '2051', '2061'].includes(cn)) give(qn, cn, cp);
  }
  const line = stationLine({
    retryMs: o.retryMs ?? 1000, overMs: o.overMs ?? 5000, times: o.times ?? 3, hear,
    begun: () => { if (o.heartMs !== undefined && o.heartMs !== null) tell('9021', '', [], false); tellAll(); },
  });
  function note(factor: string, value: number): void {
    for (const cn of ['2051', '2061']) {
      const of = sums.get(cn) ?? new Map<string, number[]>();
      sums.set(cn, of);
      const list = of.get(factor) ?? [];
      of.set(factor, list);
      if (list.length < 10_000) list.push(value);
    }
  }
  function close(cn: '2051' | '2061'): void {
    const of = sums.get(cn) ?? new Map<string, number[]>();
    sums.delete(cn);
    const stats = [...of].map(([f, v]) => [f, { min: Math.min(...v), max: Math.max(...v), avg: v.reduce((a, b) => a + b, 0) / v.length, cou: v.reduce((a, b) => a + b, 0) }] as const);
    if (stats.length > 0) record(cn, Math.floor(now() / 1000) * 1000, Object.fromEntries(stats));
  }
  const factorOf = (address: string): string => /(?:^|\/|:)([0-9A-Za-z_]{1,16})(?:-Rtd)?$/.exec(address)?.[1] ?? ((): never => { throw new RangeError(`not a factor: ${address}`); })();
  const every = (ms: number | null | undefined, run: () => void): void => { if (ms !== undefined && ms !== null) timers.push(setInterval(run, ms)); };

  async function inject(fault: StationFault | null, opts: FaultOptions = {}): Promise<void> {
    const begin: Record<StationFault, () => void> = {
      drop: () => { spoiling = { ...spoiling, drop: true }; },
      late: () => { spoiling = { ...spoiling, lateMs: opts.ms ?? 2000 }; },
      garbage: () => { spoiling = { ...spoiling, garbage: true }; },
      'half-frame': () => { spoiling = { ...spoiling, half: true }; },
      'bad-crc': () => { spoiling = { ...spoiling, crc: true }; },
      'wrong-clock': () => { wrong = opts.ms ?? 3_600_000; },
      frozen: () => { frozen = new Map([...cells].map(([f, c]) => [f, { ...c }])); },
      'bad-status': () => { if (opts.address === undefined) all = 'D'; else broken.add(factorOf(opts.address)); },
      'over-range': () => { if (opts.address === undefined) [all, over] = ['T', opts.value ?? 9999]; else Object.assign(cells.get(factorOf(opts.address))!, { flag: 'T', value: opts.value ?? 9999 }); },
    };
    if (fault === null) { [spoiling, all, over, frozen, wrong] = [clean, null, null, null, 0]; broken.clear(); for (const c of cells.values()) c.flag = 'N'; } else begin[fault]();
    line.spoil(spoiling);
  }
  return {
    inject, record,
    tell: tellAll,
    start: async (port) => {
      every(o.periodMs, tellAll);
      every(o.heartMs, () => tell('9021', '', [], false));
      every(o.minuteMs, () => close('2051'));
      every(o.hourMs, () => close('2061'));
      line.start(port);
      return port;
    },
    stop: () => { for (const t of timers.splice(0)) clearInterval(t); return line.stop(); },
    set: (address, value, opts) => {
      const factor = factorOf(address);
      cells.set(factor, { value, at: opts?.sourceTime?.getTime() ?? null, flag: 'N' });
      if (o.minuteMs !== undefined && o.minuteMs !== null) note(factor, Number(value));
      tellOne(factor);
    },
    get: (address) => (cells.has(factorOf(address)) ? shown(factorOf(address)).value : null),
    fault: (address) => {
      const factor = factorOf(address);
      const cell = cells.get(factor) ?? { value: 0, at: null, flag: 'D' };
      cells.set(factor, { ...cell, flag: 'D' });
      tellOne(factor);
      return FAULT_CODE;
    },
    connections: () => (line.isUp() ? 1 : 0),
    raw: (bytes) => line.raw(bytes),
    said: () => sent,
    unanswered: line.unanswered,
  };
}
