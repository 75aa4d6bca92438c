import { catchPorts } from '#kit/port';
import type { Who } from './access.ts';
import type { Scene } from './engine.ts';

Object.assign(globalThis, { __zod_globalConfig: { jitless: true } });
const q = new URLSearchParams(location.search);
const everybody: readonly Who[] = ['new', 'none', 'system', 'security', 'audit', 'leader', 'must'];
const scene: Scene = { who: everybody.find((w) => w === q.get('who')) ?? 'none', show: q.get('show'), language: q.get('language') === 'en' ? 'en' : 'zh-CN', theme: q.get('theme') === 'light' ? 'light' : 'dark', crowd: Number(q.get('crowd') ?? 0),
  trail: { trust: q.get('trail') === 'broken' ? 'broken' : q.get('trail') === 'unknown' ? 'unknown' : 'ok', behind: Number(q.get('behind') ?? 0), slow: q.has('slow') } };
const ports = catchPorts(window);
const root = document.getElementById('root');
void Promise.all([import('./engine.ts'), import('../../../../renderer/windows/admin/start.tsx')]).then(async ([{ adminEngine }, { start }]) => {
  Object.assign(window, { gallery: await adminEngine(scene) });
  if (root !== null) start(ports, root);
});
