import os from 'node:os';
import type { Wire, WireMessage } from '#kernel/contract';
import type { Actor } from '#kernel/session';
import type { Stop } from '#kernel/time';
import { commandOf } from './command/arguments.ts';
import { runEngine, type RunningEngine } from './run.ts';

/** What the shell says to the engine's process. */
type FromShell =
  | { readonly t: 'window'; readonly id: number; readonly kind: string; readonly workstation: string }
  | { readonly t: 'window-closed'; readonly id: number }
  | { readonly t: 'note'; readonly kind: string; readonly subject: string; readonly params: Readonly<Record<string, unknown>>; readonly window: number | null }
  | { readonly t: 'stop' };

const port = process.parentPort;
const aliveEveryMs = 1000;
/** How long a crash may take to write itself down. */
const crashWriteMs = 300;

const wireOf = (p: Electron.MessagePortMain): Wire => ({
  post: (m: WireMessage) => p.postMessage(m),
  hear: (listener) => {
    const hear = (e: Electron.MessageEvent): void => listener(e.data);
    p.on('message', hear);
    p.start();
    return () => void p.off('message', hear);
  },
});

const command = commandOf(process.argv.slice(2));
if (!command.ok || command.value.name !== 'run') {
  port.postMessage({ t: 'refused', fault: command.ok ? { code: 'usage', params: {} } : command.fault, details: [] });
} else {
  const options = command.value;
  const waiting: Electron.MessageEvent[] = [];
  const open = new Map<number, Stop>();
  /** Who sits at each window, for what the shell tells of it. */
  const sitting = new Map<number, () => Actor>();
  let engine: RunningEngine | null = null;
  setInterval(() => port.postMessage({ t: 'alive' }), aliveEveryMs);
  // a bug: it is written down as far as that can be done, and the supervisor starts a fresh engine
  process.on('uncaughtException', (error) => {
    process.stderr.write(`engine crashed: ${error.stack ?? error.message}\n`);
    engine?.note('engine.crashed', 'engine', { message: error.message.slice(0, 500) });
    setTimeout(() => process.exit(1), crashWriteMs);
  });

  const hear = (e: Electron.MessageEvent): void => {
    if (engine === null) { waiting.push(e); return; }
    const running = engine;
    const m = e.data as FromShell;
    const wire = e.ports[0];
    switch (m.t) {
      case 'window': {
        if (wire === undefined) break;
        const { id } = m;
        open.get(id)?.();
        const seat = running.seat({ workstation: m.workstation, own: m.kind === 'admin' });   // who administrates never takes the desk from its officer
        const tell = (): void => port.postMessage({ t: 'rights', id, may: [...seat.session().may] });
        seat.hear(tell);
        const stop = running.open(wireOf(wire), seat.session);
        tell();
        sitting.set(id, () => seat.session().actor);
        const end = (): void => { stop(); seat.stop(); if (open.get(id) === end) { open.delete(id); sitting.delete(id); } wire.close(); };
        open.set(id, end);
        wire.on('close', end);
        break;
      }
      case 'window-closed': open.get(m.id)?.(); break;
      case 'note': running.note(m.kind, m.subject, m.params, m.window === null ? undefined : sitting.get(m.window)?.()); break;
      case 'stop': void running.stop().then(() => process.exit(0)); break;
    }
  };
  port.on('message', hear);

  void runEngine({ ...options, workstation: options.workstation ?? os.hostname() }, { note: (line) => process.stderr.write(`${line}\n`), event: null }).then((started) => {
    if (!started.ok) { port.postMessage({ t: 'refused', fault: started.fault, details: started.details }); return; }
    engine = started.value;
    port.postMessage({ t: 'ready', node: engine.node, realm: engine.realm });
    for (const e of waiting.splice(0)) hear(e);
  });
}
