import '@mantine/core/styles.css';
import { createRoot } from 'react-dom/client';
import type { Ports } from '#kit/port';
import { pageSurroundings } from '../open/surroundings.ts';
import { WindowFrame } from '../open/WindowFrame.tsx';
import { AdminWindow } from './AdminWindow.tsx';
import { adminStores } from './stores.ts';

/** Opens administration in `root`; it lives as long as its page. */
export function start(ports: Ports, root: HTMLElement): void {
  const stores = adminStores(pageSurroundings);
  stores.connect(ports);
  createRoot(root).render(<WindowFrame of={stores} title="admin:title"><AdminWindow stores={stores} /></WindowFrame>);
}
