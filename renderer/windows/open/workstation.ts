import { createStore } from 'zustand/vanilla';
import { engineContract, shellContract, type EngineContract, type EngineProcess, type ShellContract } from '#app/contract';
import { link, type Link } from '#kit/link';
import { beat } from '#kit/look/beat';
import type { Ports } from '#kit/port';
import { settingsStore } from '#kit/settings';
import { ticker } from '#kit/time';
import type { Client } from '#kernel/contract';
import { consentStore, healthStore, parkStore, seatStore } from '../features.ts';
import { selectedStore } from './selected.ts';
import type { Surroundings } from './surroundings.ts';
import { windowsStore } from './windows.ts';

/** How the engine's process stands, as the shell says it; null where there is no shell. */
function processStore(shell: Client<ShellContract>) {
  const state = createStore<{ readonly process: EngineProcess | null }>(() => ({ process: null }));
  const read = async (): Promise<void> => { const r = await shell.call('engine.process', {}); if (r.ok) state.setState({ process: r.value }); };
  shell.listen('engine.process.changed', { value: (process) => state.setState({ process }), gap: () => void read() });
  void read();
  return { state };
}

/** What every window knows, whatever it shows: made once for its life; the links may open again as often as they like. `kind`: of the window. */
export function workstation(kind: string, { now, after, every, afterDraw, measure }: Surroundings) {
  const engine: Link<EngineContract> = link(engineContract, afterDraw, now);
  const shell: Link<ShellContract> = link(shellContract, afterDraw, now);
  // A frame that never comes (the window is hidden) must not hold back the list: a tenth of a second is the longest wait.
  const draw = (run: () => void): void => {
    let ran = false;
    const once = (): void => { if (!ran) { ran = true; run(); } };
    afterDraw(once);
    after(100, once);
  };
  const ticks = ticker(now, every);
  const seat = seatStore(engine.client, now);
  return {
    kind, engine, shell, draw, ask: engine.client, ticks, now: ticks.now,
    /** The beat of what blinks. */
    beat: (show: (bright: boolean) => void) => beat(now, after, show),
    settings: settingsStore(shell.client), park: parkStore(engine.client), health: healthStore(engine.client), process: processStore(shell.client), seat, consents: consentStore(engine.client, seat.state), selected: selectedStore(engine.client, kind),
    windows: windowsStore(shell.client, measure ?? ((tell) => tell({ frames: [], worstMs: 0 }))),
    /** Takes the ports as they come. */
    connect(ports: Ports): void {
      ports.take('engine-port', (port) => engine.open(port));
      ports.take('shell-port', (port) => shell.open(port));
    },
  };
}
export type Workstation = ReturnType<typeof workstation>;
