import type { Level } from '#app/park';
import type { Stop } from '#kernel/time';
import type { AlarmStore } from './store.ts';

/** How long until the tone of a level comes again, in ms; the calmest level sounds once. */
export const repeatMs: Readonly<Record<Level, number | null>> = { U: 4000, S: 4000, A: 6000, B: 10_000, C: 20_000, D: null };

/** Sounds one calm tone for the most urgent level that is neither acknowledged nor silenced, again and again, however many alarms there are. A new alarm sounds at once. `enabled` is asked each time. */
export function horn(store: AlarmStore, play: (level: Level) => void, enabled: () => boolean, after: (ms: number, run: () => void) => Stop): Stop {
  let stopTimer: Stop | null = null;
  let before = { level: null as Level | null, count: 0 };
  function sound(): void {
    stopTimer?.();
    stopTimer = null;
    const now = store.state.getState().horn;
    if (now === null) return;
    if (enabled()) play(now.level);
    const ms = repeatMs[now.level];
    if (ms !== null) stopTimer = after(ms, sound);
  }
  function look(): void {
    const now = store.state.getState().horn;
    const was = before;
    before = { level: now?.level ?? null, count: now?.count ?? 0 };
    if (now === null) { stopTimer?.(); stopTimer = null; }
    else if (now.level !== was.level || now.count > was.count) sound();
  }
  const stop = store.state.subscribe(look);
  look();
  return () => { stop(); stopTimer?.(); };
}
