import { picked, Status, type Batch, type Point, type Sample } from '#app/acquisition';
import type { Clock } from '#kernel/time';
import type { Place } from './points.ts';
import type { FarState } from './words.ts';

/** The status of a point that the site of the collection host does not have. */
const notFound = 0x803e_0000;
interface Placed { readonly place: Place; readonly of: Point }

/** Points of a collection host by the numbers of its stream, and by our handles. `push`: one sample, in the line with all others. */
export function farPoints(clock: Clock, push: (s: Sample) => void) {
  let watched = new Map<string, number[]>();   // names there, and our own `!up` ..., to our handles
  let names: string[] = [];                    // by number
  let there: ReadonlySet<string> | null = null; // what its site has now; null while nobody has said
  let handlesOf: (readonly number[] | undefined)[] = [];
  let last: { readonly batch: Batch; readonly row: number }[] = [];
  let up: boolean | null = null;

  function say(name: string, value: number | null, status: number): void {
    const receivedTime = clock.now();
    for (const handle of watched.get(name) ?? []) push({ handle, value, status, sourceTime: null, receivedTime });
  }
  const lay = (): void => { handlesOf = names.map((name) => watched.get(name)); };
  function again(number: number): void {
    const kept = last[number];
    if (kept === undefined) return;
    const { batch: b, row: i } = kept;
    const text = b.text?.get(i);
    for (const handle of handlesOf[number] ?? []) {
      push({ handle, value: Number.isNaN(b.value[i]!) ? null : b.value[i]!, status: b.status[i]!, sourceTime: (Number.isNaN(b.sourceTime[i]!) ? b.receivedTime[i]! : b.sourceTime[i]!) as Sample['sourceTime'], receivedTime: b.receivedTime[i] as Sample['receivedTime'], ...(text !== undefined && { text }) });
    }
  }
  function absent(): void { for (const name of watched.keys()) if (!name.startsWith('!') && there?.has(name) === false) say(name, null, notFound); }

  /** Each row that is watched, once for every point of ours that wants it; null where a number has no name. */
  function placeRows(batch: Batch, late: boolean): { readonly rows: readonly number[]; readonly handles: readonly number[] } | null {
    const rows: number[] = [];
    const handles: number[] = [];
    for (let i = 0; i < batch.length; i++) {
      const number = batch.handle[i]!;
      if (names[number] === undefined || number === 0) return null;
      if (!late) last[number] = { batch, row: i };
      for (const handle of handlesOf[number] ?? []) { rows.push(i); handles.push(handle); }
    }
    return { rows, handles };
  }

  return {
    watch(points: readonly Placed[]): void {
      watched = new Map();
      for (const { place: { name }, of: { handle } } of points) watched.set(name, [...(watched.get(name) ?? []), handle]);
      lay();
      if (up === false) { for (const name of watched.keys()) if (!name.startsWith('!')) say(name, null, Status.noCommunication); }
      else { for (const number of names.keys()) if (there === null || there.has(names[number]!)) again(number); absent(); }
      if (up !== null) say('!up', Number(up), Status.good);
    },
    /** A link begins: numbers are those of its stream. */
    begin(): void { names = []; there = null; last = []; handlesOf = []; },
    /** False where the names leave a gap. */
    named(from: number, list: readonly string[]): boolean {
      if (from > Math.max(names.length, 1)) return false;
      for (const [i, name] of list.entries()) names[from + i] = name;
      names[0] ??= '';
      lay();
      return true;
    },
    ready(numbers: readonly number[]): boolean {
      if (numbers.some((n) => names[n] === undefined)) return false;
      there = new Set(numbers.map((n) => names[n]!));
      up = true;
      say('!up', 1, Status.good);
      absent();
      return true;
    },
    /** The batch under our handles; null where it has a number that nobody has named. What the device does not date is dated by when the collection host heard it: that is when it was so. */
    translate(batch: Batch, late: boolean): Batch | null {
      const placed = placeRows(batch, late);
      if (placed === null) return null;
      const { late: _late, ...ours } = picked(batch, placed.rows, Uint32Array.from(placed.handles));
      for (let i = 0; i < ours.length; i++) if (Number.isNaN(ours.sourceTime[i]!)) ours.sourceTime[i] = ours.receivedTime[i]!;
      return late ? { ...ours, late: 'past' } : ours;
    },
    /** A batch of now that was taken in an earlier link: tells those points of which this link has not said anything yet. */
    stands(batch: Batch): void {
      for (let i = 0; i < batch.length; i++) {
        const number = batch.handle[i]!;
        if (last[number] !== undefined || names[number] === undefined) continue;
        last[number] = { batch, row: i };
        again(number);
      }
    },
    state({ now, waiting, dropped, sources }: FarState): void {
      say('!clock', now - clock.now(), Status.good);
      say('!waiting', waiting, Status.good);
      say('!dropped', dropped, Status.good);
      for (const { id, link } of sources) say(`!source/${id}`, Number(link === 'up'), Status.good);
    },
    /** Its link is lost, or it never came: no point has a value. */
    dark(): void {
      if (up === false) return;
      up = false;
      for (const name of watched.keys()) if (name !== '!up') say(name, null, Status.noCommunication);
      say('!up', 0, Status.good);
    },
  };
}
export type FarPoints = ReturnType<typeof farPoints>;
