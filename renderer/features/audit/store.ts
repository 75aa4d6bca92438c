import { createStore } from 'zustand/vanilla';
import { mostPage, type auditContract, type AuditEvent, type AuditSearch, type AuditState, type Exporting, type Verifying } from '#app/audit';
import type { Client } from '#kernel/contract';
import type { Fault, Result } from '#kernel/result';

type AuditClient = Client<typeof auditContract>;
type Out<R> = R extends Promise<Result<infer T>> ? T : never;
/** One event, whole, with what it changed. */
export type Looked = Out<ReturnType<typeof look>>;
const look = (ask: AuditClient, node: string, seq: number) => ask.call('audit.event', { node, seq });
export type Written = Out<ReturnType<typeof written>>;
const written = (ask: AuditClient, search: AuditSearch, format: 'jsonl' | 'csv') => ask.call('audit.export', { search, format });

/** `phase`: `more` while the next page comes. `next`: there is more. `search`: what was asked, for the next page and for an export. */
export interface Found { readonly phase: 'idle' | 'searching' | 'listed' | 'more'; readonly events: readonly AuditEvent[]; readonly next: number | null; readonly behind: number; readonly fault: Fault | null; readonly search: AuditSearch | null }
export interface AuditLook {
  readonly found: Found;
  readonly chosen: string | null; readonly looked: Looked | null; readonly lookFault: Fault | null;
  readonly state: AuditState | null; readonly stateFault: Fault | null; readonly verifying: Verifying | null;
  readonly exporting: Exporting | null; readonly exported: Written | null; readonly exportFault: Fault | null;
}
const nothing: AuditLook = {
  found: { phase: 'idle', events: [], next: null, behind: 0, fault: null, search: null }, chosen: null, looked: null, lookFault: null,
  state: null, stateFault: null, verifying: null, exporting: null, exported: null, exportFault: null,
};
/** The most events that one list holds: who wants more narrows the search, or exports. */
export const mostListed = 5000;
export const keyOf = ({ node, seq }: Pick<AuditEvent, 'node' | 'seq'>): string => `${node}:${seq}`;

/** The audit as its administrator looks at it. Nothing is asked before `begin`, and nothing is kept after `end`. */
export function auditStore(ask: AuditClient) {
  const store = createStore<AuditLook>(() => nothing);
  const [set, get] = [store.setState, store.getState];
  let [turn, looking, begun] = [0, 0, false];
  const found = (part: Partial<Found>): void => set((s) => ({ found: { ...s.found, ...part } }));

  async function read(): Promise<void> {
    if (!begun) return;
    const r = await ask.call('audit.state', {});
    if (begun) set(r.ok ? { state: r.value, stateFault: null, verifying: r.value.verifying, exporting: r.value.exporting } : { stateFault: r.fault });
  }
  async function page(search: AuditSearch, before: number | null): Promise<void> {
    const mine = ++turn;
    const r = await ask.call('audit.search', { search, before, limit: mostPage });
    if (mine !== turn || !begun) return;                            // race: another search was asked meanwhile
    if (!r.ok) { found({ phase: get().found.events.length === 0 ? 'idle' : 'listed', fault: r.fault }); return; }
    const events = before === null ? r.value.events : [...get().found.events, ...r.value.events];
    found({ phase: 'listed', events, next: events.length >= mostListed ? null : r.value.next, behind: r.value.behind, fault: null });
  }
  const stops = [
    ask.listen('audit.verifying', { value: (v) => { set({ verifying: v.running ? v : null }); if (!v.running) void read(); }, gap: () => void read() }),
    ask.listen('audit.exporting', { value: (v) => set({ exporting: v.running ? v : null }), gap: () => void read() }),
  ];
  return {
    state: store, read,
    begin(): void { begun = true; void read(); },
    end(): void { begun = false; turn++; looking++; set(nothing); },
    search(search: AuditSearch): void { set({ chosen: null, looked: null, lookFault: null, exported: null, exportFault: null }); found({ phase: 'searching', events: [], next: null, behind: 0, fault: null, search }); void page(search, null); },
    more(): void {
      const { search, next, phase } = get().found;
      if (search === null || next === null || phase !== 'listed') return;
      found({ phase: 'more' });
      void page(search, next);
    },
    cancel(what: 'search' | 'verify' | 'export'): void { void ask.call('audit.cancel', { what }); },
    async choose(key: string): Promise<void> {
      const mine = ++looking;
      const event = get().found.events.find((e) => keyOf(e) === key);
      if (event === undefined) return;
      set({ chosen: key, looked: null, lookFault: null });
      const r = await look(ask, event.node, event.seq);
      if (mine === looking) set(r.ok ? { looked: r.value } : { lookFault: r.fault });
    },
    async verify(): Promise<void> {
      const r = await ask.call('audit.verify', {});
      if (r.ok) set({ verifying: r.value.running ? r.value : null }); else set({ stateFault: r.fault });
    },
    async take(search: AuditSearch, format: 'jsonl' | 'csv'): Promise<void> {
      set({ exported: null, exportFault: null, exporting: { running: true, file: '', events: 0 } });
      const r = await written(ask, search, format);
      if (begun) set(r.ok ? { exported: r.value, exporting: null } : { exportFault: r.fault, exporting: null });
    },
    dispose(): void { for (const stop of stops) stop(); },
  };
}
export type AuditStore = ReturnType<typeof auditStore>;
