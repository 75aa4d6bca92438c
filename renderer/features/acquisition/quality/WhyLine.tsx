import { useEffect } from 'react';
import { useStore } from 'zustand';
import { useNow, useSiteTime } from '#kit/time';
import { useWords } from '#kit/words';
import { whySentence } from './sentence.ts';
import type { WhyStore } from './why-store.ts';

interface Props { readonly store: WhyStore; readonly point: string | null }

/** Under a value that is not to be trusted, or only suspected: why, in one sentence. Nothing where all is well. */
export function WhyLine({ store, point }: Props) {
  const words = useWords();
  const site = useSiteTime();
  const now = useNow();
  const { why } = useStore(store.state);
  useEffect(() => { store.look(point); return () => store.look(null); }, [store, point]);
  if (why === null || why.why.length === 0) return null;
  return <p className="why-line"><b>{words.t('acquisition:why')}</b> {whySentence(why.why, words, (at) => site.stamp(at, now))}</p>;
}

interface TipProps { readonly store: WhyStore; readonly at: { readonly x: number; readonly y: number } | null }
/** The same sentence beside the pointer, over a grey value in a list. The keyboard has the line above. */
export function WhyTip({ store, at }: TipProps) {
  const words = useWords();
  const site = useSiteTime();
  const now = useNow();
  const { why } = useStore(store.state);
  if (at === null || why === null || why.why.length === 0) return null;
  return <p className="why-tip" aria-hidden="true" style={{ left: Math.min(at.x + 12, window.innerWidth - 440), top: Math.min(at.y + 18, window.innerHeight - 120) }}>{whySentence(why.why, words, (t) => site.stamp(t, now))}</p>;
}
