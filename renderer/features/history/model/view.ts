/** The stretch of time that a trend shows, epoch ms. `live`: its right edge is now. */
export interface View { readonly from: number; readonly to: number; readonly live: boolean }

/** The spans that one key or one press gives: ten minutes, an hour, a shift, a day, a week, thirty days. */
export const presets = [600_000, 3_600_000, 28_800_000, 86_400_000, 604_800_000, 2_592_000_000] as const;
/** TRD-05: no less and no more is shown at once. */
export const [leastSpan, mostSpan] = [5000, 400 * 86_400_000] as const;

export const spanOf = ({ from, to }: Pick<View, 'from' | 'to'>): number => to - from;
const bounded = (span: number): number => Math.min(mostSpan, Math.max(leastSpan, Math.round(span)));

/** The last `span` up to now, going on. */
export const liveView = (span: number, now: number): View => ({ from: now - bounded(span), to: now, live: true });
/** TRD-01: a live view as it is a moment later; any other stays. */
export const followed = (view: View, now: number): View => (view.live && now !== view.to ? liveView(spanOf(view), now) : view);

/** A stretch that was asked for by its ends; TRD-01: one that would reach beyond now is live. Nothing is shown from before 1970. */
export function between(from: number, to: number, now: number): View {
  const span = bounded(to - from);
  const end = Math.max(span, to - from === span ? to : (from + to + span) / 2);
  return end >= now ? liveView(span, now) : { from: end - span, to: end, live: false };
}
/** Moved through time by so many ms. */
export const moved = (view: View, by: number, now: number): View => between(view.from + by, view.to + by, now);
/** `factor` times as long; the moment `at` stays where it is on the screen, and a live view stays live. */
export function zoomed(view: View, factor: number, at: number, now: number): View {
  const span = bounded(spanOf(view) * factor);
  if (view.live) return liveView(span, now);
  const share = Math.min(1, Math.max(0, (at - view.from) / spanOf(view)));
  return between(at - share * span, at + (1 - share) * span, now);
}
/** Of another length; a live view stays live, any other keeps its middle. */
export const spanned = (view: View, span: number, now: number): View => zoomed(view, span / spanOf(view), (view.from + view.to) / 2, now);
/** Moved so far that a moment is in sight: not at all where it is, else to the middle. */
export function showing(view: View, at: number, now: number): View {
  if (at >= view.from && at <= view.to) return view;
  const half = spanOf(view) / 2;
  return between(at - half, at + half, now);
}
