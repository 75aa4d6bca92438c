import { useStore } from 'zustand';
import { useNow, useSiteTime } from '#kit/time';
import { useWords } from '#kit/words';
import type { TrendOf } from './naming.ts';
import { RangeText } from './Toolbar.tsx';

/** On paper only: which site, which stretch of time, printed by whom and when. */
export function PrintHead({ of }: { readonly of: TrendOf }) {
  const words = useWords();
  const site = useSiteTime();
  const now = useNow();
  const view = useStore(of.stores.trend.state, (s) => s.view);
  return (
    <header className="trend-print" aria-hidden="true">
      <h1>{of.site} · {words.t('trend:title')}</h1>
      <p><RangeText view={view} /> ({of.zone})</p>
      <p>{words.t('trend:printed', { who: of.officer, time: `${site.day(now)} ${site.clock(now)}` })}</p>
    </header>
  );
}
