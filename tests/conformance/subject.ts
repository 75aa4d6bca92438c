import { onTestFinished } from 'vitest';
import { row, type Adapter, type AdapterDeps, type Batch, type LinkState, type Sample } from '#app/acquisition';
import { pointId } from '#app/park';
import type { Clock } from '#kernel/time';
import { realClock } from '../clock.ts';
import type { relay } from './relay.ts';

/** The other end, driven by the suite. For a real protocol it is a device of `simulator/`. */
export interface Peer {
  start(): Promise<void>;
  stop(): Promise<void>;
  set(address: string, value: number): void;
  /** As `set`, with the device's own time (ms). */
  setAt?(address: string, value: number, sourceTime: number): void;
  /** Lets the device answer with a fault of its own until the next `set`; gives the code it says. */
  fault(address: string): number;
  /** Where it says by itself what happens: its own alarm at this address, in these words; kept while it is stopped. */
  condition?(address: string, active: boolean, severity: number, text: string): void;
  connections(): number;
}
/** `at`: the address of the device's n-th point, n < 10,000. `absent`: an address it lacks, and the status that says so. `travelMs`: how long a change may take to reach the adapter. `noticeMs`: by when it has to know that a wire is dead. `wire`: where the suite can spoil what is said. */
export interface Subject {
  readonly name: string;
  readonly peer: Peer;
  readonly make: (deps: AdapterDeps) => Adapter;
  readonly at: (n: number) => string;
  readonly absent?: { readonly address: string; readonly status: number };
  readonly travelMs: number;
  readonly noticeMs?: number;
  readonly wire?: ReturnType<typeof relay>;
  /** The device comes to the adapter: open means that the port is bound, whoever is there. */
  readonly listens?: boolean;
  /** The device waits until what it said was taken, and keeps the rest: beyond the bound nothing is lost either. */
  readonly paced?: boolean;
  /** How fine the device's own time is, in ms (1 where nothing is said). */
  readonly timeStepMs?: number;
  readonly pki?: string;
  readonly secret?: (name: string) => string | null;
  readonly note?: (line: string) => void;
}

export const wait = (ms: number): Promise<void> => new Promise((r) => { setTimeout(r, ms); });
export const until = async (what: () => boolean, ms = 4000): Promise<void> => { for (const end = Date.now() + ms; !what(); await wait(5)) if (Date.now() > end) throw new Error('waited too long'); };
export const never = new AbortController().signal;

/** A clock that counts the timers that are running. */
export function countingClock(): { readonly clock: Clock; readonly timers: () => number } {
  let timers = 0;
  const clock: Clock = { ...realClock, after: (ms, run) => {
    timers++;
    let live = true;
    const end = (): void => { if (live) { live = false; timers--; } };
    const stop = realClock.after(ms, () => { end(); run(); });
    return () => { end(); stop(); };
  } };
  return { clock, timers: () => timers };
}

/** What each rule begins with: an adapter of its own, whose samples, link states and timers are kept and counted. */
export function setUp({ peer, make, at, pki = '', secret = () => null }: Subject, [A, B]: readonly [number, number]) {
  const base = { note: () => {}, pki, secret };
  const { supports } = make({ ...base, clock: realClock, bound: 1, link: () => {} });
  function fresh(bound = 1000) {
    const { clock, timers } = countingClock();
    const links: LinkState[] = [];
    const taken: Sample[] = [];
    const adapter = make({ ...base, clock, bound, link: (l) => { links.push(l); } });
    const points = [{ handle: A, id: pointId('a'), address: at(1) }, { handle: B, id: pointId('b'), address: at(2) }];
    const of = (handle: number): Sample[] => taken.filter((s) => s.handle === handle);
    const hear = (busy: () => Promise<unknown> = async () => {}) => ({ take: async (b: Batch): Promise<void> => { for (let i = 0; i < b.length; i++) taken.push(row(b, i)); await busy(); } });
    const watch = (busy?: () => Promise<unknown>) => adapter.watch(points, hear(busy));
    onTestFinished(async () => { await adapter.close(); await peer.stop(); });
    return { adapter, taken, of, watch, hear, points, links, timers, a: () => of(A).at(-1) };
  }
  return { fresh, supports };
}
