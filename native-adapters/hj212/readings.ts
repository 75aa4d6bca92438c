import { Status } from '#app/acquisition';

/** One value of a factor, as said. */
export interface Reading { readonly factor: string; readonly field: string; readonly value: number | null; readonly status: number }
/** What was said of one time; `time` as written, null where none was. */
export interface Said { readonly time: string | null; readonly readings: readonly Reading[] }

/** OPC UA codes that this protocol's data flags come nearest to. */
const OUT_OF_SERVICE = 0x808d_0000;
const SUBSTITUTE = 0x4091_0000;
const SUB_NORMAL = 0x4095_0000;
const LIMIT_HIGH = 0x0600;                      // DataValue, stands at its upper end

interface Meaning { readonly status: number; readonly keeps: boolean }
const meaning = (status: number, keeps: boolean): Meaning => ({ status: status >>> 0, keeps });
/** A letter in the low five bits: A is 1; the digits of 2005 stand behind Z: 0 is 27. */
const codeOf = (flag: string): number => (flag >= 'A' && flag <= 'Z' ? flag.charCodeAt(0) - 64 : 27 + Number(flag));

/**
 * HJ 212-2017, 6.6.4, table 8: N works; F stopped, M in maintenance, C calibrating: bad, out of service; D broken: device failure; B no communication with the instrument;
 * S set by hand: uncertain, the value kept; T beyond the measuring range: out of range at its upper end, the value kept. HJ/T 212-2005 had besides, as its makers hand it down (its text was not at hand): P without power: device failure; air stations: 0 calibrating, 1 weather and 3 normal: good, 2 abnormal.
 */
const FLAGS: Readonly<Record<string, Meaning>> = {
  N: meaning(Status.good, true), 1: meaning(Status.good, true), 3: meaning(Status.good, true),
  T: meaning(Status.outOfRange | LIMIT_HIGH | codeOf('T'), true),
  S: meaning(SUBSTITUTE | codeOf('S'), true),
  ...Object.fromEntries(['F', 'M', 'C', '0'].map((f) => [f, meaning(OUT_OF_SERVICE | codeOf(f), false)])),
  ...Object.fromEntries(['D', 'P', '2'].map((f) => [f, meaning(Status.deviceFailure | codeOf(f), false)])),
  B: meaning(Status.noCommunication | codeOf('B'), false),
};
const UNKNOWN = meaning(SUB_NORMAL | 31, true);

/** What a data flag means; without one all is well, and one that no standard knows is uncertain. */
export function flagMeans(flag: string | undefined): Meaning {
  if (flag === undefined || flag === '') return FLAGS['N']!;
  return (Object.hasOwn(FLAGS, flag) ? FLAGS[flag] : undefined) ?? UNKNOWN;
}

const NUMBER = /^[+-]?(?:\d{1,20}(?:\.\d{0,20})?|\.\d{1,20})(?:[eE][+-]?\d{1,2})?$/;
/** Fields that are numbers; others (SampleTime, EFlag, Info) may say what they like. */
const NUMBERS: Readonly<Record<string, true>> = { Rtd: true, ZsRtd: true, Min: true, Avg: true, Max: true, Cou: true, ZsMin: true, ZsAvg: true, ZsMax: true, RS: true, RT: true, Data: true, DayData: true, NightData: true };
const ITEM = /^([0-9A-Za-z_]{1,16})-([A-Za-z]{2,16})$/;

interface Piece { readonly factor: string; readonly field: string; readonly text: string }
interface Group { time: string | null; readonly pieces: Piece[]; readonly flags: Map<string, string>; readonly names: Set<string> }
const group = (time: string | null): Group => ({ time, pieces: [], flags: new Map(), names: new Set() });

function reading({ factor, field, text }: Piece, flags: ReadonlyMap<string, string>): Reading {
  const { status, keeps } = flagMeans(flags.get(factor));
  const value = NUMBER.test(text) ? Number(text) : null;
  if (!keeps) return { factor, field, value: null, status };
  return value === null ? { factor, field, value, status: Status.deviceFailure } : { factor, field, value, status };
}

/** What CP holds: times with their readings, parameters by name, and where (in characters) stands what cannot be meant. `;` and `,` part alike, since stations do not agree on which (HJ 212-2017, 6.3.3.1: `,` within an item). A new DataTime begins a new time. */
export function readCp(cp: string): { readonly said: readonly Said[]; readonly params: ReadonlyMap<string, string>; readonly faults: readonly number[] } {
  const params = new Map<string, string>();
  const faults: number[] = [];
  let now = group(null);
  const groups = [now];
  let at = 0;
  function begin(time: string): void {
    if (now.time === null && now.pieces.length === 0) now.time = time; else if (time !== now.time) groups.push(now = group(time));
  }
  function hear(name: string, text: string): void {
    const item = ITEM.exec(name);
    if (name === 'DataTime') begin(text);
    if (item === null) { if (!params.has(name)) params.set(name, text); return; }
    if (now.names.has(name)) { faults.push(at); return; }
    now.names.add(name);
    const [, factor = '', field = ''] = item;
    if (field === 'Flag') now.flags.set(factor, text); else now.pieces.push({ factor, field, text });
    if (Object.hasOwn(NUMBERS, field) && !NUMBER.test(text)) faults.push(at);
  }
  for (const piece of cp.split(/[;,]/)) {
    const eq = piece.indexOf('=');
    if (eq > 0) hear(piece.slice(0, eq).trim(), piece.slice(eq + 1)); else if (piece.trim() !== '') faults.push(at);
    at += piece.length + 1;
  }
  return { said: groups.filter((g) => g.pieces.length > 0).map((g) => ({ time: g.time, readings: g.pieces.map((p) => reading(p, g.flags)) })), params, faults };
}
