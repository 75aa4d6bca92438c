import { createStore } from 'zustand/vanilla';
import type { Settings, shellContract } from '#app/contract';
import type { Client } from '#kernel/contract';

/** What holds until the shell has answered, and for good where there is no shell. */
export const defaults: Settings = { theme: 'dark', language: 'zh-CN', sound: true };

/** What this workstation remembers for its officer. A change shows at once and is kept by the shell; what the shell says last counts. */
export function settingsStore(shell: Client<typeof shellContract>) {
  const state = createStore<Settings>(() => defaults);
  let said = 0;
  async function read(): Promise<void> {
    const before = said;
    const r = await shell.call('settings.get', {});
    if (r.ok && before === said) state.setState(r.value);
  }
  const dispose = shell.listen('settings.changed', { value: (s) => { said++; state.setState(s); }, gap: () => void read() });
  return {
    state, dispose, read: read(),
    change: (part: Partial<Settings>): void => {
      said++;
      state.setState(part);
      void shell.call('settings.set', part);
    },
  };
}
export type SettingsStore = ReturnType<typeof settingsStore>;
