import { span, useNow } from '#kit/time';
import { useWords } from '#kit/words';

/** What is left of the time within which handling must begin; after it, how far it is over. `by`: epoch ms. */
export function Countdown({ by }: { readonly by: number }) {
  const words = useWords();
  const left = by - useNow();
  return <span className="number countdown" data-over={left < 0}>{words.t(left < 0 ? 'alarm:handle-over' : 'alarm:handle-left', { time: span(left) })}</span>;
}
