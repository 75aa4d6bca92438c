import type { WindowKind } from '#app/contract';

/** What the shell has to know of a kind of window. `least`: how small it may get. `most`: how many there may be. `memoryMB`: beyond it a page is loaded again. `throttled`: Chromium may let it rest while nobody sees it. */
export interface KindOf { readonly page: string; readonly least: { readonly width: number; readonly height: number }; readonly most: number; readonly memoryMB: number; readonly throttled: boolean }

/** Our kinds of window. The desk is one: two of them would ring twice. Administration is one: whoever is logged in there is logged in once. Why which of them is throttled: docs/decisions/. */
export const kinds: Readonly<Record<WindowKind, KindOf>> = {
  desk: { page: '/windows/desk/index.html', least: { width: 1024, height: 640 }, most: 1, memoryMB: 700, throttled: false },
  alarms: { page: '/windows/alarms/index.html', least: { width: 640, height: 360 }, most: 4, memoryMB: 600, throttled: false },
  scene: { page: '/windows/scene/index.html', least: { width: 640, height: 400 }, most: 2, memoryMB: 1800, throttled: true },
  mimic: { page: '/windows/mimic/index.html', least: { width: 480, height: 320 }, most: 8, memoryMB: 600, throttled: true },
  admin: { page: '/windows/admin/index.html', least: { width: 1024, height: 640 }, most: 1, memoryMB: 600, throttled: true },
  trend: { page: '/windows/trend/index.html', least: { width: 800, height: 480 }, most: 6, memoryMB: 700, throttled: true },
};

/** How much of a desk's left side its alarm list takes: nothing may be put over it (desk.css has the same figures). */
export const deskList = { share: 0.34, least: 480 } as const;
