import { useStore } from 'zustand';
import { useWords } from '#kit/words';
import { figures, Trend, WhyLine, type Park, type PointLook } from '../features.ts';
import { openTrend } from '../open/trending.ts';
import type { MimicStores } from './stores.ts';

interface Props { readonly stores: MimicStores; readonly park: Park | null; readonly look: PointLook; readonly theme: string }
const kinds = ['HH', 'H', 'L', 'LL'] as const;

/** The point that is looked at: its value, its limits, why it is not to be trusted, and its last hour. */
export function PointPanel({ stores, park, look, theme }: Props) {
  const words = useWords();
  const raised = useStore(stores.alarms.state, (s) => s.rows);
  const { point } = look;
  const { figure, unit } = figures(look, words);
  const since = Array.from({ length: Math.min(raised.length, 5000) }, (_, i) => raised.at(i)).find((a) => a?.point === look.id)?.raisedAt ?? null;
  return (
    <aside className="mimic-side scroll" tabIndex={0} aria-label={words.t('mimic:point')}>
      <h2>{point === null ? look.id : words.name(point.name)}</h2>
      <p className="dim number">{look.id}</p>
      <p className="mimic-value number" data-flaw={look.flaw ?? undefined}><strong>{figure}</strong> {unit}</p>
      {look.flaw !== null && <p>{words.t(`mimic:flaw-${look.flaw}`)}</p>}
      <WhyLine store={stores.why} point={look.id} />
      {point === null ? <p>{words.t('mimic:problem-no-point', { what: look.id, element: '' })}</p> : (
        <>
          <dl className="mimic-limits">
            {kinds.map((k) => <div key={k}><dt>{k}</dt><dd className="number">{point.limits[k] ?? '—'}</dd></div>)}
            <div><dt>{words.t('mimic:range')}</dt><dd className="number">{point.range.low} – {point.range.high}</dd></div>
          </dl>
          <Trend store={stores.recent} point={point} zone={park?.site.zone ?? 'UTC'} theme={theme} since={since} onOpen={(spanMs) => openTrend(stores, [point.id], { spanMs, since })} />
        </>
      )}
    </aside>
  );
}
