import { useContext, useEffect, useMemo, type ReactNode } from 'react';
import { createStore } from 'zustand/vanilla';
import type { Stop } from '#kernel/time';
import { TimeContext } from '#kit/time';

/** How long after the clock's own second each part of the window shows its own, in ms, and how often: the wind is read every ten seconds, so its age need not tick. */
export const later = { card: { ms: 250, everyMs: 1000 }, wind: { ms: 500, everyMs: 5000 } } as const;

/**
 * Its children see each second, or every so many, so much later. What changes in one frame is drawn anew as the one box around all of it: a clock above and a wind below would draw the whole map between them once a second, each in a
 * frame of its own draws a line of text.
 */
export function Later({ ms, everyMs, after, children }: { readonly ms: number; readonly everyMs: number; readonly after: (ms: number, run: () => void) => Stop; readonly children: ReactNode }) {
  const { site, now } = useContext(TimeContext);
  const own = useMemo(() => ({ site, now: createStore<number>(() => now.getState()) }), [site, now]);
  useEffect(() => {
    let waiting: Stop = () => {};
    const turnOf = (at: number): number => Math.floor(at / everyMs);
    const stop = now.subscribe((at, before) => {
      if (turnOf(at) === turnOf(before)) return;
      waiting();
      waiting = after(ms, () => own.now.setState(at, true));
    });
    return () => { waiting(); stop(); };
  }, [now, own, ms, everyMs, after]);
  return <TimeContext value={own}>{children}</TimeContext>;
}
