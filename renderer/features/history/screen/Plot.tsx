import 'uplot/dist/uPlot.min.css';
import { useContext, useEffect, useLayoutEffect, useRef, type PointerEvent as Pointed } from 'react';
import { useStore } from 'zustand';
import { oncePerFrame } from '#kit/frame';
import { TimeContext } from '#kit/time';
import { useWords } from '#kit/words';
import { chart, type Chart } from '../drawing/chart.ts';
import { axesIn } from '../drawing/composing.ts';
import { spanOf, type View } from '../model/view.ts';
import type { TrendOf } from './naming.ts';
import { paperFor, printing } from './printing.ts';

interface Drag { readonly x: number; readonly view: View; readonly zoom: boolean; moved: boolean }
interface Props { readonly of: TrendOf; readonly onNote: (id: string) => void }

/** So far a press may slip before it is a drag, px. */
const slip = 4;

/** The chart of a trend, with what a hand does to it: drag moves through time, with Shift it chooses a stretch, the wheel zooms where the pointer is, a press sets cursor A, with Ctrl cursor B. */
export function Plot({ of, onNote }: Props) {
  const words = useWords();
  const now = useContext(TimeContext).now;
  const { stores: { trend, drawn, drawing }, pointOf, onAlarm, onCursor } = of;
  const { items, axes, side } = useStore(trend.state);
  const box = useRef<HTMLDivElement>(null);
  const line = useRef<HTMLDivElement>(null);
  const choice = useRef<HTMLDivElement>(null);
  const current = useRef<Chart | null>(null);
  const drag = useRef<Drag | null>(null);
  const pointed = useRef<number | null>(null);
  const tell = useRef<(() => void) | null>(null);                 // the table is drawn once per frame, however fast the pointer goes
  const shape = axesIn({ items, axes }, pointOf).map((a) => `${a.key}:${a.points.map((p) => p.id).join()}`).join('|');
  const asked = useRef(pointOf);
  useLayoutEffect(() => { asked.current = pointOf; });

  useEffect(() => {                                               // made anew only when its axes are others
    const at = box.current;
    if (at === null) return undefined;
    const size = () => ({ width: Math.max(at.clientWidth, 200), height: Math.max(at.clientHeight, 120) });
    const s = trend.state.getState();
    const one = chart(at, size(), axesIn(s, asked.current), new Map(s.items.map((i) => [i.id, i.slot])), s.axes !== 'none', drawing.picture, now.getState);
    current.current = one;
    const fit = (): void => { const { width, height } = size(); one.size(width, height); trend.width(one.plot().width); };
    const resized = new ResizeObserver(fit);
    resized.observe(at);
    const unprinted = printing(window, document.documentElement, (onPaper) => {
      if (!onPaper) { fit(); return; }
      const { width, height } = paperFor(trend.state.getState().items.length);
      trend.hover(null);
      if (line.current !== null) line.current.hidden = true;
      one.size(width, height);
    });
    queueMicrotask(() => trend.width(one.plot().width));
    return () => { unprinted(); resized.disconnect(); one.destroy(); current.current = null; };
  }, [shape, axes, trend, drawing, now]);

  useEffect(() => {
    const draw = oncePerFrame((run) => void requestAnimationFrame(run), () => current.current?.draw());
    draw();
    return drawn(draw);
  }, [drawn, shape, axes]);

  const timeAt = (x: number): number => { const { view } = trend.state.getState(); const { width } = current.current?.plot() ?? { width: 1 }; return view.from + (Math.min(width, Math.max(0, x)) / Math.max(1, width)) * spanOf(view); };
  const placeOf = (e: { readonly clientX: number; readonly clientY: number }): { readonly x: number; readonly y: number } => {
    const frame = current.current?.over.getBoundingClientRect();
    return { x: e.clientX - (frame?.left ?? 0), y: e.clientY - (frame?.top ?? 0) };
  };
  const hoverAt = (x: number | null): void => {
    pointed.current = x;
    tell.current ??= oncePerFrame((run) => void requestAnimationFrame(run), () => { const at = pointed.current; trend.hover(at === null ? null : timeAt(at)); });
    tell.current();
    const plot = current.current?.plot();
    if (line.current === null || plot === undefined) return;
    line.current.hidden = x === null || x < 0 || x > plot.width;
    if (x !== null) { line.current.style.left = `${plot.left + x}px`; line.current.style.top = `${plot.top}px`; line.current.style.height = `${plot.height}px`; }
  };
  function choose(from: number, to: number | null): void {
    const plot = current.current?.plot();
    if (choice.current === null || plot === undefined) return;
    choice.current.hidden = to === null;
    if (to !== null) Object.assign(choice.current.style, { left: `${plot.left + Math.min(from, to)}px`, width: `${Math.abs(to - from)}px`, top: `${plot.top}px`, height: `${plot.height}px` });
  }

  useEffect(() => {
    const at = box.current;
    if (at === null) return undefined;
    function turned(e: WheelEvent): void {
      e.preventDefault();
      const { x } = placeOf(e);
      const by = e.deltaMode === 1 ? 33 : 1;
      const sideways = e.shiftKey ? e.deltaY + e.deltaX : Math.abs(e.deltaX) > Math.abs(e.deltaY) ? e.deltaX : 0;
      if (sideways !== 0) trend.move((sideways * by * spanOf(trend.state.getState().view)) / 1200); else trend.zoom(1.0018 ** (e.deltaY * by), timeAt(x));
    }
    at.addEventListener('wheel', turned, { passive: false });
    return () => at.removeEventListener('wheel', turned);
  });

  function down(e: Pointed): void {
    const { x, y } = placeOf(e);
    const plot = current.current?.plot();
    if (e.button !== 0 || plot === undefined || x < -8 || x > plot.width + 8) return;
    const hit = current.current?.hitAt(x, y) ?? null;
    if (hit !== null) { if (hit.kind === 'alarm') onAlarm(hit.band); else onNote(hit.note.id); return; }
    if (y < 0 || y > plot.height) return;
    e.currentTarget.setPointerCapture(e.pointerId);
    drag.current = { x, view: trend.state.getState().view, zoom: e.shiftKey, moved: false };
  }
  function dragged(d: Drag, x: number): void {
    d.moved ||= Math.abs(x - d.x) > slip;
    if (!d.moved) return;
    hoverAt(null);
    if (d.zoom) choose(d.x, x); else trend.dragTo(d.view, (-(x - d.x) / Math.max(1, current.current?.plot().width ?? 1)) * spanOf(d.view));
  }
  function move(e: Pointed): void {
    const { x, y } = placeOf(e);
    if (drag.current !== null) { dragged(drag.current, x); return; }
    const plot = current.current?.plot() ?? { width: 0, height: 0 };
    hoverAt(x >= 0 && x <= plot.width && y >= -50 && y <= plot.height ? x : null);
    if (box.current !== null) box.current.dataset['over'] = (current.current?.hitAt(x, y) ?? null) === null ? 'plot' : 'mark';
  }
  function up(e: Pointed): void {
    const d = drag.current;
    drag.current = null;
    choose(0, null);
    if (d === null) return;
    const { x } = placeOf(e);
    if (d.moved) { if (d.zoom) trend.stretch(Math.min(timeAt(x), timeAt(d.x)), Math.max(timeAt(x), timeAt(d.x))); return; }
    if (e.ctrlKey) trend.second(timeAt(x)); else { trend.cursor(timeAt(x)); onCursor(timeAt(x)); }
  }
  return (
    <div className="trend-plot" data-side={side !== null}>
      <div ref={box} className="trend-canvas" role="img" aria-label={words.t('trend:chart', { points: items.length })} onPointerDown={down} onPointerMove={move} onPointerUp={up} onPointerCancel={() => { drag.current = null; choose(0, null); }} onPointerLeave={() => { if (drag.current === null) hoverAt(null); }} />
      <div ref={line} className="trend-hover" hidden />
      <div ref={choice} className="trend-choice" hidden />
    </div>
  );
}
