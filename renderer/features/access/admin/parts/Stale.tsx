import type { Fault } from '#kernel/result';
import { useWords } from '#kit/words';

/** Over a list that could not be asked for again: what stands is an older one, and why. */
export function Stale({ fault, again }: { readonly fault: Fault | null; readonly again: () => void }) {
  const words = useWords();
  return fault === null ? null : <p className="admin-stale" role="status">{words.t('admin:stale')} {words.fault(fault)} <button type="button" className="button" onClick={again}>{words.t('states:again')}</button></p>;
}
