import '@mantine/core/styles.css';
import { createRoot } from 'react-dom/client';
import type { Ports } from '#kit/port';
import { pageSurroundings } from '../open/surroundings.ts';
import { WindowFrame } from '../open/WindowFrame.tsx';
import { MimicWindow } from './MimicWindow.tsx';
import { mimicStores } from './stores.ts';

/** Opens the mimics in `root`; they live as long as their page. */
export function start(ports: Ports, root: HTMLElement): void {
  const stores = mimicStores(pageSurroundings);
  stores.connect(ports);
  createRoot(root).render(<WindowFrame of={stores} title="mimic:title"><MimicWindow stores={stores} /></WindowFrame>);
}
