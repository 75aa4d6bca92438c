import '@mantine/core/styles.css';
import { createRoot } from 'react-dom/client';
import type { Ports } from '#kit/port';
import { pageSurroundings } from '../open/surroundings.ts';
import { WindowFrame } from '../open/WindowFrame.tsx';
import { Scene } from './Scene.tsx';
import { sceneStores } from './stores.ts';

/** Opens the scene in `root`; it lives as long as its page. */
export function start(ports: Ports, root: HTMLElement): void {
  const scene = sceneStores(pageSurroundings);
  scene.connect(ports);
  createRoot(root).render(<WindowFrame of={scene} title="scene:title"><Scene scene={scene} /></WindowFrame>);
}
