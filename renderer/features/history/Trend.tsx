import 'uplot/dist/uPlot.min.css';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type uPlot from 'uplot';
import { useStore } from 'zustand';
import type { PointView } from '#app/park';
import { FailedState } from '#kit/controls/PanelState.tsx';
import { digitsOf, shown } from '#kit/number';
import { useNow, useSiteTime } from '#kit/time';
import { useWords } from '#kit/words';
import type { Stop } from '#kernel/time';
import { columns, gapOf, type Columns, type Reading } from './columns.ts';
import './history.css';
import { plot } from './plot.ts';
import type { RecentStore } from './store.ts';

interface Props {
  readonly store: RecentStore;
  readonly point: PointView;
  readonly zone: string;
  /** Changes when the colours do. */
  readonly theme: string;
  /** When the alarm that is looked at began (epoch ms). */
  readonly since: number | null;
  readonly hear: (point: string, ear: (r: Reading) => void) => Stop;
}

const digitsFor = (point: PointView): number => (point.type === 'analog' ? digitsOf(point.range) : 0);

/** What stands under the cursor, or the extremes of the hour when there is nothing. */
function Readout({ data, index, point }: { readonly data: Columns; readonly index: number | null; readonly point: PointView }) {
  const words = useWords();
  const site = useSiteTime();
  const figure = (v: number | null | undefined): string => shown(v ?? null, digitsFor(point));
  const extent = data.extent();
  if (extent === null) return <span className="dim">{words.t('history:no-values')}</span>;
  const [x, low, high, last] = index === null ? [[], [], [], []] : data.drawn(gapOf(point.periodMs, data.bucketMs));
  const i = index ?? 0;
  const text = typeof last[i] === 'number'
    ? words.t('history:at', { time: site.clock((x[i] ?? 0) * 1000), value: figure(last[i]), low: figure(low[i]), high: figure(high[i]), unit: point.unit })
    : words.t('history:extent', { low: figure(extent.low), high: figure(extent.high), unit: point.unit });
  return <span className="number">{text}</span>;
}

/** The last hour of one point with its limits, going on live. The chart is made once per point; values, theme and time only draw it again, at most once a second. */
export function Trend({ store, point, zone, theme, since, hear }: Props) {
  const words = useWords();
  const site = useSiteTime();
  const now = useNow();
  const { stretch, phase, fault, point: looked } = useStore(store.state);
  const box = useRef<HTMLDivElement>(null);
  const chart = useRef<uPlot | null>(null);
  const heard = useRef<Reading[]>([]);
  const [index, setIndex] = useState<number | null>(null);
  const data = useMemo(() => columns(looked === point.id ? stretch : null, store.spanMs), [stretch, looked, point, store]);
  const asked = useRef({ site, zone, now, since, data });
  useLayoutEffect(() => { asked.current = { site, zone, now, since, data }; });

  useEffect(() => {                                             // what came live while history was on its way is not in it
    const end = looked === point.id && stretch !== null ? (stretch.at.at(-1) ?? 0) + stretch.bucketMs : 0;
    for (const r of heard.current) if (r.at >= end) data.add(r);
  }, [data, stretch, looked, point]);

  useEffect(() => {
    heard.current = [];
    return hear(point.id, (r) => { heard.current = [...heard.current.slice(-300), r]; asked.current.data.add(r); });
  }, [point, hear]);

  useEffect(() => {
    const at = box.current;
    if (at === null) return;
    const size = () => ({ width: Math.max(at.clientWidth - 6, 80), height: Math.max(at.clientHeight, 80) });
    const u = plot(at, size(), {
      point, site: () => asked.current.site, zone: () => asked.current.zone, since: () => asked.current.since,
      window: () => [asked.current.now - store.spanMs, asked.current.now], shades: () => asked.current.data.shades(gapOf(point.periodMs, asked.current.data.bucketMs)), pointed: setIndex,
    });
    chart.current = u;
    const resized = new ResizeObserver(() => u.setSize(size()));
    resized.observe(at);
    return () => { resized.disconnect(); u.destroy(); chart.current = null; };
  }, [point, store]);

  useEffect(() => {
    data.forget(now - store.spanMs);
    chart.current?.setData(data.drawn(gapOf(point.periodMs, data.bucketMs)));
  }, [now, data, point, since, theme, zone, store]);

  const extent = data.extent();
  const figure = (v: number): string => shown(v, digitsFor(point));
  const label = extent === null ? words.t('history:no-values') : words.t('history:label', { low: figure(extent.low), high: figure(extent.high), last: figure(extent.last), unit: point.unit });
  return (
    <section className="trend" aria-label={words.t('history:trend')}>
      <header><h3>{words.t('history:trend')}</h3>{phase === 'loading' ? <span className="dim">{words.t('states:loading')}</span> : <Readout data={data} index={index} point={point} />}</header>
      {fault !== null && <FailedState fault={fault} again={() => void store.again()} />}
      <div ref={box} className="trend-box" role="img" aria-label={label} hidden={fault !== null} />
    </section>
  );
}
