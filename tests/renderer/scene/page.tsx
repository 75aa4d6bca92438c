/// <reference types="vite/client" />
import '@mantine/core/styles.css';
import { createRoot } from 'react-dom/client';
import { catchPorts } from '../../../renderer/kit/port.ts';
import { pageSurroundings } from '../../../renderer/windows/open/surroundings.ts';
import { WindowFrame } from '../../../renderer/windows/open/WindowFrame.tsx';
import { Scene } from '../../../renderer/windows/scene/Scene.tsx';
import { sceneStores } from '../../../renderer/windows/scene/stores.ts';
import { sceneEngine, type SceneData } from './engine.ts';

// The window as it ships, with an engine that is none; what a test needs of it is on `window`.
Object.assign(globalThis, { __zod_globalConfig: { jitless: true } });
const q = new URLSearchParams(location.search);
const scene = sceneStores(pageSurroundings);
scene.connect(catchPorts(window));
const data = await (await fetch('/data.json')).json() as SceneData;
Object.assign(window, { scene, engine: sceneEngine(data, { alarms: Number(q.get('alarms') ?? 24), language: q.get('language') === 'en' ? 'en' : 'zh-CN', theme: q.get('theme') === 'light' ? 'light' : 'dark' }) });
const root = document.getElementById('root');
if (root !== null) createRoot(root).render(<WindowFrame of={scene} title="scene:title"><Scene scene={scene} /></WindowFrame>);
