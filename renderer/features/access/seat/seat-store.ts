import { createStore } from 'zustand/vanilla';
import type { accessContract, Changed, Named, NewcomerText, ProofText, SeatView, Second } from '#app/access';
import type { Client } from '#kernel/contract';
import { ok, type Fault, type Result } from '#kernel/result';
import type { Permission } from '#kernel/session';

/** What of the seat is open in this window: the field that unlocks, the form of a login, the question of an override, one's own account, the first administrators, or new ones for a park that locked itself out. */
export type SeatPanel = 'unlock' | 'login' | 'override' | 'own' | 'set-up' | 'rescue';
export interface SeatState {
  /** As the engine said last; null: nothing was heard yet. */
  readonly seat: SeatView | null;
  /** Why it could not be read. */
  readonly fault: Fault | null;
  readonly open: SeatPanel | null;
  /** Everybody who was seen at this seat, by id: what they did goes on bearing their names. */
  readonly known: ReadonlyMap<string, Named>;
  /** What somebody wanted just now and may not. */
  readonly refused: { readonly needs: Permission; readonly at: number } | null;
}
export interface LoginText { readonly login: string; readonly password: string; readonly second: Second | null }
export interface SetUpText { readonly token: string; readonly how: 'first' | 'rescue'; readonly shares: [string, string] | null; readonly people: NewcomerText[] }

/** A window says that somebody moves at most this often, in ms. */
export const touchMs = 10_000;

/** A second Enter of whoever just came in is none for the alarms: so long it counts for nothing, in ms. */
export const settleMs = 700;

/** Whether an open panel still has its sense; `same`: nobody came or went. */
const stands: Readonly<Record<SeatPanel, (seat: SeatView, same: boolean) => boolean>> = {
  unlock: (seat) => seat.state === 'locked',
  login: (seat, same) => seat.state !== 'watched' || same,
  override: (seat) => seat.state === 'empty' || seat.state === 'locked',
  own: (seat, same) => same && seat.state === 'watched',
  'set-up': () => true,
  rescue: () => true,
};

type Known = SeatState['known'];
/** Everybody who was seen, and who is here now; the same object while that is nobody new. */
function knowing(known: Known, officer: Named | null): Known {
  if (officer === null) return known;
  const before = known.get(officer.person);
  return before?.name === officer.name && before.login === officer.login ? known : new Map(known).set(officer.person, officer);
}

/** Who is at the seat of this window, and what the window may have done there. It decides nothing: the engine judges, and every window of the seat hears it at once. `now`: epoch ms. */
export function seatStore(engine: Client<typeof accessContract>, now: () => number) {
  const state = createStore<SeatState>(() => ({ seat: null, fault: null, open: null, known: new Map(), refused: null }));
  let heard = 0;
  let touchedAt = -Infinity;
  let cameAt = -Infinity;

  function take(seat: SeatView): void {
    const { seat: before, known, open, refused } = state.getState();
    const same = before?.state === seat.state && before.session?.id === seat.session?.id;
    if (!same) touchedAt = -Infinity;
    state.setState({ seat, fault: null, known: knowing(known, seat.officer), open: open !== null && stands[open](seat, same) ? open : null, refused: same ? refused : null });
  }
  async function read(): Promise<void> {
    const before = heard;
    const r = await engine.call('seat.get', {});
    if (!r.ok) state.setState({ fault: r.fault });
    else if (heard === before) take(r.value);                    // race: what was heard meanwhile is newer
  }
  const dispose = engine.listen('seat.changed', { value: (seat) => { heard++; take(seat); }, gap: () => void read() });
  async function taken(asked: Promise<Result<SeatView>>): Promise<Result<SeatView>> {
    const r = await asked;
    if (r.ok) { heard++; cameAt = now(); take(r.value); }
    return r;
  }
  /** A change of which every fault is told; none: done. */
  async function changed(asked: Promise<Result<Changed>>): Promise<Result<null, Fault> | { readonly ok: false; readonly fault: Fault; readonly more: readonly Fault[] }> {
    const r = await asked;
    if (!r.ok) return r;
    const [first, ...more] = r.value.faults;
    return first === undefined ? ok(null) : { ok: false, fault: first, more };
  }
  return {
    state, dispose, now, read: read(), again: read,
    open: (open: SeatPanel | null): void => state.setState({ open }),
    /** The one key of coming and going: to the field that unlocks and, pressed again, to another's login; elsewhere to the login, and away from it. */
    enter: (): void => {
      const { seat, open } = state.getState();
      const next = seat?.state === 'locked' && open !== 'unlock' ? 'unlock' : 'login';
      state.setState({ open: open === next ? null : next });
    },
    /** True also while nothing is known: the engine judges every call. */
    may: (needs: Permission): boolean => state.getState().seat?.may.includes(needs) ?? true,
    /** Somebody wanted what she may not: it is said why. */
    refuse: (needs: Permission): void => state.setState({ refused: { needs, at: now() } }),
    login: ({ login, password, second }: LoginText) => taken(engine.call('seat.login', { login, password, second })),
    unlock: (proof: ProofText) => taken(engine.call('seat.unlock', { proof })),
    lock: () => taken(engine.call('seat.lock', {})),
    leave: () => taken(engine.call('seat.leave', {})),
    override: (reason: string) => taken(engine.call('seat.override', { reason })),
    /** True while the hand that came or went here may still be on its Enter. */
    settling: (): boolean => Math.abs(now() - cameAt) < settleMs,
    /** Somebody is here: said to the engine at most every ten seconds, and only where a session could end by rest. */
    touch: (): void => {
      const at = now();
      if (state.getState().seat?.state !== 'watched' || Math.abs(at - touchedAt) < touchMs) return;
      touchedAt = at;
      void engine.call('seat.touch', {});
    },
    setUp: ({ token, how, shares, people }: SetUpText) => changed(engine.call('seat.set-up', { token, how, shares, people })),
    password: (current: string, next: string) => changed(engine.call('own.password', { current, next })),
    totp: () => engine.call('own.totp', {}),
    confirmTotp: (password: string, code: string) => changed(engine.call('own.totp-confirm', { password, code })),
    /** The text of the new key's file; it is told once. */
    async key(password: string, pin: string): Promise<Result<string>> {
      const r = await engine.call('own.key', { password, pin });
      if (!r.ok) return r;
      const [fault] = r.value.faults;
      return fault === undefined ? ok(r.value.file) : { ok: false, fault };
    },
  };
}
export type SeatStore = ReturnType<typeof seatStore>;
