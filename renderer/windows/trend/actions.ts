import { gated, type Action } from '#kit/actions';
import { beginNote, trendSpanOf, trendSides } from '../features.ts';
import type { TrendWindowStores } from './stores.ts';

/** One step of the cursor: a hundredth of what is seen. */
const cursorShare = 0.01;

/** Everything that can be done with a trend by keys. `find` opens the palette; `print` prints. */
export function trendActions(stores: TrendWindowStores, find: () => void, help: () => void, print: () => void): readonly Action[] {
  const { trends: { trend, notes }, settings, selected, seat } = stores;
  const at = () => trend.state.getState();
  const some = (): boolean => at().items.length > 0;
  const always = (): boolean => true;
  const span = (): number => trendSpanOf(at().view);
  const move = (share: number) => (): void => trend.move(share * span());
  /** Cursor A a little further; where there is none it begins in the middle. */
  const cursor = (by: number) => (): void => {
    const { view, cursor: a } = at();
    const to = a === null ? (view.from + view.to) / 2 : Math.min(view.to, Math.max(0, a + by * cursorShare * span()));
    trend.cursor(to);
    trend.reveal(to);
    selected.lookAt(to);
  };
  const clear = (): void => {
    const { cursor: a, focused, side } = at();
    if (a !== null) { trend.cursor(null); selected.lookAt(null); } else if (focused !== null) trend.focus(null); else if (side !== null) trend.side(null);
  };
  const remove = (): void => { const { focused } = at(); if (focused !== null) trend.remove(focused); };
  const sideKeys: Readonly<Record<(typeof trendSides)[number], string>> = { points: 'p', alarms: 'm', notes: 'j', compare: 'c', correlate: 'r', find: 'f', export: 'e' };
  return gated([
    { id: 'find', title: 'trend:key-find', keys: ['Ctrl+k', 'k'], allowed: always, run: find },
    { id: 'add-selected', title: 'trend:key-add-selected', keys: ['F7'], allowed: () => stores.selectedPoints().length > 0, run: () => void trend.add(stores.selectedPoints()) },
    { id: 'earlier', title: 'trend:key-earlier', keys: ['ArrowLeft'], allowed: some, run: move(-0.1) },
    { id: 'later', title: 'trend:key-later', keys: ['ArrowRight'], allowed: some, run: move(0.1) },
    { id: 'page-earlier', title: 'trend:key-page-earlier', keys: ['PageUp'], allowed: some, run: move(-0.9) },
    { id: 'page-later', title: 'trend:key-page-later', keys: ['PageDown'], allowed: some, run: move(0.9) },
    { id: 'in', title: 'trend:key-in', keys: ['+', '='], allowed: some, run: () => trend.zoom(0.5) },
    { id: 'out', title: 'trend:key-out', keys: ['-'], allowed: some, run: () => trend.zoom(2) },
    { id: 'live', title: 'trend:key-live', keys: ['End'], allowed: some, run: trend.live },
    { id: 'oldest', title: 'trend:key-oldest', keys: ['Home'], allowed: () => some() && stores.oldest.getState().at !== null, run: () => { const from = stores.oldest.getState().at; if (from !== null) trend.stretch(from, from + span()); } },
    ...([600_000, 3_600_000, 28_800_000, 86_400_000, 604_800_000, 2_592_000_000] as const).map((ms, i): Action => ({ id: `span-${i + 1}`, title: `trend:span-${i + 1}`, keys: [String(i + 1)], allowed: always, run: () => trend.span(ms) })),
    { id: 'focus-next', title: 'trend:key-focus', keys: ['ArrowDown'], allowed: some, run: () => trend.focusNext(1) },
    { id: 'focus-previous', title: 'trend:key-focus', keys: ['ArrowUp'], allowed: some, run: () => trend.focusNext(-1) },
    { id: 'hide', title: 'trend:key-hide', keys: ['h'], allowed: () => at().focused !== null, run: () => { const { focused } = at(); if (focused !== null) trend.hide(focused); } },
    { id: 'remove', title: 'trend:key-remove', keys: ['Delete'], allowed: () => at().focused !== null, run: remove },
    { id: 'cursor-left', title: 'trend:key-cursor', keys: ['Ctrl+ArrowLeft', ','], allowed: some, run: cursor(-1) },
    { id: 'cursor-right', title: 'trend:key-cursor', keys: ['Ctrl+ArrowRight', '.'], allowed: some, run: cursor(1) },
    { id: 'second', title: 'trend:key-second', keys: ['b'], allowed: () => at().cursor !== null, run: () => { const { cursor: a, second, view } = at(); trend.second(second === null ? Math.min(view.to, (a ?? view.from) + 0.1 * span()) : null); } },
    { id: 'swap', title: 'trend:key-swap', keys: ['x'], allowed: () => at().second !== null, run: () => { const { cursor: a, second } = at(); if (a !== null && second !== null) { trend.cursor(second); trend.second(a); selected.lookAt(second); } } },
    { id: 'clear', title: 'trend:key-clear', keys: ['Escape'], allowed: always, run: clear },
    { id: 'note', title: 'trend:key-note', keys: ['n'], needs: 'history.annotate', allowed: some, run: () => beginNote(trend, notes) },
    { id: 'back', title: 'trend:key-back', keys: ['Backspace'], allowed: () => at().before > 0, run: trend.back },
    { id: 'axes', title: 'trend:key-axes', keys: ['y'], allowed: some, run: trend.axes },
    ...trendSides.map((side): Action => ({ id: `side-${side}`, title: `trend:side-${side}`, keys: [sideKeys[side]], allowed: always, run: () => trend.side(side) })),
    { id: 'print', title: 'trend:key-print', keys: ['Ctrl+p'], allowed: some, run: print },
    { id: 'theme', title: 'desk:key-theme', keys: ['t'], needs: 'settings.change', allowed: always, run: () => settings.change({ theme: settings.state.getState().theme === 'dark' ? 'light' : 'dark' }) },
    { id: 'language', title: 'desk:key-language', keys: ['l'], needs: 'settings.change', allowed: always, run: () => settings.change({ language: settings.state.getState().language === 'en' ? 'zh-CN' : 'en' }) },
    { id: 'help', title: 'desk:key-help', keys: ['?', '？', 'F1'], allowed: always, run: help },
  ], seat.may, seat.refuse);
}
