import type { Adapter, AdapterFault, EventSink, LinkState, Point, Sink } from '#app/acquisition';
import type { Result } from '#kernel/result';
import type { Cancellation } from '#kernel/time';

/** What runs one adapter. `say`: every word of its link. `events`: what its device says by itself, where it does. */
export interface RunnerDeps { readonly sink: Sink; readonly events?: EventSink; readonly say: (state: LinkState) => void; readonly cancel: Cancellation }

/**
 * Opens the adapter the first time, and every time tells it the whole set of its points: while it is still being opened, only the last set counts, or a site that changed
 * meanwhile would go unwatched. A set that the adapter refuses is said as its link, and taken back by one that it takes.
 */
export function runner(made: Promise<Result<Adapter, AdapterFault>>, { sink, events, say, cancel }: RunnerDeps) {
  let wanted: readonly Point[] = [];
  let opening: Promise<void> | null = null;
  let last: LinkState | null = null;
  let refused = false;

  const down = (reason: AdapterFault): void => say({ up: false, reason });
  async function open(adapter: Adapter): Promise<void> {
    if (events !== undefined) adapter.hearEvents?.(events);
    const opened = await adapter.open(cancel);
    if (!opened.ok) down(opened.fault);
  }
  return {
    /** The adapter's own word of its link. */
    link(state: LinkState): void { last = state; say(state); },
    async run(points: readonly Point[]): Promise<void> {
      wanted = points;
      const adapter = await made;
      if (!adapter.ok) { down(adapter.fault); return; }
      await (opening ??= open(adapter.value));
      if (wanted !== points) return;
      const watched = adapter.value.watch(points, sink);
      if (!watched.ok) down(watched.fault);
      else if (refused && last !== null) say(last);
      refused = !watched.ok;
    },
  };
}
