import { z } from 'zod';
import { mostSavedFilters, SavedFilter } from '#app/alarm';
import { mostGroups, TrendGroup } from '#app/history';
import { SceneMemory } from '#app/map';
import { levels } from '#app/park';
import type { VersionedContract } from '#kernel/contract';
import { windowsContract } from './windows.ts';

/** What this workstation remembers for its officer. `filters`: of the alarm list. `volumes`: of the tone of each level, 0 to 1; absent is full. `scene`: which layers of the map are shown, and the views that were kept. `trends`: groups of points for trends. */
export const Settings = z.object({
  theme: z.enum(['dark', 'light']), language: z.enum(['zh-CN', 'en']), sound: z.boolean(),
  filters: z.array(SavedFilter).max(mostSavedFilters).optional(), volumes: z.partialRecord(z.enum(levels), z.number().min(0).max(1)).optional(),
  scene: SceneMemory.optional(), trends: z.array(TrendGroup).max(mostGroups).optional(),
});
export type Settings = z.infer<typeof Settings>;

/** How the engine's process stands, as its supervisor sees it. `attempt` counts starts since it last ran well; `nextAt`: when it will be tried again. */
export const EngineProcess = z.object({ state: z.enum(['starting', 'running', 'restarting', 'stopped']), since: z.number(), attempt: z.number(), nextAt: z.number().nullable(), reason: z.string().nullable() });
export type EngineProcess = z.infer<typeof EngineProcess>;

/** What only a workstation has: served by main/shell on a port of its own. */
export const shellContract = {
  version: 2,
  calls: {
    ...windowsContract.calls,
    'settings.get': { in: z.object({}), out: Settings, needs: 'settings.view' },
    'settings.set': { in: Settings.partial(), out: Settings, needs: 'settings.change' },
    'engine.process': { in: z.object({}), out: EngineProcess, needs: 'health.view' },
    'engine.restart': { in: z.object({}), out: EngineProcess, needs: 'engine.restart' },
  },
  streams: {
    ...windowsContract.streams,
    'settings.changed': { kind: 'every', of: Settings, needs: 'settings.view' },
    'engine.process.changed': { kind: 'every', of: EngineProcess, needs: 'health.view' },
  },
} as const satisfies VersionedContract;
export type ShellContract = typeof shellContract;
