import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { FailedState } from '#kit/controls/PanelState.tsx';
import { useWords } from '#kit/words';
import { spanOf } from '../model/view.ts';
import type { TrendOf } from '../screen/naming.ts';
import { lengthText } from '../screen/values.ts';

/** Some 400 means over what is seen, of whole seconds; and lags of up to a tenth of it. */
export const correlating = (span: number): { readonly stepMs: number; readonly lagMs: number } => { const stepMs = Math.max(1000, Math.ceil(span / 400 / 1000) * 1000); return { stepMs, lagMs: Math.floor(span / 10 / stepMs) * stepMs }; };
const strength = (r: number | null): string => (r === null ? '—' : `${r < 0 ? '−' : ''}${Math.abs(r).toFixed(2)}`);

/** How much the shown points go together: of each pair r, and where it is greatest when one is moved. Asked when somebody presses. */
export function CorrelateTab({ of }: { readonly of: TrendOf }) {
  const words = useWords();
  const { trend, asking, pages } = of.stores;
  const { items } = useStore(trend.state);
  const unknown = useStore(pages.state, (s) => s.unknown);
  const { value, fault, waiting, slow } = useStore(asking.correlated.state);
  const [said, setSaid] = useState('');
  const points = items.map((i) => i.id).filter((id) => !unknown.has(id) && of.pointOf(id)?.type !== 'text');
  useEffect(() => asking.correlated.stop, [asking]);
  function ask(): void {
    const { view } = trend.state.getState();
    const { stepMs, lagMs } = correlating(spanOf(view));
    setSaid(words.t('trend:correlated-over', { length: lengthText(spanOf(view)), step: lengthText(stepMs), lag: lengthText(lagMs) }));
    asking.correlate({ points, from: Math.floor(view.from), to: Math.ceil(view.to), stepMs, lagMs });
  }
  const pairs = (value ?? []).toSorted((a, b) => Math.abs(b.bestR ?? b.r ?? 0) - Math.abs(a.bestR ?? a.r ?? 0));
  return (
    <>
      <p className="dim">{words.t('trend:correlate-said')}</p>
      <div className="trend-acts"><button type="button" className="button" data-primary="true" disabled={points.length < 2} onClick={ask}>{words.t('trend:correlate-now')}</button>{waiting && slow && <button type="button" className="button" onClick={asking.correlated.stop}>{words.t('trend:cancel')}</button>}</div>
      {points.length < 2 && <p className="dim">{words.t('trend:correlate-few')}</p>}
      {fault !== null && <FailedState fault={fault} again={ask} />}
      {slow && <p role="status">{words.t('states:loading')}</p>}
      {value !== null && fault === null && <p className="dim number">{said}</p>}
      {pairs.length > 0 && (
        <table className="trend-table">
          <thead><tr><th scope="col">{words.t('trend:pair')}</th><th scope="col" className="number">r</th><th scope="col" className="number">{words.t('trend:best-r')}</th><th scope="col" className="number">{words.t('trend:lag')}</th></tr></thead>
          <tbody>{pairs.map((p) => (
            <tr key={`${p.a} ${p.b}`}>
              <th scope="row"><button type="button" className="trend-name" onClick={() => trend.show({ points: [p.a, p.b], spanMs: spanOf(trend.state.getState().view) })} title={words.t('trend:pair-show')}>{of.nameOf(p.a)}<br />{of.nameOf(p.b)}</button></th>
              <td className="number" data-strong={Math.abs(p.r ?? 0) >= 0.7}>{strength(p.r)}</td><td className="number" data-strong={Math.abs(p.bestR ?? 0) >= 0.7}>{strength(p.bestR)}</td><td className="number">{p.bestLagMs === null ? '—' : `${p.bestLagMs < 0 ? '−' : ''}${lengthText(p.bestLagMs)}`}</td>
            </tr>))}
          </tbody>
        </table>
      )}
    </>
  );
}
