import { createStore } from 'zustand/vanilla';
import type { Health, healthContract } from '#app/health';
import type { Client } from '#kernel/contract';
import type { Fault } from '#kernel/result';

export interface HealthState { readonly health: Health | null; readonly fault: Fault | null }

/** How the engine itself does, as it says once a second. */
export function healthStore(engine: Client<typeof healthContract>) {
  const state = createStore<HealthState>(() => ({ health: null, fault: null }));
  let heard = 0;
  async function read(): Promise<void> {
    const before = heard;
    const r = await engine.call('health.get', {});
    if (!r.ok) state.setState({ fault: r.fault });
    else if (heard === before) state.setState({ health: r.value, fault: null }); // race: what was heard meanwhile is newer
  }
  const dispose = engine.listen('health.changed', { value: (health) => { heard++; state.setState({ health, fault: null }); }, gap: () => void read() });
  return { state, dispose, read: read(), again: read };
}
export type HealthStore = ReturnType<typeof healthStore>;
