import { ipcMain, MessageChannelMain, type MessagePortMain, type WebContents } from 'electron';
import type { WindowKind } from '#app/contract';
import type { NoteParams } from './noted.ts';
import type { EngineChild, ToEngine } from './supervision/process.ts';
import { isOwnFrame } from './windows/guards.ts';

export interface IntroduceDeps {
  readonly workstation: string; readonly devOrigin: string | null;
  readonly kindOf: (contents: WebContents) => WindowKind | null;
  /** The engine's process while it runs, else null. */
  readonly engine: () => EngineChild | null;
  /** Serves the shell's own contract on a port; called again for each page load. */
  readonly serveShell: (id: number, port: MessagePortMain) => void;
  readonly refused: (what: string, subject: string) => void;
}
const NOTES = 100;

/** Main introduces, then steps aside: a private channel between a window and the engine, another between the window and the shell. */
export function introduce({ workstation, devOrigin, kindOf, engine, serveShell, refused }: IntroduceDeps) {
  const listening = new Map<number, { readonly kind: WindowKind; readonly contents: WebContents }>();
  const notes: ToEngine[] = [];

  function toEngine(id: number): void {
    const window = listening.get(id);
    const child = engine();
    if (window === undefined || child === null) return;
    const { port1, port2 } = new MessageChannelMain();
    child.post({ t: 'window', id, kind: window.kind, workstation }, [port1]);
    window.contents.postMessage('engine-port', null, [port2]);
  }
  function gone(id: number): void {
    if (listening.delete(id)) engine()?.post({ t: 'window-closed', id });
  }
  ipcMain.on('ready', (event) => {
    const contents = event.sender;
    const kind = kindOf(contents);
    if (kind === null || listening.has(contents.id) || !isOwnFrame(event.senderFrame, contents.mainFrame, devOrigin)) { refused('message', event.senderFrame?.url ?? ''); return; }
    listening.set(contents.id, { kind, contents });
    const { port1, port2 } = new MessageChannelMain();
    serveShell(contents.id, port1);
    contents.postMessage('shell-port', null, [port2]);
    toEngine(contents.id);
  });

  return {
    /** A page is being loaded or is gone: it has to say `ready` before it gets ports again. */
    gone,
    /** The engine has just come (back): every window that listens gets a port to it, and it hears what was noted meanwhile. */
    engineIsHere(): void {
      for (const id of listening.keys()) toEngine(id);
      for (const n of notes.splice(0)) engine()?.post(n);
    },
    /** For the journal, as who sits at that window (null: nobody did it); kept (the last hundred) while there is no engine to write it. */
    note(kind: string, subject: string, params: NoteParams, window: number | null = null): void {
      const child = engine();
      const n: ToEngine = { t: 'note', kind, subject, params, window };
      if (child !== null) child.post(n);
      else if (notes.push(n) > NOTES) notes.shift();
    },
  };
}
