import '@mantine/core/styles.css';
import { createRoot } from 'react-dom/client';
import type { Ports } from '#kit/port';
import { pageSurroundings } from '../open/surroundings.ts';
import { WindowFrame } from '../open/WindowFrame.tsx';
import { AlarmsWindow } from './AlarmsWindow.tsx';
import { alarmsStores } from './stores.ts';

/** Opens the alarm screen in `root`; it lives as long as its page. */
export function start(ports: Ports, root: HTMLElement): void {
  const stores = alarmsStores(pageSurroundings);
  stores.connect(ports);
  createRoot(root).render(<WindowFrame of={stores} title="screen:title"><AlarmsWindow stores={stores} /></WindowFrame>);
}
