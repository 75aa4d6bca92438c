import { useEffect } from 'react';
import { useStore } from 'zustand';
import { FailedState, PanelState } from '#kit/controls/PanelState.tsx';
import { useSiteTime } from '#kit/time';
import { useWords } from '#kit/words';
import { spanOf } from '../model/view.ts';
import type { TrendOf } from '../screen/naming.ts';
import { shifts } from '../screen/Toolbar.tsx';
import { differenceText, lengthText, shareText, valueText } from '../screen/values.ts';

const hour = 3_600_000;
const figures = ['mean', 'weighted', 'min', 'max', 'std'] as const;

/** The figures of what is seen beside those of the period before, point by point. */
export function CompareTab({ of }: { readonly of: TrendOf }) {
  const words = useWords();
  const site = useSiteTime();
  const { trend, asking, pages } = of.stores;
  const { items, view, shiftMs } = useStore(trend.state);
  const unknown = useStore(pages.state, (s) => s.unknown);
  const { value, fault, slow } = useStore(asking.compared.state);
  const points = items.map((i) => i.id).filter((id) => !unknown.has(id)).join('\n');
  // a live view is compared again every half minute, any other as it stands
  const [from, to] = view.live ? [Math.floor(view.to / 30_000) * 30_000 - spanOf(view), Math.floor(view.to / 30_000) * 30_000] : [Math.floor(view.from), Math.ceil(view.to)];
  useEffect(() => {
    if (points === '' || shiftMs === 0) { asking.compared.forget(); return undefined; }
    asking.compare({ points: points.split('\n'), a: { from, to }, b: { from: from - shiftMs, to: to - shiftMs } });
    return asking.compared.stop;
  }, [asking, points, from, to, shiftMs]);
  return (
    <>
      <div className="trend-acts" role="group" aria-label={words.t('trend:compare-with')}>
        {shifts.map((s, i) => <button key={s} type="button" className="button" aria-pressed={s === shiftMs} onClick={() => trend.shift(s)}>{words.t(`trend:shift-${i}`)}</button>)}
      </div>
      <label className="trend-inline"><span className="dim">{words.t('trend:shift-hours')}</span><input className="field" type="number" min={0} max={9600} step={1} value={Math.round(shiftMs / hour)} onChange={(e) => { const n = Number(e.target.value); if (Number.isFinite(n) && n >= 0) trend.shift(Math.min(9600, n) * hour); }} /></label>
      {shiftMs === 0 && <PanelState title={words.t('trend:compare-none')} next={words.t('trend:compare-none-next')} />}
      {fault !== null && <FailedState fault={fault} />}
      {slow && value === null && <PanelState title={words.t('states:loading')} live />}
      {shiftMs !== 0 && value?.map((c) => {
        const point = of.pointOf(c.point);
        return (
          <table key={c.point} className="trend-table" data-stale={slow}>
            <caption><b>{of.nameOf(c.point)}</b> <span className="dim">{point?.unit}</span></caption>
            <thead><tr><th><span className="sr">{words.t('trend:figure')}</span></th><th scope="col" className="number">{site.stamp(from, view.to)}</th><th scope="col" className="number">{words.t('trend:head-then', { length: lengthText(shiftMs) })}</th><th scope="col" className="number">{words.t('trend:difference')}</th></tr></thead>
            <tbody>
              {figures.map((f) => <tr key={f}><th scope="row">{words.t(`trend:figure-${f}`)}</th><td className="number">{valueText(point, c.a[f], 1)}</td><td className="number">{valueText(point, c.b[f], 1)}</td><td className="number">{differenceText(point, c.b[f], c.a[f])}</td></tr>)}
              <tr><th scope="row">{words.t('trend:head-good')}</th><td className="number">{shareText(c.a.good)}</td><td className="number">{shareText(c.b.good)}</td><td /></tr>
            </tbody>
          </table>
        );
      })}
    </>
  );
}
