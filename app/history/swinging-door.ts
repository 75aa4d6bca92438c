/**
 * 旋转门: which samples of one point are kept so that a straight line between two kept neighbours is never further than `deviation` from any sample between them, at that sample's own time (HIS-01).
 * Bristol 1990 (US 4,669,097) lets the end of a segment be further out than the door; here the door of all that came is narrowed first and a sample that is not inside it ends the segment before it, so that the
 * bound holds for every sample and not twice over.
 */
export interface DoorState {
  /** The last kept sample, from which the door hangs; NaN: none. */
  time: number; value: number;
  /** The slopes between which a line misses nothing that came since. */
  low: number; high: number;
  /** The last sample that came since and is not kept; NaN: none. */
  heldTime: number; heldValue: number;
}
export const newDoor = (): DoorState => ({ time: Number.NaN, value: Number.NaN, low: -Infinity, high: Infinity, heldTime: Number.NaN, heldValue: Number.NaN });

/** What is to be kept because of one sample: nothing yet, the one that was held, or this one. */
export type Verdict = 'none' | 'held' | 'this';

/** So much narrower is the door than it may be: what float64 loses in a line drawn between epoch times. */
const margin = 1 - 1e-9;

/** A segment begins at a kept sample. */
function hang(door: DoorState, time: number, value: number): void {
  door.time = time;
  door.value = value;
  door.low = -Infinity;
  door.high = Infinity;
  door.heldTime = door.heldValue = Number.NaN;
}
/** Narrows the door by one sample and holds it. */
function narrow(door: DoorState, time: number, value: number, deviation: number): void {
  const over = time - door.time;
  const reach = deviation * margin;
  door.low = Math.max(door.low, (value - reach - door.value) / over);
  door.high = Math.min(door.high, (value + reach - door.value) / over);
  door.heldTime = time;
  door.heldValue = value;
}

/**
 * One good sample with a finite value, later than the one before. `deviation` 0 keeps every change of slope. The caller keeps what the verdict says, in time order, and ends a segment (`endSegment`) where quality changes,
 * where a gap begins and before a block is closed.
 */
export function passDoor(door: DoorState, time: number, value: number, deviation: number): Verdict {
  if (Number.isNaN(door.time)) { hang(door, time, value); return 'this'; }
  const slope = (value - door.value) / (time - door.time);
  const inside = slope >= door.low && slope <= door.high;
  if (inside || Number.isNaN(door.heldTime)) { narrow(door, time, value, deviation); return 'none'; }
  hang(door, door.heldTime, door.heldValue);
  narrow(door, time, value, deviation);
  return 'held';
}

/** The end of a segment: true where a sample was held, which is kept now. The next sample begins anew. */
export function endSegment(door: DoorState): boolean {
  const held = !Number.isNaN(door.heldTime);
  hang(door, Number.NaN, Number.NaN);
  return held;
}
