import { app, type MessagePortMain, utilityProcess } from 'electron';
import { z } from 'zod';
import { permissions, type Permission } from '#kernel/session';
import type { NoteParams } from '../noted.ts';
import type { Child, ChildEars, Restart } from './supervisor.ts';

const Fault = z.object({ code: z.string(), params: z.record(z.string(), z.union([z.string(), z.number()])) });
/** What the engine's process says to the shell; anything else is not heard. */
const FromEngine = z.discriminatedUnion('t', [
  z.object({ t: z.literal('ready') }),
  z.object({ t: z.literal('alive') }),
  z.object({ t: z.literal('rights'), id: z.number(), may: z.array(z.enum(permissions)) }),
  z.object({ t: z.literal('refused'), fault: Fault, details: z.array(z.object({ where: z.string(), fault: Fault })) }),
]);
/** What the shell says to it. `window` brings that window's port with it. */
export type ToEngine =
  | { readonly t: 'window'; readonly id: number; readonly kind: string; readonly workstation: string }
  | { readonly t: 'window-closed'; readonly id: number }
  | { readonly t: 'note'; readonly kind: string; readonly subject: string; readonly params: NoteParams; readonly window: number | null }
  | { readonly t: 'stop' };
export interface EngineChild extends Child { post(message: ToEngine, ports?: MessagePortMain[]): void; readonly pid: () => number | undefined }

/** What a window may now, as its seat in the engine has it. */
export type RightsEar = (id: number, may: readonly Permission[]) => void;
/** Starts the engine's bundle as a utility process of its own. */
export function forkEngine(file: string, args: readonly string[], restart: Restart | null, ears: ChildEars, rights: RightsEar): EngineChild {
  const why = restart === null ? [] : ['--restart-reason', restart.reason, '--restart-attempt', String(restart.attempt)];
  const child = utilityProcess.fork(file, [...args, ...why], { serviceName: 'Watchroom engine', stdio: 'inherit', env: app.isPackaged ? { ...process.env, NODE_ENV: 'production' } : process.env });   // what ships does not check every word it says itself
  child.on('message', (raw: unknown) => {
    const heard = FromEngine.safeParse(raw);
    if (!heard.success) return;
    if (heard.data.t === 'ready') ears.ready();
    else if (heard.data.t === 'alive') ears.alive();
    else if (heard.data.t === 'rights') rights(heard.data.id, heard.data.may);
    else ears.refused({ fault: heard.data.fault, details: heard.data.details });
  });
  child.on('exit', (code) => ears.exited(code));
  return {
    end() { child.postMessage({ t: 'stop' } satisfies ToEngine); },
    kill() {
      if (child.pid === undefined) return;
      try { process.kill(child.pid, 'SIGKILL'); } catch { child.kill(); }   // SIGTERM, which `kill` sends, would wait for a loop that hangs
    },
    post(message, ports = []) { child.postMessage(message, ports); },
    pid: () => child.pid,
  };
}
