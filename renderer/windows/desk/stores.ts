import { createStore } from 'zustand/vanilla';
import { engineContract, shellContract, type EngineContract, type EngineProcess, type ShellContract } from '#app/contract';
import { link, type Link } from '#kit/link';
import { tonePlayer } from '#kit/look/tone';
import { settingsStore } from '#kit/settings';
import { ticker } from '#kit/time';
import type { Client } from '#kernel/contract';
import type { Stop } from '#kernel/time';
import { alarmStore, healthStore, horn, logStore, parkStore, qualityStore, recentStore, sourceStore, stepsStore, valueStore, whyStore } from '../features.ts';
import { selectionStore } from './selection.ts';
import { watching } from './watching.ts';

/** What the desk needs of its page: time, frames and sound. */
export interface Surroundings {
  readonly now: () => number;
  readonly after: (ms: number, run: () => void) => Stop;
  readonly every: (ms: number, run: () => void) => Stop;
  /** Runs what it is given once the window has drawn. */
  readonly afterDraw: (run: () => void) => void;
  readonly audio: () => AudioContext;
}

/** How the engine's process stands, as the shell says it; null where there is no shell. */
function processStore(shell: Client<ShellContract>) {
  const state = createStore<{ readonly process: EngineProcess | null }>(() => ({ process: null }));
  const read = async (): Promise<void> => { const r = await shell.call('engine.process', {}); if (r.ok) state.setState({ process: r.value }); };
  shell.listen('engine.process.changed', { value: (process) => state.setState({ process }), gap: () => void read() });
  void read();
  return { state };
}

/** Everything the desk knows, made once for the life of the window; the links may open again as often as they like. */
export function deskStores({ now, after, every, afterDraw, audio }: Surroundings) {
  const engine: Link<EngineContract> = link(engineContract, afterDraw, now);
  const shell: Link<ShellContract> = link(shellContract, afterDraw, now);
  const ask = engine.client;
  // A frame that never comes (the window is hidden) must not hold back the list: a tenth of a second is the longest wait.
  const draw = (run: () => void): void => {
    let ran = false;
    const once = (): void => { if (!ran) { ran = true; run(); } };
    afterDraw(once);
    after(100, once);
  };
  const ticks = ticker(now, every);
  const settings = settingsStore(shell.client);
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
    engine, shell, settings, alarms, values, recent, steps, selection, watch, play, now: ticks.now,
    park: parkStore(ask), sources: sourceStore(ask, draw), log: logStore(ask, draw), health: healthStore(ask), quality: qualityStore(ask, every), why: whyStore(ask, every), hovered: whyStore(ask, every), process: processStore(shell.client),
  };
}
export type DeskStores = ReturnType<typeof deskStores>;
