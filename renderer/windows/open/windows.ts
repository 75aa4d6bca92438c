import { createStore } from 'zustand/vanilla';
import type { Arrangement, ProfileView, ShellContract, WindowHealth, WindowKind, WindowMode, WindowSelf } from '#app/contract';
import type { Client } from '#kernel/contract';
import type { Fault, Result } from '#kernel/result';
import type { Measure } from './measure.ts';

/** `self`: this window, null where no shell stands behind it (a browser). `panel`: the page of windows and profiles is open. `fault`: why the last act failed. */
export interface WindowsState {
  readonly self: WindowSelf | null; readonly profiles: readonly ProfileView[]; readonly health: readonly WindowHealth[]; readonly arrangement: Arrangement | null;
  readonly panel: boolean; readonly fault: Fault | null;
}

/** What a window knows of itself, of the others and of the profiles, and what it may have done with them. Answers the shell's questions whether this page is there. */
export function windowsStore(shell: Client<ShellContract>, measure: Measure) {
  const state = createStore<WindowsState>(() => ({ self: null, profiles: [], health: [], arrangement: null, panel: false, fault: null }));
  let busy: () => boolean = () => false;
  const take = (part: Partial<WindowsState>): void => state.setState(part);
  /** Takes what an act gives, or says why not. */
  async function act<T>(call: Promise<Result<T>>, key?: keyof WindowsState): Promise<boolean> {
    const r = await call;
    take(r.ok ? { fault: null, ...(key !== undefined && { [key]: r.value }) } : { fault: r.fault });
    return r.ok;
  }
  async function read(): Promise<void> {
    const [self, profiles, health, arrangement] = await Promise.all([shell.call('window.self', {}), shell.call('profile.list', {}), shell.call('windows.health', {}), shell.call('windows.arrangement', {})]);
    take({ ...(self.ok && { self: self.value }), ...(profiles.ok && { profiles: profiles.value }), ...(health.ok && { health: health.value }), ...(arrangement.ok && { arrangement: arrangement.value }) });
  }
  const stops = [
    shell.listen('window.self.changed', { value: (self) => take({ self }), gap: () => void read() }),
    shell.listen('profiles.changed', { value: (profiles) => take({ profiles }), gap: () => void read() }),
    shell.listen('windows.health.changed', { value: (health) => take({ health }) }),
    shell.listen('windows.arrangement.changed', { value: (arrangement) => take({ arrangement }) }),
    shell.listen('window.pulse', { value: ({ n }) => measure(({ frames, worstMs }) => void shell.call('window.beat', { n, frames: frames.slice(0, 60).map((ms) => Math.max(0, ms)), worstMs, busy: busy() })) }),
  ];
  return {
    state, read: read(), dispose: (): void => { for (const stop of stops) stop(); },
    /** Says when a reload of this page would hurt: the horn sounds, something is half written. */
    busyWhile(says: () => boolean): void { busy = says; },
    /** Shows a window of this kind, and in it what `show` names; true when it stands. */
    open: (kind: WindowKind, show?: string): Promise<boolean> => act(shell.call('window.open', { kind, ...(show !== undefined && { show }) })),
    openAnother: (kind: WindowKind): Promise<boolean> => act(shell.call('window.open', { kind, another: true })),
    close: (): Promise<boolean> => act(shell.call('window.close', {})),
    scale: (what: 'zoom' | 'text', to: 'larger' | 'smaller' | 'actual'): Promise<boolean> => act(shell.call('window.scale', { what, to }), 'self'),
    mode: (mode: WindowMode): Promise<boolean> => act(shell.call('window.mode', { mode }), 'self'),
    recall: (name: string): Promise<boolean> => act(shell.call('profile.recall', { name }), 'profiles'),
    save: (name: string): Promise<boolean> => act(shell.call('profile.save', { name }), 'profiles'),
    rename: (from: string, to: string): Promise<boolean> => act(shell.call('profile.rename', { from, to }), 'profiles'),
    remove: (name: string): Promise<boolean> => act(shell.call('profile.delete', { name }), 'profiles'),
    startWith: (name: string | null): Promise<boolean> => act(shell.call('profile.start', { name }), 'profiles'),
    panel: (panel: boolean): void => take({ panel, fault: null }),
    forgive: (): void => take({ fault: null }),
  };
}
export type WindowsStore = ReturnType<typeof windowsStore>;
