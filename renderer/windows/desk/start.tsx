import '@mantine/core/styles.css';
import { createRoot } from 'react-dom/client';
import type { Ports } from '#kit/port';
import { portWire } from '#kit/wire';
import { DeskWindow } from './DeskWindow.tsx';
import { deskStores } from './stores.ts';

/** Opens the desk in `root`; it lives as long as its page. */
export function startDesk(ports: Ports, root: HTMLElement): void {
  const desk = deskStores({
    now: () => Date.now(),
    after: (ms, run) => { const t = setTimeout(run, ms); return () => clearTimeout(t); },
    every: (ms, run) => { const t = setInterval(run, ms); return () => clearInterval(t); },
    afterDraw: (run) => void requestAnimationFrame(run),
    audio: () => new AudioContext(),
  });
  ports.take('engine-port', (port) => desk.engine.open(portWire(port)));
  ports.take('shell-port', (port) => desk.shell.open(portWire(port)));
  createRoot(root).render(<DeskWindow desk={desk} />);
}
