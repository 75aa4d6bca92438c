import type { Frame } from '../program.ts';
import { CalculationStatus, isLost, worse } from '../status.ts';
import type { Term } from '../term.ts';
import { movingWindow } from './window.ts';

/** What a function over time remembers. It is told every time, wherever it stands in its expression (CAL-19), and says what it makes of it. */
export interface Memory {
  value: number;
  status: number;
  /** `value`: what it is about, NaN where there is none; `status` is that of `value`. */
  hear(value: number, status: number, c: Frame): void;
  /** What is kept over a restart; null: nothing (CAL-24). */
  kept(): readonly number[] | null;
  restore(numbers: readonly number[]): void;
}
type Over = Term & { readonly t: 'over' };
type Hear = (m: Memory, value: number, status: number, c: Frame) => void;

const memory = (hear: Hear, kept: () => readonly number[] | null = () => null, restore: (numbers: readonly number[]) => void = () => {}): Memory => ({
  value: NaN, status: CalculationStatus.waiting, hear(value, status, c) { hear(this, value, status, c); }, kept, restore,
});
/** CAL-22: what is counted stands while its input has no value, and says so. */
const counted = (m: Memory, all: number, value: number, status: number): void => { m.value = all; m.status = Number.isNaN(value) ? CalculationStatus.lastUsable : status; };

function total(unitMs: number): Memory {
  let all = 0;
  let stood = NaN;
  return memory((m, value, status, { dt }) => {
    if (!Number.isNaN(stood)) all += (stood * dt) / unitMs;
    stood = value;
    counted(m, all, value, status);
  }, () => [all], ([n]) => { all = n ?? 0; });
}
const hourMs = 3_600_000;
function runHours(): Memory {
  let ms = 0;
  let was = false;
  return memory((m, value, status, { dt }) => {
    if (was) ms += dt;
    was = !Number.isNaN(value) && value !== 0;
    counted(m, ms / hourMs, value, status);
  }, () => [ms], ([n]) => { ms = n ?? 0; });
}
/** Starts: from off to on, whatever was not known between. */
function starts(): Memory {
  let all = 0;
  let last = NaN;
  return memory((m, value, status) => {
    if (!Number.isNaN(value)) { if (last === 0 && value !== 0) all++; last = value === 0 ? 0 : 1; }
    counted(m, all, value, status);
  }, () => [all, Number.isNaN(last) ? -1 : last], ([n, on]) => { all = n ?? 0; last = on === 0 || on === 1 ? on : NaN; });
}
/** Seconds since it came on; what was not known between is not counted. */
function onFor(): Memory {
  let ms = 0;
  let was = false;
  return memory((m, value, status, { dt }) => {
    if (was) ms += dt;
    if (value === 0) ms = 0;
    was = !Number.isNaN(value) && value !== 0;
    m.value = Number.isNaN(value) ? NaN : ms / 1000;
    m.status = status;
  }, () => [ms], ([n]) => { ms = n ?? 0; });
}
function prev(slot: number): Memory {
  let [before, now, heard] = [NaN, NaN, -1];
  return memory((m, value, status, c) => {
    if (c.heard[slot] !== heard && !Number.isNaN(value)) { before = now; now = value; heard = c.heard[slot]!; }
    m.value = before;
    m.status = Number.isNaN(before) ? worse(status, CalculationStatus.waiting) : status;
  });
}

/** A window over `ms` that what stood is put into before each new value is looked at. */
function overWindow(ms: number, look: (m: Parameters<Parameters<typeof memory>[0]>[0], value: number, status: number, window: ReturnType<typeof movingWindow>) => void): Memory {
  const window = movingWindow(ms);
  let stood = NaN;
  return memory((m, value, status, { dt }) => {
    window.stand(stood, dt);
    window.touch(value);
    stood = value;
    look(m, value, status, window);
  });
}
/** CAL-23: a mean or an extreme of what is known of the window; of less than half of it, doubtful. */
function ofWindow(ms: number, pick: 'mean' | 'least' | 'most'): Memory {
  return overWindow(ms, (m, value, status, window) => {
    const known = window.knownMs();
    const all = window[pick]();
    m.value = known === 0 ? value : all;
    m.status = Number.isNaN(m.value) ? status : isLost(status) || Number.isNaN(value) ? CalculationStatus.lastUsable : worse(status, known * 2 < ms ? CalculationStatus.subNormal : 0);
  });
}
/** CAL-23: how far the value is from what it was; `perMs` 0: over the whole window, else per so long, of at least a tenth of it. */
function change(ms: number, perMs: number): Memory {
  return overWindow(ms, (m, value, status, window) => {
    const { value: then, agoMs } = window.oldest();
    const enough = perMs > 0 ? agoMs * 10 >= ms : window.isFull() && agoMs >= ms * 0.98;
    m.value = enough ? (perMs > 0 ? ((value - then) / agoMs) * perMs : value - then) : NaN;
    m.status = enough && !Number.isNaN(m.value) ? status : worse(status, CalculationStatus.waiting);
  });
}

/** The memory of one function over time. `slot`: of the point, where it is about a point itself. */
export function memoryOf({ fn, ms, perMs }: Over, slot: number): Memory {
  switch (fn) {
    case 'total': return total(ms);
    case 'runHours': return runHours();
    case 'count': return starts();
    case 'onFor': return onFor();
    case 'prev': return prev(slot);
    case 'avg': return ofWindow(ms, 'mean');
    case 'min': return ofWindow(ms, 'least');
    case 'max': return ofWindow(ms, 'most');
    case 'rate': return change(ms, perMs);
    case 'delta': return change(ms, 0);
  }
}
