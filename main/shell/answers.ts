import type { MessagePortMain } from 'electron';
import { type EngineProcess, type ShellContract, shellContract } from '#app/contract';
import type { StreamName, StreamValue, Wire } from '#kernel/contract';
import { ok } from '#kernel/result';
import { serve, type Served } from '#kernel/serve';
import { nodeId, type Session, unidentified } from '#kernel/session';
import type { Clock } from '#kernel/time';
import type { WorkstationSettings } from './settings.ts';
import type { Supervisor } from './supervision/supervisor.ts';
import type { WindowHandlers } from './window-answers.ts';

export interface AnswersDeps {
  readonly settings: WorkstationSettings; readonly supervisor: () => Supervisor; readonly clock: Clock; readonly workstation: string; readonly development: boolean;
  readonly windows: (id: number) => WindowHandlers;
  readonly crashed: (call: string, error: unknown) => void;
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
export function answers({ settings, supervisor, clock, workstation, development, windows, crashed }: AnswersDeps) {
  const served = new Map<number, { readonly port: MessagePortMain; readonly it: Served<typeof shellContract> }>();
  const session: Session = unidentified(workstation, nodeId(workstation), 'live');   // the shell knows places, not nodes; the engine's port says which node it is
  settings.hear((now) => { for (const { it } of served.values()) it.say('settings.changed', now); });

  function stop(id: number): void {
    const one = served.get(id);
    served.delete(id);
    one?.it.stop();
    one?.port.close();
  }
  return {
    stop,
    serve(id: number, port: MessagePortMain): void {
      stop(id);
      const it = serve(shellContract, {
        ...windows(id),
        'settings.get': async () => ok(settings.get()),
        'settings.set': async (change) => ok(settings.set(change)),
        'engine.process': async () => ok(supervisor().view()),
        'engine.restart': async () => { supervisor().restart(); return ok(supervisor().view()); },
      }, { wire: wireOf(port), clock, session: () => session, crashed, check: development });
      served.set(id, { port, it });
    },
    /** To one window. */
    say<K extends StreamName<ShellContract>>(id: number, name: K, value: StreamValue<ShellContract, K>): void { served.get(id)?.it.say(name, value); },
    /** To all of them. */
    sayAll<K extends StreamName<ShellContract>>(name: K, value: StreamValue<ShellContract, K>): void { for (const { it } of served.values()) it.say(name, value); },
    process(view: EngineProcess): void { for (const { it } of served.values()) it.say('engine.process.changed', view); },
  };
}
