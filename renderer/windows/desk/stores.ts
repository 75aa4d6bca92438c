import { tonePlayer } from '#kit/look/tone';
import { alarmStore, horn, logStore, qualityStore, recentStore, sourceStore, stepsStore, valueStore, whyStore } from '../features.ts';
import type { Surroundings } from '../open/surroundings.ts';
import { workstation } from '../open/workstation.ts';
import { selectionStore } from './selection.ts';
import { watching } from './watching.ts';

/** Everything the desk knows, made once for the life of the window. */
export function deskStores(surroundings: Surroundings) {
  const { now, after, every, audio } = surroundings;
  const base = workstation('desk', surroundings);
  const { ask, draw, engine, settings, ticks } = base;
  const alarms = alarmStore(ask, draw);
  const values = valueStore(ask, draw);
  const recent = recentStore(ask);
  const steps = stepsStore(ask);
  const selection = selectionStore(alarms, now, (run) => ticks.now.subscribe(run));
  const watch = watching((points) => void values.watch(points), after);
  const play = tonePlayer(audio);

  selection.state.subscribe(({ alarm }) => {
    watch.look(alarm?.point ?? null);
    void recent.look(alarm?.point ?? null);
    void steps.look(alarm?.id ?? null);
  });
  engine.state.subscribe((s, before) => { if (s.phase === 'open' && before.openings > 0 && s.openings > before.openings) void recent.again(); });
  horn(alarms, play, () => settings.state.getState().sound, after);
  return {
    ...base, alarms, values, recent, steps, selection, watch, play,
    sources: sourceStore(ask, draw), log: logStore(ask, draw), quality: qualityStore(ask, every), why: whyStore(ask, every), hovered: whyStore(ask, every),
  };
}
export type DeskStores = ReturnType<typeof deskStores>;
