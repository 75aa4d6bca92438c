import { useEffect } from 'react';
import { keyBelongsTo, meant, type Action } from '#kit/actions';

/** Acts on the keys of a window as its actions say; while the key help stands open only its own key counts. */
export function useKeys(actions: readonly Action[], helping: boolean): void {
  useEffect(() => {
    function pressed(e: KeyboardEvent): void {
      if (e.defaultPrevented || keyBelongsTo(e.target, e.key)) return;
      const action = meant(helping ? actions.filter((a) => a.id === 'help') : actions, e);
      if (action === null) return;
      e.preventDefault();
      action.run();
    }
    window.addEventListener('keydown', pressed);
    return () => window.removeEventListener('keydown', pressed);
  }, [actions, helping]);
}
