/** Frame times in ms of a short burst, and the longest frame since it was asked before. */
export interface Measured { readonly frames: readonly number[]; readonly worstMs: number }
/** Measures now and tells; a page that nobody sees has no frames. */
export type Measure = (tell: (measured: Measured) => void) => void;

/** Frames in a burst: enough for a figure, few enough to cost an idle window nothing. */
const burst = 8;

/** Frames of this page. Between the bursts nothing is asked of it; the browser itself tells, from the first question on, of frames that took more than 50 ms. */
export function pageMeasure(): Measure {
  const long = { worstMs: 0, heard: false };
  function hear(): void {
    if (long.heard || !PerformanceObserver.supportedEntryTypes.includes('long-animation-frame')) return;
    long.heard = true;
    new PerformanceObserver((list) => { for (const e of list.getEntries()) long.worstMs = Math.max(long.worstMs, e.duration); }).observe({ type: 'long-animation-frame' });
  }
  return (tell) => {
    hear();
    const done = (frames: readonly number[]): void => { const { worstMs } = long; long.worstMs = 0; tell({ frames, worstMs }); };
    if (document.visibilityState !== 'visible') { done([]); return; }
    const times: number[] = [];
    let told = false;
    const end = (): void => { if (!told) { told = true; done(times.slice(1).map((t, i) => t - (times[i] ?? t))); } };
    setTimeout(end, 1000);   // hidden meanwhile: frames may never come
    const step = (t: number): void => { times.push(t); if (times.length > burst) end(); else if (!told) requestAnimationFrame(step); };
    requestAnimationFrame(step);
  };
}
