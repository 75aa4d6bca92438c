import { createStore, type StoreApi } from 'zustand/vanilla';
import type { consentContract, ConsentCommand, ConsentView, ProofText, SeatView } from '#app/access';
import type { Client } from '#kernel/contract';
import type { Fault, Result } from '#kernel/result';

/** What an act brought to light: one sheet for each keeper. It is in no journal and is asked for by nobody a second time. */
export interface Sheet { readonly keeper: string; readonly text: string }
export interface ConsentState { readonly list: readonly ConsentView[] | null; readonly fault: Fault | null; readonly sheets: readonly Sheet[]; /** The proposal that is looked at. */ readonly open: string | null; /** They are all on a page in sight. */ readonly paged: boolean }

/** A proposal that may still be answered. `now`: epoch ms. */
export const isOpen = (c: ConsentView, now: number): boolean => (c.state === 'proposed' || c.state === 'seen') && now < c.endsAt;

/** Who is at the seat, as far as it counts here. */
const whoAt = (seat: SeatView | null): string => `${seat?.session?.id ?? ''} ${seat?.state ?? ''}`;

/** Proposals that take two persons, as this window may see them. Lists again whenever one of them moved, and when who is at the seat is another; sheets that are being given out stay until they are given. */
export function consentStore(engine: Client<typeof consentContract>, seat: StoreApi<{ readonly seat: SeatView | null }>) {
  const state = createStore<ConsentState>(() => ({ list: null, fault: null, sheets: [], open: null, paged: false }));
  let turn = 0;
  async function read(): Promise<void> {
    const mine = ++turn;
    const r = await engine.call('consent.list', {});
    if (mine === turn) state.setState(r.ok ? { list: r.value, fault: null } : { list: null, fault: r.fault });   // race: asked again meanwhile
  }
  const follow = seat.subscribe(({ seat: now }, { seat: before }) => {
    if (whoAt(now) === whoAt(before)) return;
    turn++;
    state.setState({ list: null, fault: null, open: null });
    void read();
  });
  const unheard = engine.listen('consent.changed', { value: () => void read(), gap: () => void read() });
  const put = (view: ConsentView): void => state.setState(({ list }) => ({ list: list === null ? [view] : list.some((c) => c.id === view.id) ? list.map((c) => (c.id === view.id ? view : c)) : [view, ...list] }));
  async function moved(asked: Promise<Result<ConsentView>>): Promise<Result<ConsentView>> { const r = await asked; if (r.ok) put(r.value); return r; }
  return {
    state, read, dispose: (): void => { follow(); unheard(); },
    propose: (command: ConsentCommand) => moved(engine.call('consent.propose', { command })),
    see: (id: string) => moved(engine.call('consent.see', { id })),
    refuse: (id: string) => moved(engine.call('consent.refuse', { id })),
    withdraw: (id: string) => moved(engine.call('consent.withdraw', { id })),
    /** `login` null: who is logged in here; else another at the same desk, who takes nothing over. */
    async agree(id: string, login: string | null, proof: ProofText): Promise<Result<ConsentView>> {
      const r = await engine.call('consent.agree', { id, login, proof });
      if (!r.ok) return r;
      put(r.value.consent);
      if (r.value.shown.length > 0) state.setState({ sheets: r.value.shown });
      return { ok: true, value: r.value.consent };
    },
    look: (open: string | null): void => state.setState({ open }),
    page: (paged: boolean): void => state.setState({ paged }),
    /** The sheets are gone from this window. */
    sheetsGiven: (): void => state.setState({ sheets: [] }),
  };
}
export type ConsentStore = ReturnType<typeof consentStore>;
