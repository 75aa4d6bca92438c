import '@mantine/core/styles.css';
import { createRoot } from 'react-dom/client';
import type { Ports } from '#kit/port';
import { pageSurroundings } from '../open/surroundings.ts';
import { WindowFrame } from '../open/WindowFrame.tsx';
import { Desk } from './Desk.tsx';
import { deskStores } from './stores.ts';

/** Opens the desk in `root`; it lives as long as its page. */
export function start(ports: Ports, root: HTMLElement): void {
  const desk = deskStores(pageSurroundings);
  desk.connect(ports);
  createRoot(root).render(<WindowFrame of={desk} title="desk:title"><Desk desk={desk} /></WindowFrame>);
}
