import 'uplot/dist/uPlot.min.css';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useStore } from 'zustand';
import type { PointView } from '#app/park';
import { FailedState } from '#kit/controls/PanelState.tsx';
import { useWhyNot } from '#kit/may';
import { digitsOf, shown } from '#kit/number';
import { useSiteTime, type SiteTime } from '#kit/time';
import { useWords } from '#kit/words';
import type { Picture } from '../drawing/picture.ts';
import { readingAt } from '../model/reading.ts';
import { extentOf, silenceOf, traced, type Trace } from '../model/traced.ts';
import type { View } from '../model/view.ts';
import type { HourStore } from './hour-store.ts';
import './hour.css';
import { heightOf, plot, type HourPlot } from './plot.ts';

interface Props {
  readonly store: HourStore;
  readonly point: PointView;
  readonly zone: string;
  /** Changes when the colours do. */
  readonly theme: string;
  /** When the alarm that is looked at began (epoch ms). */
  readonly since: number | null;
  /** Opens it in a window of its own, with so much of it. */
  readonly onOpen?: (spanMs: number) => void;
}

const figureOf = (point: PointView) => (v: number): string => shown(v, point.type === 'analog' ? digitsOf(point.range) : 0);

/** What stands under the pointer, or the extremes of the hour when there is none. */
function Readout({ trace, at, point, from, to }: { readonly trace: Trace | null; readonly at: number | null; readonly point: PointView; readonly from: number; readonly to: number }) {
  const words = useWords();
  const site = useSiteTime();
  const figure = figureOf(point);
  const extent = trace === null ? null : extentOf(trace, from, to);
  if (trace === null || extent === null) return <span className="dim">{words.t('history:no-values')}</span>;
  const reading = at === null ? null : readingAt(trace, at);
  const text = at !== null && reading !== null
    ? words.t('history:at', { time: site.clock(at), value: figure(reading.value), low: figure(reading.low), high: figure(reading.high), unit: point.unit })
    : words.t('history:extent', { low: figure(extent[0]), high: figure(extent[1]), unit: point.unit });
  return <span className="number">{text}</span>;
}

/** Its hour, or its thirty days, in a window of trends. */
function Opening({ onOpen }: { readonly onOpen: (spanMs: number) => void }) {
  const words = useWords();
  const why = useWhyNot('window.open');
  return (
    <span className="trend-opening">
      <button type="button" className="button" disabled={why !== null} title={why ?? undefined} onClick={() => onOpen(3_600_000)}>{words.t('trend:title')} <kbd>F7</kbd></button>
      <button type="button" className="button" disabled={why !== null} title={why ?? undefined} onClick={() => onOpen(2_592_000_000)}>{words.t('trend:span-6')}</button>
    </span>
  );
}

/** The line of the point, traced once for each answer. */
function useTrace(store: HourStore, point: PointView): Trace | null {
  const page = useStore(store.pages.state, (s) => s.page);
  return useMemo(() => { const columns = page?.of.get(point.id); return columns === undefined ? null : traced(columns, silenceOf(columns, point.periodMs), page?.anchors.get(point.id)); }, [page, point]);
}

/** All that is drawn of it. */
function pictureOf(point: PointView, trace: Trace | null, view: View, zone: string, site: SiteTime): Picture {
  const analog = point.type === 'analog';
  const extent = trace === null ? null : extentOf(trace, view.from, view.to);
  return {
    view, zone, site, lanes: analog ? 0 : 1, axes: [], heights: new Map([['y', analog ? heightOf(point, extent?.[0] ?? null, extent?.[1] ?? null) : [0, 1] as const]]), bands: [], notes: [], cursor: null, second: null,
    lines: [{ id: point.id, slot: 1, axis: analog ? 'y' : null, trace, ghost: null, shiftMs: 0, focused: true, faint: false, limits: [], name: '' }],
  };
}

/** The last hour of one point with its limits, going on live. The chart is made once per point; values, theme and time only draw it again. */
export function Trend({ store, point, zone, theme, since, onOpen }: Props) {
  const words = useWords();
  const site = useSiteTime();
  const trace = useTrace(store, point);
  const { fault, slow } = useStore(store.pages.state);
  const view = useStore(store.state, (s) => s.view);
  const box = useRef<HTMLDivElement>(null);
  const chart = useRef<HourPlot | null>(null);
  const [at, setAt] = useState<number | null>(null);
  const extent = trace === null ? null : extentOf(trace, view.from, view.to);
  const picture = pictureOf(point, trace, view, zone, site);
  const asked = useRef({ picture, since });
  useLayoutEffect(() => { asked.current = { picture, since }; });

  useEffect(() => {
    const room = box.current;
    if (room === null) return undefined;
    const size = () => ({ width: Math.max(room.clientWidth - 6, 80), height: Math.max(room.clientHeight, 80) });
    const u = plot(room, size(), point, () => asked.current.picture, () => asked.current.since, setAt);
    chart.current = u;
    const fit = (): void => { const { width, height } = size(); u.size(width, height); store.width(u.width()); };
    queueMicrotask(() => store.width(u.width()));
    const resized = new ResizeObserver(fit);
    resized.observe(room);
    return () => { resized.disconnect(); u.destroy(); chart.current = null; };
  }, [point, store]);
  useEffect(() => chart.current?.draw(), [trace, view, zone, site, point, since, theme]);

  const figure = figureOf(point);
  const label = extent === null || trace === null ? words.t('history:no-values') : words.t('history:label', { low: figure(extent[0]), high: figure(extent[1]), last: figure(trace.last[trace.length - 1] ?? 0), unit: point.unit });
  return (
    <section className="trend" aria-label={words.t('history:trend')}>
      <header><h3>{words.t('history:trend')}</h3>{slow && trace === null ? <span className="dim">{words.t('states:loading')}</span> : <Readout trace={trace} at={at} point={point} from={view.from} to={view.to} />}{onOpen !== undefined && <Opening onOpen={onOpen} />}</header>
      {fault !== null && trace === null && <FailedState fault={fault} again={store.again} />}
      <div ref={box} className="trend-box" role="img" aria-label={label} hidden={fault !== null && trace === null} />
    </section>
  );
}
