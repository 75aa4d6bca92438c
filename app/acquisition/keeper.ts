import { fail, ok, type Result } from '#kernel/result';
import type { Cancellation, Clock, Stop } from '#kernel/time';
import type { AdapterFault, LinkState } from './port.ts';

/** What a protocol brings. `dial`: one attempt. `live`: resolves, with the reason, when that link is over or `ended()`; it gives the link back. `dark`: every point loses its value. */
export interface Line<L> {
  readonly clock: Clock;
  readonly retryMs: number;
  readonly link: (state: LinkState) => void;
  readonly dial: (cancel: Cancellation) => Promise<Result<L, AdapterFault>>;
  readonly live: (link: L) => Promise<AdapterFault>;
  readonly dark: () => void;
}

/** A cancellation of our own, which follows its parents until `end`. */
function canceller(...parents: readonly Cancellation[]) {
  const listeners = new Set<() => void>();
  let aborted = false;
  const end = (): void => { for (const p of parents) p.removeEventListener('abort', abort); };
  function abort(): void {
    if (aborted) return;
    aborted = true;
    end();
    for (const listener of listeners) listener();
  }
  const cancel: Cancellation = {
    get aborted() { return aborted; },
    addEventListener: (_, run) => { listeners.add(run); },
    removeEventListener: (_, run) => { listeners.delete(run); },
  };
  for (const p of parents) if (p.aborted) abort(); else p.addEventListener('abort', abort);
  return { cancel, abort, end };
}

const same = (a: AdapterFault | 'up' | null, b: AdapterFault | 'up'): boolean => a === b || JSON.stringify(a) === JSON.stringify(b);

/** Keeps a link: dials, lives, and dials again after `retryMs`, without end, until closed; says every change of its state once. One loop, so that nothing else may reconnect. */
export function keeper<L>({ clock, retryMs, link, dial, live, dark }: Line<L>) {
  const ending = canceller();
  let current: L | null = null;
  let said: AdapterFault | 'up' | null = null;
  let loop: Promise<void> | null = null;
  let wake: Stop = () => {};
  const ended = (): boolean => ending.cancel.aborted;

  function tell(now: AdapterFault | 'up'): void {
    const news = !same(said, now);
    said = now;
    if (news && !ended()) link(now === 'up' ? { up: true, reason: null } : { up: false, reason: now });
  }
  function down(fault: AdapterFault): void {
    if (ended()) return;
    if (said === 'up' || said === null) dark();
    tell(fault);
  }
  /** Waits `ms` (null: without end), or until `wake`. */
  const pause = (ms: number | null): Promise<void> => new Promise((resolve) => {
    if (ended()) { resolve(); return; }
    const stop = ms === null ? (): void => {} : clock.after(ms, () => wake());
    wake = () => { stop(); wake = () => {}; resolve(); };
  });
  async function run(first: Cancellation, report: (result: Result<L, AdapterFault>) => void): Promise<void> {
    let result = await dial(first);
    if (!result.ok && result.fault.code === 'cancelled' && !ended()) { loop = null; report(result); return; }
    for (let begun = false; ; begun = true) {
      if (result.ok) current = result.value;
      if (!begun) report(result);
      const fault = result.ok ? await live(result.value) : result.fault;
      current = null;
      down(fault);
      await pause(retryMs);
      if (ended()) return;
      result = await dial(ending.cancel);
    }
  }
  return {
    pause, ended,
    wake: (): void => wake(),
    up: (): void => tell('up'),
    /** The link, while there is one. */
    current: (): L | null => current,
    /** True when the last word was that the link is not up. */
    isDown: (): boolean => said !== null && said !== 'up',
    async open(cancel: Cancellation): Promise<Result<void, AdapterFault>> {
      if (ended()) return fail('closed');
      if (cancel.aborted) return fail('cancelled');
      if (loop !== null) return current === null ? { ok: false, fault: said === null || said === 'up' ? fail('unreachable').fault : said } : ok(undefined);
      const both = canceller(ending.cancel, cancel);
      const result = await new Promise<Result<L, AdapterFault>>((report) => { loop = run(both.cancel, report); });
      both.end();
      if (ended()) return fail('closed');
      return result.ok ? ok(undefined) : result;
    },
    /** Begins to keep the link if nobody opened it. */
    start(): void { loop ??= run(ending.cancel, () => {}); },
    async close(): Promise<void> {
      ending.abort();
      wake();
      await loop;
    },
  };
}
