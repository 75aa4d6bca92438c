import type { Realm as World } from '#kernel/session';
import { useWords } from '#kit/words';

/** A drill or a replay is no life: the word of it above everything. The frame around is the window's own, by its `data-realm`. */
export function Realm({ realm }: { readonly realm: World | null }) {
  const words = useWords();
  if (realm !== 'drill' && realm !== 'replay') return null;
  return <p className="realm" role="region" aria-label={words.t(`desk:realm-${realm}`)}>{words.t(`desk:realm-${realm}`)}</p>;
}
