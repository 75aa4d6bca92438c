import { createStore } from 'zustand/vanilla';
import type { SiteView } from '#app/park';
import { prepared, topicPark, type FigureValue, type Prepared, type TopicLive } from '#app/topic';

type TopicOf = NonNullable<SiteView['topics']>[number];
/** A figure as it stands now, with its name. */
export interface ShownFigure { readonly name: TopicOf['name']; readonly value: FigureValue }
export interface ShownPanel { readonly name: TopicOf['name']; readonly figures: readonly ShownFigure[] }
/** `chosen`: null is the whole map without a topic. */
export interface TopicsState { readonly topics: readonly TopicOf[]; readonly chosen: TopicOf | null; readonly panels: readonly ShownPanel[] }

interface Ready { readonly name: TopicOf['name']; readonly figures: readonly { readonly name: TopicOf['name']; readonly prepared: Prepared }[] }

/** The topics of the one map and the figures of the chosen one. `watch`: the points whose values it needs from now on. `look` computes the figures again; whoever owns the seconds calls it. */
export function topicStore(live: TopicLive, watch: (points: readonly string[]) => void) {
  const state = createStore<TopicsState>(() => ({ topics: [], chosen: null, panels: [] }));
  let site: SiteView | null = null;
  let ready: readonly Ready[] = [];

  const look = (): void => {
    if (ready.length > 0) state.setState({ panels: ready.map((p) => ({ name: p.name, figures: p.figures.map((f) => ({ name: f.name, value: f.prepared.now(live) })) })) });
  };
  function prepare(chosen: TopicOf | null): void {
    const park = site === null ? null : topicPark(site);
    ready = chosen === null || park === null ? [] : chosen.panels.map((p) => ({ name: p.name, figures: p.figures.map((f) => ({ name: f.name, prepared: prepared(f as Parameters<typeof prepared>[0], park) })) }));
    watch([...new Set(ready.flatMap((p) => p.figures.flatMap((f) => f.prepared.points)))]);
    state.setState({ chosen, panels: [] });
    look();
  }
  return {
    state, look,
    /** The site is known, or another; the choice holds where that site has the same topic. */
    site(next: SiteView): void {
      site = next;
      const topics = next.topics ?? [];
      const { chosen } = state.getState();
      state.setState({ topics });
      prepare(topics.find((t) => t.id === chosen?.id) ?? null);
    },
    choose: (id: string | null): void => prepare(state.getState().topics.find((t) => t.id === id) ?? null),
  };
}
export type TopicStore = ReturnType<typeof topicStore>;
