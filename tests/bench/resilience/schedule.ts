import type { Protocol } from '../../../simulator/counters/wire.ts';
import type { Case } from './cases.ts';
import type { Done } from './judge.ts';

const pause = (ms: number): Promise<void> => new Promise((r) => setTimeout(r, ms));
/** What is done to a peer. */
export interface Doing { begin(protocol: Protocol, fault: string): Promise<void>; over(protocol: Protocol): Promise<void> }

/** Works through cases until `until` (epoch ms), `lanes` at a time and never two on one protocol; each is left alone for `settleMs` after it. A round that was begun is not ended. */
export async function work(todo: Iterator<Case>, { lanes, until, settleMs, doing, told }: { readonly lanes: number; readonly until: number; readonly settleMs: number; readonly doing: Doing; readonly told: (c: Case) => void }): Promise<readonly Done[]> {
  const done: Done[] = [];
  const busy = new Set<Protocol>();
  const passed: Case[] = [];
  /** The next case whose protocol nothing is being done to. */
  function next(): Case | null {
    const waiting = passed.findIndex((c) => !busy.has(c.protocol));
    if (waiting >= 0) return passed.splice(waiting, 1)[0]!;
    for (let i = 0; i < 200; i++) {
      const c = todo.next().value as Case;
      if (!busy.has(c.protocol)) return c;
      passed.push(c);
    }
    return null;
  }
  async function lane(): Promise<void> {
    for (;;) {
      const c = next();
      if (c === null || Date.now() + c.holdMs + settleMs > until) return;
      busy.add(c.protocol);
      await pause(1000 * c.wait);               // faults begin at any phase of the beat
      told(c);
      const from = Date.now();
      await doing.begin(c.protocol, c.fault);
      await pause(c.holdMs);
      await doing.over(c.protocol);
      const to = Date.now();
      await pause(settleMs);
      done.push({ protocol: c.protocol, fault: c.fault, from, to, settled: Date.now() });
      busy.delete(c.protocol);
    }
  }
  await Promise.all(Array.from({ length: lanes }, lane));
  return done.toSorted((a, b) => a.from - b.from);
}
