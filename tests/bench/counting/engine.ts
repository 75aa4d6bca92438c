import { eventLine } from '#app/alarm';
import { qualityOf, type Batch } from '#app/acquisition';
import { runEngine } from '../../../main/engine/run.ts';
import { gaps } from './gaps.ts';
import { isCounted, sequences } from './sequence.ts';

/** `warmSeconds`: before anything is counted. `most`: the greatest number that a counter shows. `gapMs`: shorter silences are not told. */
export interface EngineAsk { readonly site: string; readonly data: string; readonly warmSeconds: number; readonly most: number; readonly gapMs: number; readonly progressMs?: number }
/** One a line: `event` as `--events` has it, `gap` when it is over, `memory` every ten seconds (`liveMB`: what the main thread still holds after its garbage was collected, where it may ask for that), `samples` that had a value every `progressMs`, `done` at the end. */
export type EngineSays =
  | { readonly t: 'warm' }
  | { readonly t: 'event'; readonly event: NonNullable<ReturnType<typeof eventLine>> }
  | { readonly t: 'gap'; readonly source: string; readonly of: 'good' | 'new'; readonly from: number; readonly to: number }
  | { readonly t: 'memory'; readonly s: number; readonly rssMB: number; readonly liveMB: number }
  | { readonly t: 'samples'; readonly n: number }
  | { readonly t: 'note'; readonly line: string }
  | { readonly t: 'done'; readonly seconds: number; readonly cpuPercent: number; readonly sources: readonly SourceCount[] };
export interface SourceCount {
  readonly source: string; readonly points: number; readonly samples: number; readonly bad: number; readonly odd: number; readonly again: number; readonly lost: number;
  readonly missing: readonly (readonly [number: number, points: number])[];
}

const memoryEveryMs = 10_000;
const collect = (globalThis as { gc?: () => void }).gc ?? ((): void => {});
const cpuUs = (): number => { const { user, system } = process.cpuUsage(); return user + system; };
const say = (what: EngineSays): void => { process.stdout.write(`${JSON.stringify(what)}\n`); };
/** Counts one source: what came without a value, what no counter shows, and what was said again. */
function counter(source: string, { most, gapMs }: EngineAsk) {
  const numbers = sequences();
  const count = { samples: 0, bad: 0, odd: 0, again: 0 };
  const spans = { good: gaps(gapMs), new: gaps(gapMs) };
  const seen = (of: 'good' | 'new', at: number): void => { const gap = spans[of].seen(at); if (gap !== null) say({ t: 'gap', source, of, ...gap }); };
  function take(batch: Batch): void {
    const now = Date.now();
    let [good, fresh] = [false, false];
    for (let i = 0; i < batch.length; i++) {
      const value = batch.value[i]!;
      count.samples++;
      if (Number.isNaN(value)) { count.bad++; continue; }
      good ||= qualityOf(batch.status[i]!) === 'good';
      if (!isCounted(value, most)) { count.odd++; continue; }
      const was = numbers.hear(batch.handle[i]!, value);
      if (was === 'again') count.again++; else fresh = true;
    }
    if (good) seen('good', now);
    if (fresh) seen('new', now);
  }
  return {
    take,
    valued: (): number => count.samples - count.bad,
    restart: (): void => { numbers.restart(); Object.assign(count, { samples: 0, bad: 0, odd: 0, again: 0 }); },
    done(now: number): SourceCount {
      seen('good', now);
      seen('new', now);
      return { source, points: numbers.heard(), ...count, lost: numbers.lost(), missing: numbers.missing().map((m) => [m.number, m.points] as const) };
    },
  };
}

/** The real engine in a process of its own, counting by sequence until its standard input ends. */
async function main(): Promise<void> {
  const ask = JSON.parse(process.argv[2] ?? '') as EngineAsk;
  const counters = new Map<string, ReturnType<typeof counter>>();
  const engine = await runEngine({ site: ask.site, data: ask.data, heads: [], workstation: 'bench', restart: null }, {
    note: (line) => say({ t: 'note', line }),
    event: (change, rule) => { const event = eventLine(change, rule); if (event !== null) say({ t: 'event', event }); },
    tap(source, batch) {
      let of = counters.get(source);
      if (of === undefined) counters.set(source, of = counter(source, ask));
      of.take(batch);
    },
  });
  if (!engine.ok) { process.stderr.write(`${JSON.stringify(engine)}\n`); process.exit(1); }
  if (ask.progressMs !== undefined) setInterval(() => say({ t: 'samples', n: [...counters.values()].reduce((n, c) => n + c.valued(), 0) }), ask.progressMs);
  await new Promise((r) => setTimeout(r, ask.warmSeconds * 1000));
  for (const of of counters.values()) of.restart();
  say({ t: 'warm' });
  const [cpu, from] = [cpuUs(), performance.now()];
  const seconds = (): number => (performance.now() - from) / 1000;
  let ours = 0;                                 // what the looking costs is no work of the engine
  const timer = setInterval(() => {
    const before = cpuUs();
    collect();
    const { rss, heapUsed } = process.memoryUsage();
    say({ t: 'memory', s: seconds(), rssMB: rss / 1e6, liveMB: heapUsed / 1e6 });
    ours += cpuUs() - before;
  }, memoryEveryMs);
  process.stdin.resume().on('end', () => {
    clearInterval(timer);
    const used = cpuUs() - cpu - ours;
    const now = Date.now();
    say({ t: 'done', seconds: seconds(), cpuPercent: used / 1e4 / seconds(), sources: [...counters.values()].map((c) => c.done(now)) });
    void engine.value.stop().then(() => process.exit(0));
  });
}
if (process.argv[1] === import.meta.filename) await main();
