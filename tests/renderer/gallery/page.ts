import type { Scene } from './engine.ts';

Object.assign(globalThis, { __zod_globalConfig: { jitless: true } });
const q = new URLSearchParams(location.search);
const scene: Scene = {
  alarms: Number(q.get('alarms') ?? 60), realm: (q.get('realm') ?? 'live') as Scene['realm'], recording: (q.get('recording') ?? 'recording') as Scene['recording'],
  language: (q.get('language') ?? 'zh-CN') as Scene['language'], theme: (q.get('theme') ?? 'dark') as Scene['theme'], restarted: q.has('restarted'), denied: q.has('denied'), seat: q.get('seat'),
};
void import('./engine.ts').then(async ({ galleryEngine }) => { Object.assign(window, { gallery: await galleryEngine(scene) }); });
