import type { MessagePortMain } from 'electron';
import { type EngineProcess, type Settings, type ShellContract, shellContract } from '#app/contract';
import type { StreamName, StreamValue, Wire } from '#kernel/contract';
import { ok } from '#kernel/result';
import { serve, type Served } from '#kernel/serve';
import { nodeId, type Permission, unidentified } from '#kernel/session';
import type { Clock } from '#kernel/time';
import type { WorkstationSettings } from './settings.ts';
import type { Supervisor } from './supervision/supervisor.ts';
import type { WindowHandlers } from './window-answers.ts';
import { notedWindows, settingsChange, type Tell } from './noted.ts';
import { windowRights } from './rights.ts';

export interface AnswersDeps {
  readonly settings: WorkstationSettings; readonly supervisor: () => Supervisor; readonly clock: Clock; readonly workstation: string; readonly development: boolean;
  readonly windows: (id: number) => WindowHandlers;
  readonly crashed: (call: string, error: unknown) => void;
  /** For the journal: what was commanded in a window. */
  readonly noted: (window: number, ...said: Parameters<Tell>) => void;
}

const wireOf = (port: MessagePortMain): Wire => ({
  post: (message) => port.postMessage(message),
  hear(listener) {
    const heard = (event: { readonly data: unknown }): void => listener(event.data);
    port.on('message', heard);
    port.start();
    return () => void port.off('message', heard);
  },
});

/** Answers what windows ask of the workstation itself: its settings, and how the engine's process stands. One port a window, and the last page's port only. */
export function answers({ settings, supervisor, clock, workstation, development, windows, crashed, noted }: AnswersDeps) {
  const served = new Map<number, { readonly port: MessagePortMain; readonly it: Served<typeof shellContract> }>();
  const rights = windowRights();
  /** The shell knows places, not nodes; the engine's port says which node it is. */
  const here = nodeId(workstation);
  settings.hear((now) => { for (const { it } of served.values()) it.say('settings.changed', now); });

  function stop(id: number): void {
    const one = served.get(id);
    served.delete(id);
    one?.it.stop();
    one?.port.close();
  }
  /** Whoever asks for it, page or menu: it is journalled with what was and what is. */
  function change(id: number, to: Parameters<WorkstationSettings['set']>[0]): Settings {
    const before = settings.get();
    const after = settings.set(to);
    const what = settingsChange(before, after);
    if (what !== null) noted(id, 'settings.changed', workstation, what);
    return after;
  }
  function restart(id: number): void {
    noted(id, 'engine.restart-asked', workstation, {});
    supervisor().restart();
  }
  return {
    stop, change, restart,
    serve(id: number, port: MessagePortMain): void {
      stop(id);
      const it = serve(shellContract, {
        ...notedWindows(windows(id), (...said) => noted(id, ...said)),
        'settings.get': async () => ok(settings.get()),
        'settings.set': async (input) => ok(change(id, input)),
        'engine.process': async () => ok(supervisor().view()),
        'engine.restart': async () => { restart(id); return ok(supervisor().view()); },
      }, { wire: wireOf(port), clock, session: () => unidentified(workstation, here, 'live', rights.of(id)), crashed, check: development });
      served.set(id, { port, it });
    },
    /** What the engine says that a window may. */
    rights(id: number, may: readonly Permission[]): void { rights.told(id, may); },
    /** Whether a window may do what is asked for it by the menu. */
    may: (id: number, needs: Permission): boolean => rights.of(id).includes(needs),
    /** The window is gone for good: what it might is forgotten. */
    forget(id: number): void { stop(id); rights.gone(id); },
    /** To one window. */
    say<K extends StreamName<ShellContract>>(id: number, name: K, value: StreamValue<ShellContract, K>): void { served.get(id)?.it.say(name, value); },
    /** To all of them. */
    sayAll<K extends StreamName<ShellContract>>(name: K, value: StreamValue<ShellContract, K>): void { for (const { it } of served.values()) it.say(name, value); },
    process(view: EngineProcess): void { for (const { it } of served.values()) it.say('engine.process.changed', view); },
  };
}
