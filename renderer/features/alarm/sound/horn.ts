import { groupedAbove } from '#app/alarm';
import type { Level } from '#app/park';
import type { Stop } from '#kernel/time';
import type { AlarmStore } from '../store.ts';

/** How long until the tone of a level comes again, in ms; the calmest level sounds once. */
export const repeatMs: Readonly<Record<Level, number | null>> = { U: 4000, S: 4000, A: 6000, B: 10_000, C: 20_000, D: null };
const order: readonly Level[] = ['U', 'S', 'A', 'B', 'C', 'D'];

/** SND-01: sounds one calm tone for the most urgent level that is neither acknowledged nor silenced, again and again. A new alarm sounds at once, while there are few (SND-02). `enabled` is asked each time. */
export function horn(store: AlarmStore, play: (level: Level) => void, enabled: () => boolean, after: (ms: number, run: () => void) => Stop): Stop {
  let stopTimer: Stop | null = null;
  let before = { level: null as Level | null, count: 0 };
  function later(level: Level): void {
    stopTimer?.();
    const ms = repeatMs[level];
    stopTimer = ms === null ? null : after(ms, sound);
  }
  function sound(): void {
    stopTimer?.();
    stopTimer = null;
    const now = store.state.getState().horn;
    if (now === null) return;
    if (enabled()) play(now.level);
    later(now.level);
  }
  function look(): void {
    const now = store.state.getState().horn;
    const was = before;
    before = { level: now?.level ?? null, count: now?.count ?? 0 };
    if (now === null) { stopTimer?.(); stopTimer = null; return; }
    const than = order.indexOf(now.level) - (was.level === null ? Infinity : order.indexOf(was.level));
    if (than < 0 || (now.count > was.count && now.count <= groupedAbove)) sound();
    else if (than > 0) later(now.level);                          // the most urgent was heard; what is left goes on in its own time
  }
  const stop = store.state.subscribe(look);
  look();
  return () => { stop(); stopTimer?.(); };
}
