import { useWhyNot } from '#kit/may';
import { useWords } from '#kit/words';

/** Opens a trend; absent where there is nothing to show. */
export function TrendButton({ points, onOpen }: { readonly points: readonly string[]; readonly onOpen: () => void }) {
  const words = useWords();
  const why = useWhyNot('window.open');
  return points.length === 0 ? null : <button type="button" className="button" disabled={why !== null} title={why ?? words.t('workstation:key-trend')} onClick={onOpen}>{words.t('workstation:kind-trend')} <kbd>F7</kbd></button>;
}
