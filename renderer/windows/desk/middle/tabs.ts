import { createStore } from 'zustand/vanilla';
import type { Selected } from '#app/selection';
import type { Around } from './around.ts';

/** What may be shown below the trend, in the order of their keys. */
export const allTabs = ['related', 'neighbours', 'guidance', 'history', 'facts', 'cameras'] as const;
export type Tab = (typeof allTabs)[number];

/** The tabs that what is chosen has: an alarm has all, a camera is only where cameras are. */
export function tabsOf(what: Selected | null, around: Around): readonly Tab[] {
  const has: Readonly<Record<Tab, boolean>> = {
    related: true, neighbours: around.place !== null, guidance: what?.kind === 'alarm', history: what?.kind === 'alarm', facts: what?.kind === 'alarm' || around.asset !== null, cameras: around.cameras.length > 0,
  };
  return allTabs.filter((t) => has[t]);
}

/** Which of them is shown; it stays the same from one alarm to the next while that has it. */
export function tabsStore() {
  const state = createStore<{ readonly tabs: readonly Tab[]; readonly wanted: Tab; readonly shown: Tab }>(() => ({ tabs: ['related'], wanted: 'related', shown: 'related' }));
  const shownOf = (tabs: readonly Tab[], wanted: Tab): Tab => (tabs.includes(wanted) ? wanted : tabs[0] ?? 'related');
  return {
    state,
    offer(tabs: readonly Tab[]): void { state.setState(({ wanted }) => ({ tabs, shown: shownOf(tabs, wanted) })); },
    show(tab: Tab): void { state.setState(({ tabs }) => ({ wanted: tab, shown: shownOf(tabs, tab) })); },
    /** The tab of a number key, from 0. */
    showNth(n: number): void { const tab = state.getState().tabs[n]; if (tab !== undefined) state.setState({ wanted: tab, shown: tab }); },
  };
}
export type TabsStore = ReturnType<typeof tabsStore>;
