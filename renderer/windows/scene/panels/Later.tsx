import { useContext, useEffect, useMemo, type ReactNode } from 'react';
import { createStore } from 'zustand/vanilla';
import type { Stop } from '#kernel/time';
import { TimeContext } from '#kit/time';

/** How long after the clock's own second each part of the window shows its own, in ms. */
export const later = { card: 250, wind: 500 } as const;

/**
 * Its children see each second so much later. What changes in one frame is drawn anew as the one box around all of it: a clock above and a wind below would draw the whole map between them once a second, each in a
 * frame of its own draws a line of text.
 */
export function Later({ ms, after, children }: { readonly ms: number; readonly after: (ms: number, run: () => void) => Stop; readonly children: ReactNode }) {
  const { site, now } = useContext(TimeContext);
  const own = useMemo(() => ({ site, now: createStore<number>(() => now.getState()) }), [site, now]);
  useEffect(() => {
    let waiting: Stop = () => {};
    const stop = now.subscribe((at) => { waiting(); waiting = after(ms, () => own.now.setState(at, true)); });
    return () => { waiting(); stop(); };
  }, [now, own, ms, after]);
  return <TimeContext value={own}>{children}</TimeContext>;
}
