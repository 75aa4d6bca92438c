import { createRoot } from 'react-dom/client';
import { epochMs, monoMs, type Clock } from '#kernel/time';
import type { Ports } from '#kit/port';
import { browserShell } from './browser-shell.ts';
import { tokenOf } from './token.ts';
import { TokenGate } from './TokenGate.tsx';
import { webPorts } from './web-ports.ts';

const clock: Clock = {
  now: () => epochMs(Date.now()), mono: () => monoMs(performance.now()),
  after: (ms, run) => { const t = setTimeout(run, ms); return () => clearTimeout(t); },
};

/** Opens a window that a browser shows: with the token of this tab, or after it was asked for. */
export function openWeb(root: HTMLElement, start: (ports: Ports) => Promise<void>): void {
  const begin = (token: string): void => void start(webPorts(
    { socket: (address, protocols) => new WebSocket(address, protocols), address: `ws://${location.host}/engine`, after: (ms, run) => void setTimeout(run, ms) },
    token, () => browserShell({ kept: localStorage, clock, open: (address, name) => window.open(address, name) }),
    location.pathname.startsWith('/windows/admin/')));
  const token = tokenOf(window);
  if (token !== null) { begin(token); return; }
  const gate = createRoot(root);
  gate.render(<TokenGate taken={() => { gate.unmount(); begin(tokenOf(window) ?? ''); }} />);
}
