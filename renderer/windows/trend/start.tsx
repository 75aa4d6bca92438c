import '@mantine/core/styles.css';
import { createRoot } from 'react-dom/client';
import type { Ports } from '#kit/port';
import { pageSurroundings } from '../open/surroundings.ts';
import { WindowFrame } from '../open/WindowFrame.tsx';
import { TrendWindow } from './TrendWindow.tsx';
import { trendWindowStores } from './stores.ts';

/** Opens the trends in `root`; they live as long as their page. */
export function start(ports: Ports, root: HTMLElement): void {
  const stores = trendWindowStores(pageSurroundings, new URLSearchParams(location.search).get('show'));
  stores.connect(ports);
  createRoot(root).render(<WindowFrame of={stores} title="trend:title"><TrendWindow stores={stores} /></WindowFrame>);
}
