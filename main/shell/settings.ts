import type { Settings } from '#app/contract';
import type { Result } from '#kernel/result';
import type { Stop } from '#kernel/time';
import type { StateFault, StateFile } from './state-file.ts';

/** A workstation that nobody has set up: Chinese, dark, with sound (UI.md). */
export const firstSettings: Settings = { theme: 'dark', language: 'zh-CN', sound: true };

/** What this workstation remembers for its officer. Kept in memory even where the file cannot be written: `say` is told, and the desk goes on. */
export function settingsOf(file: StateFile<Settings>, forced: Partial<Settings>, say: (fault: StateFault) => void) {
  const ears = new Set<(settings: Settings) => void>();
  const kept: Result<Settings | null, StateFault> = file.read();
  if (!kept.ok) say(kept.fault);
  let settings: Settings = { ...firstSettings, ...(kept.ok ? kept.value : null), ...forced };
  return {
    get: (): Settings => settings,
    set(change: { readonly [K in keyof Settings]?: Settings[K] | undefined }): Settings {
      const given = Object.fromEntries(Object.entries(change).filter(([, v]) => v !== undefined)) as Partial<Settings>;
      settings = { ...settings, ...given };
      const written = file.write(settings);
      if (!written.ok) say(written.fault);
      for (const ear of ears) ear(settings);
      return settings;
    },
    hear(ear: (settings: Settings) => void): Stop { ears.add(ear); return () => void ears.delete(ear); },
  };
}
export type WorkstationSettings = ReturnType<typeof settingsOf>;
