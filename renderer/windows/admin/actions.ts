import type { Action } from '#kit/actions';
import { pages } from './pages.tsx';
import { isIn, type AdminStores } from './stores.ts';

/** Everything that can be done in administration by keys, beside what each page has. */
export function adminActions({ go, seat, settings }: AdminStores, open: () => string, help: () => void): readonly Action[] {
  const here = (): boolean => isIn(seat.state.getState().seat);
  const step = (by: number) => (): void => {
    const at = pages.findIndex((p) => p.id === open());
    const next = pages[(at + by + pages.length) % pages.length];
    if (next !== undefined) go(next.id);
  };
  const always = (): boolean => true;
  return [
    { id: 'next-page', title: 'admin:key-next', keys: ['PageDown'], allowed: here, run: step(1) },
    { id: 'previous-page', title: 'admin:key-previous', keys: ['PageUp'], allowed: here, run: step(-1) },
    { id: 'to-list', title: 'admin:key-list', keys: ['Escape'], allowed: here, run: () => document.querySelector<HTMLElement>('.admin-pages [aria-current]')?.focus() },
    { id: 'theme', title: 'desk:key-theme', keys: ['t'], allowed: always, run: () => settings.change({ theme: settings.state.getState().theme === 'dark' ? 'light' : 'dark' }) },
    { id: 'language', title: 'desk:key-language', keys: ['l'], allowed: always, run: () => settings.change({ language: settings.state.getState().language === 'en' ? 'zh-CN' : 'en' }) },
    { id: 'help', title: 'desk:key-help', keys: ['?', '？', 'F1'], allowed: always, run: help },
  ];
}
/** Keys that pages act on themselves, for the key help. */
export const pageKeys: readonly Action[] = ([['rows', ['ArrowDown']], ['enter', ['Enter']], ['find', ['/']], ['leave', ['Escape']]] as const).map(([id, keys]) => ({ id: `in-${id}`, title: `admin:key-${id}`, keys, allowed: () => false, run: () => {} }));
