import readline from 'node:readline';
import { Worker } from 'node:worker_threads';
import type { Counts, LinkState, Sink, TreatedPoint, TreatmentCounts } from '#app/acquisition';
import type { Clock, Stop } from '#kernel/time';
import { isEvent, type EventEars } from './events.ts';
import { boundCounts, isBatch, isFact, type CollectorStart, type Counted, type FromCollector, type SourceFact, type ToCollector } from './messages.ts';

/** What the engine hears of one source's worker. `ended`: the worker died or hung and was ended; it will be started again by whoever owns it. */
export interface CollectorEars extends Partial<EventEars> {
  readonly sink: Sink;
  readonly link: (state: LinkState) => void;
  readonly lost: (n: number) => void;
  readonly treated?: (counts: TreatmentCounts) => void;
  /** What stands in its queue, and what its adapter counted, by name. */
  readonly counted?: (waiting: number, counts: Counts) => void;
  readonly note: (line: string) => void;
  readonly ended: (reason: CollectorEnd) => void;
  readonly record?: (fact: SourceFact) => void;
}
export interface CollectorEnd { readonly code: 'collector-crashed' | 'collector-hung' | 'collector-ended'; readonly params: Readonly<Record<string, string | number>> }

export interface Collector {
  run(points: readonly TreatedPoint[]): void;
  /** False until its worker has said its first word; absent: it runs at once. */
  begun?(): boolean;
  /** Resolves when the worker is gone; one that does not close within 3 s is ended. */
  close(): Promise<void>;
}

/** How long a thread may say nothing once it has spoken, how long it may take to begin (on a busy machine a library loads slowly) and to close, in ms. */
const patience = { hungAfterMs: 10_000, startWithinMs: 30_000, closeWithinMs: 3000 };

const noteLength = 500;

/** One source in a worker thread of its own, watched: a thread that says nothing for 10 s, or does not begin within 30 s, is ended, by whatever it hangs in (HOUSE 1). `url`: the worker's script. */
export function collector(start: CollectorStart, url: URL, clock: Clock, ears: CollectorEars, { hungAfterMs, startWithinMs, closeWithinMs } = patience): Collector {
  const worker = new Worker(url, { workerData: start, stdout: true, stderr: true });
  const post = (message: ToCollector): void => worker.postMessage(message);
  const gone = Promise.withResolvers<void>();
  let begun = false;
  let closing = false;
  let ended = false;
  let watchdog: Stop = () => {};

  function end(reason: CollectorEnd): void {
    if (ended) return;
    ended = true;
    watchdog();
    gone.resolve();
    void worker.terminate();
    if (!closing) ears.ended(reason);
  }
  function alive(withinMs = hungAfterMs): void {
    watchdog();
    if (!ended) watchdog = clock.after(withinMs, () => end({ code: 'collector-hung', params: { source: start.source, seconds: withinMs / 1000 } }));
  }
  const crashed = (error: string): void => end({ code: 'collector-crashed', params: { source: start.source, error: error.slice(0, 200) } });
  function counts({ lost, treated, waiting, counts: named }: Counted): void {
    ears.lost(lost);
    if (waiting !== undefined && named !== undefined) ears.counted?.(waiting, boundCounts(named));
    if (treated !== undefined) ears.treated?.(treated);
  }
  function device(message: FromCollector & { readonly t: 'event' | 'events-left' }): void {
    if (message.t === 'event' ? !isEvent(message.event) : ![message.left, message.of].every(Number.isSafeInteger)) crashed('it sent what is no event');
    else if (message.t === 'event') ears.event?.(message.event);
    else ears.eventsLeft?.(message.left, message.of);
  }
  function record(fact: SourceFact): void { if (isFact(fact)) ears.record?.(fact); else crashed('it sent what is no fact'); }
  function batch({ batch: said, ...counted }: FromCollector & { readonly t: 'batch' }): void {
    if (!isBatch(said)) { crashed('it sent what is no batch'); return; }
    counts(counted);
    void ears.sink.take(said).then(() => { if (!ended) post({ t: 'taken' }); }, (error: unknown) => crashed(String(error)));
  }
  function hear(message: FromCollector): void {
    if (ended) return;
    begun = true;
    switch (message.t) {
      case 'batch': batch(message); break;
      case 'link': ears.link(message.state); break;
      case 'note': ears.note(message.line.slice(0, noteLength)); break;
      case 'alive': counts(message); alive(); break;
      case 'event': case 'events-left': device(message); break;
      case 'record': record(message.fact); break;
      case 'closed': gone.resolve(); break;
    }
  }
  worker.on('message', (message: FromCollector) => { try { hear(message); } catch (error) { crashed(String(error)); } });   // whatever it says ends at most itself
  worker.on('error', (error: unknown) => crashed(error instanceof Error ? error.message : String(error)));  // anything can be thrown
  // what a library prints is a note; standard output belongs to the event lines
  for (const stream of [worker.stdout, worker.stderr]) readline.createInterface({ input: stream }).on('line', (line) => ears.note(line.slice(0, noteLength)));
  worker.on('exit', (code) => end({ code: 'collector-ended', params: { source: start.source, exit: code } }));
  alive(startWithinMs);

  return {
    run: (points) => post({ t: 'run', points }),
    begun: () => begun,
    async close() {
      if (ended) return;
      closing = true;
      post({ t: 'close' });
      const stop = clock.after(closeWithinMs, () => gone.resolve());
      await gone.promise;
      stop();
      end({ code: 'collector-ended', params: { source: start.source, exit: 0 } });
    },
  };
}
