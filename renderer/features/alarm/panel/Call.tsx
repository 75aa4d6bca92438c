import type { AssetView } from '#app/park';
import { useWords } from '#kit/words';

type Contact = AssetView['contact'];

function Line({ side, contact, nobody }: { readonly side: string; readonly contact: Contact; readonly nobody: string }) {
  const words = useWords();
  return (
    <p className="call-line">
      <span className="dim">{side}</span>
      {contact === null ? <span className="dim">{nobody}</span> : <><strong className="number">{contact.phone}</strong><span className="cut" title={words.name(contact.role)}>{words.name(contact.role)}</span></>}
    </p>
  );
}

/** G9: whom to call, there and here, role and number, to be read from an arm's length. Here is the desk of the park as the site names it; the roster of the shift comes with the duty module. */
export function Call({ there, here }: { readonly there: Contact; readonly here: Contact }) {
  const words = useWords();
  const one = there !== null && here !== null && there.phone === here.phone;
  return (
    <div className="fact-call" role="group" aria-label={words.t('alarm:call')}>
      <Line side={words.t('alarm:call-there')} contact={there} nobody={words.t('alarm:call-nobody')} />
      {!one && <Line side={words.t('alarm:call-here')} contact={here} nobody={words.t('alarm:call-nobody-here')} />}
    </div>
  );
}
