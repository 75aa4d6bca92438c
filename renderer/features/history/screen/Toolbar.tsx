import { useStore } from 'zustand';
import { useNow, useSiteTime } from '#kit/time';
import { wallTime } from '#kit/wall-time';
import { useWords } from '#kit/words';
import { axisModes } from '../model/axes.ts';
import { presets, spanOf, type View } from '../model/view.ts';
import type { TrendOf } from './naming.ts';
import { lengthText } from './values.ts';

/** The periods before, with which a trend is compared: none, a shift, a day, a week, thirty days. */
export const shifts = [0, 28_800_000, 86_400_000, 604_800_000, 2_592_000_000] as const;

/** From when to when, and how long that is. */
export function RangeText({ view }: { readonly view: View }) {
  const site = useSiteTime();
  const [a, b] = [site.day(view.from), site.day(view.to)];
  return <span className="trend-range number"><time>{a} {site.clock(view.from)}</time> – <time>{a === b ? '' : `${b} `}{site.clock(view.to)}</time> <span className="dim">{lengthText(spanOf(view))}</span></span>;
}

function Spans({ of }: { readonly of: TrendOf }) {
  const words = useWords();
  const { trend } = of.stores;
  const view = useStore(trend.state, (s) => s.view);
  const span = spanOf(view);
  const step = (by: number) => (): void => trend.move(by * spanOf(trend.state.getState().view));
  return (
    <>
      <span className="trend-set" role="group" aria-label={words.t('trend:span')}>
        {presets.map((ms, i) => <button key={ms} type="button" className="button" aria-pressed={Math.abs(span - ms) < ms / 1000} title={`${words.t('trend:span')} ${i + 1}`} onClick={() => trend.span(ms)}>{words.t(`trend:span-${i + 1}`)}</button>)}
      </span>
      <span className="trend-set" role="group" aria-label={words.t('trend:moving')}>
        <button type="button" className="button" aria-label={words.t('trend:key-earlier')} title={words.t('trend:key-earlier')} onClick={step(-0.5)}>◀</button>
        <button type="button" className="button" aria-label={words.t('trend:key-later')} title={words.t('trend:key-later')} disabled={view.live} onClick={step(0.5)}>▶</button>
        <button type="button" className="button" aria-label={words.t('trend:key-in')} title={words.t('trend:key-in')} onClick={() => trend.zoom(0.5)}>＋</button>
        <button type="button" className="button" aria-label={words.t('trend:key-out')} title={words.t('trend:key-out')} onClick={() => trend.zoom(2)}>－</button>
        <button type="button" className="button" aria-pressed={view.live} data-primary={!view.live} onClick={trend.live}>{words.t(view.live ? 'trend:live' : 'trend:to-live')}</button>
      </span>
    </>
  );
}

function Showing({ of }: { readonly of: TrendOf }) {
  const words = useWords();
  const { trend } = of.stores;
  const { axes, fixed, marks, shiftMs } = useStore(trend.state);
  return (
    <>
      <label className="trend-choose"><span className="dim">{words.t('trend:axes')}</span>
        <select className="field" value={axes} onChange={(e) => { const mode = axisModes.find((m) => m === e.target.value); if (mode !== undefined) trend.axesAs(mode); }}>{axisModes.map((m) => <option key={m} value={m}>{words.t(`trend:axes-${m}`)}</option>)}</select>
      </label>
      <span className="trend-set" role="group" aria-label={words.t('trend:marks')}>
        <button type="button" className="button" aria-pressed={fixed} title={words.t('trend:fixed-said')} onClick={() => trend.fixed(!fixed)}>{words.t('trend:fixed')}</button>
        {(['limits', 'alarms', 'notes'] as const).map((m) => <button key={m} type="button" className="button" aria-pressed={marks[m]} onClick={() => trend.mark(m)}>{words.t(`trend:mark-${m}`)}</button>)}
      </span>
      <label className="trend-choose"><span className="dim">{words.t('trend:compare-with')}</span>
        <select className="field" value={shifts.some((s) => s === shiftMs) ? shiftMs : 'other'} onChange={(e) => { if (e.target.value !== 'other') trend.shift(Number(e.target.value)); }}>
          {shifts.map((s, i) => <option key={s} value={s}>{words.t(`trend:shift-${i}`)}</option>)}
          {!shifts.some((s) => s === shiftMs) && <option value="other">{lengthText(shiftMs)}</option>}
        </select>
      </label>
    </>
  );
}

/** Any moment, typed as the park's own wall time: it comes to the middle, with cursor A on it. */
function GoTo({ of }: { readonly of: TrendOf }) {
  const words = useWords();
  const { trend } = of.stores;
  function go(text: string): void {
    const at = wallTime(text, of.zone);
    if (at === null || at < 0 || at > Date.now()) return;
    const half = spanOf(trend.state.getState().view) / 2;
    trend.stretch(at - half, at + half);
    trend.cursor(at);
    of.onCursor(at);
  }
  return <input className="field trend-goto" type="datetime-local" step={1} aria-label={words.t('trend:go-to')} title={words.t('trend:go-to')} onChange={(e) => go(e.target.value)} />;
}

/** How old what is shown is, where the engine is away or slow. */
function State({ of }: { readonly of: TrendOf }) {
  const words = useWords();
  const now = useNow();
  const { slow, fault } = useStore(of.stores.pages.state);
  const { to, live } = useStore(of.stores.trend.state, (s) => s.view);
  const page = useStore(of.stores.pages.state, (s) => s.page?.to ?? null);
  const late = live && page !== null && now - page > 5000;
  const said = fault !== null ? words.fault(fault) : slow ? words.t('states:loading') : late ? words.t('trend:late', { s: Math.round((Math.max(now, to) - page) / 1000) }) : '';
  return <span className="trend-state" role="status" data-wrong={fault !== null || late} title={said === '' ? undefined : said}>{said}</span>;
}

/** What is shown of time and how: spans, moving, axes, marks, the period it is compared with. */
export function Toolbar({ of }: { readonly of: TrendOf }) {
  const words = useWords();
  const { trend } = of.stores;
  const view = useStore(trend.state, (s) => s.view);
  const before = useStore(trend.state, (s) => s.before);
  return (
    <section className="trend-toolbar" aria-label={words.t('trend:toolbar')}>
      <button type="button" className="button" disabled={before === 0} title={words.t('trend:key-back')} aria-label={words.t('trend:key-back')} onClick={trend.back}>↩</button>
      <Spans of={of} />
      <RangeText view={view} />
      <GoTo of={of} />
      <State of={of} />
      <Showing of={of} />
    </section>
  );
}
