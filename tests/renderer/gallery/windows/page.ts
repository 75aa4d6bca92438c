import { catchPorts } from '#kit/port';
import type { Given, Scene } from './park-engine.ts';

Object.assign(globalThis, { __zod_globalConfig: { jitless: true } });
const q = new URLSearchParams(location.search);
const scene: Scene = {
  kind: q.get('kind') === 'alarms' ? 'alarms' : q.get('kind') === 'trend' ? 'trend' : 'mimic', show: q.get('show'), alarms: Number(q.get('alarms') ?? 0), calm: q.has('calm'), realm: q.get('realm') === 'drill' ? 'drill' : 'live',
  language: q.get('language') === 'en' ? 'en' : 'zh-CN', theme: q.get('theme') === 'light' ? 'light' : 'dark', text: Number(q.get('text') ?? 1), still: q.has('still'), seat: q.get('seat'),
};
const ports = catchPorts(window);
const root = document.getElementById('root');
const windows = { mimic: () => import('../../../../renderer/windows/mimic/start.tsx'), alarms: () => import('../../../../renderer/windows/alarms/start.tsx'), trend: () => import('../../../../renderer/windows/trend/start.tsx') };
void Promise.all([fetch('./given.json').then(async (r) => await r.json() as Given), import('./park-engine.ts'), windows[scene.kind]()]).then(async ([given, { parkEngine }, { start }]) => {
  Object.assign(window, { gallery: await parkEngine(given, scene) });
  if (root !== null) start(ports, root);
});
