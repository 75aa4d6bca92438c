import type { AdapterDeps } from '#app/acquisition';
import type { Stop } from '#kernel/time';

/** Counts what was refused, by enterprise and reason, and says it once per `reportMs`: a line in the log, and `told` for every name that has a count or had one the time before. However much is refused, as much is said. */
export function refusalsOf(reportMs: number, deps: AdapterDeps, peer: string, told: (name: string, count: number) => void) {
  const totals = new Map<string, number>();
  let interval = new Map<string, Map<string, number>>();
  let before = new Set<string>();
  let example = '';
  let stop: Stop = () => {};
  let running = false;

  function report(): void {
    running = false;
    const now = interval;
    interval = new Map();
    for (const [name, reasons] of now) {
      const count = [...reasons.values()].reduce((a, b) => a + b, 0);
      deps.note(`http-push ${peer}: refused ${count} of ${name === '*' ? 'nobody we know' : name}: ${[...reasons].map(([reason, n]) => `${n} ${reason}`).join(', ')} (last from ${example})`);
      told(name, count);
    }
    for (const name of before) if (!now.has(name)) told(name, 0);
    before = new Set(now.keys());
    if (before.size > 0) start();
  }
  function start(): void { running = true; stop = deps.clock.after(reportMs, report); }
  return {
    /** `name`: an enterprise of ours, or `*`. */
    count(name: string, reason: string, address: string): void {
      totals.set(reason, (totals.get(reason) ?? 0) + 1);
      const reasons = interval.get(name) ?? new Map<string, number>();
      interval.set(name, reasons.set(reason, (reasons.get(reason) ?? 0) + 1));
      example = address;
      if (!running) start();
    },
    /** By reason, since the start. */
    totals: (): Readonly<Record<string, number>> => Object.fromEntries(totals),
    stop: (): void => stop(),
  };
}
