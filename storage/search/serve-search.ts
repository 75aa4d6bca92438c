import path from 'node:path';
import type { MessagePort } from 'node:worker_threads';
import type { JournalFault } from '#app/journal';
import { ok, type Result } from '#kernel/result';
import { reasonOf } from '../disk/reason.ts';
import { faultOf } from '../disk/sqlite-fault.ts';
import { openForReading } from '../journal/database.ts';
import type { Close, FromWorker, WorkerOptions } from '../journal/protocol.ts';
import { discardIndex, indexName } from './index-database.ts';
import { eventFinder, mostHits, type Finder } from './finder.ts';
import type { SearchAnswer, SearchAsk } from './protocol.ts';

/** So long a page may look for more before it gives what it has. */
const budgetMs = 800;
/** So many events a question takes into the index before it is answered, some thousand each time; the rest is done while nobody asks. */
const stepsFirst = 4;

/** The worker that searches: it reads the journal beside the writer, and writes an index of its own, which it makes anew when it is missing, damaged, or of another journal (STO-15). */
export function serveSearch(port: MessagePort, options: WorkerOptions): void {
  const say = (message: FromWorker): void => { port.postMessage(message); };
  const note = (name: string, reason: string): void => { say({ t: 'note', note: { name, params: { reason } } }); };
  const [journal, index] = [path.join(options.dir, 'journal.db'), path.join(options.dir, indexName)];
  let finder: Finder | null = null;
  let [working, ended] = [false, false];

  function drop(): void {
    const gone = finder;
    finder = null;
    try { gone?.close(); } catch (error) { note('close-failed', reasonOf(error)); }
  }
  const opened = (): Finder => finder ??= eventFinder(openForReading(journal), index);
  /** One more try with an index made anew: what is wrong may be the index alone. */
  function tried<T>(run: (with_: Finder) => T): Result<T, JournalFault> {
    try { return ok(run(opened())); } catch (error) {
      drop();
      if (faultOf(error, index).code !== 'corrupt') return { ok: false, fault: faultOf(error, journal) };
      note('search-index-damaged', reasonOf(error));
      discardIndex(index);
      try { return ok(run(opened())); } catch (again) { drop(); return { ok: false, fault: faultOf(again, journal) }; }
    }
  }
  /** Goes on making the index between questions, a step at a time. */
  function work(): void {
    if (working || ended) return;
    working = true;
    setImmediate(() => {
      working = false;
      if (ended) return;
      const left = tried((f) => f.catchUp());
      if (!left.ok) note('search-index-not-made', left.fault.code);
      else if (left.value > 0) work();
    });
  }
  function answer(ask: SearchAsk): Result<SearchAnswer, JournalFault> {
    if (ask.t === 'catchUp') { work(); return tried((f) => ({ behind: f.catchUp() })); }
    const unwanted = (): boolean => Atomics.load(new Int32Array(ask.cancel), 0) !== 0;
    return tried((f) => {
      for (let n = 0, left = 1; n < stepsFirst && left > 0 && !unwanted(); n++) left = f.catchUp();
      const page = f.find(ask.search, { before: ask.before, limit: Math.max(1, Math.min(ask.limit, mostHits)), budgetMs, unwanted });
      if (page.behind > 0) work();
      return { page };
    });
  }
  say({ t: 'opened', result: ok(null) });
  port.on('message', (ask: SearchAsk | Close) => {
    if (ask.t !== 'close') { say({ t: 'answers', answers: [{ id: ask.id, result: answer(ask) }] }); return; }
    ended = true;
    drop();
    say({ t: 'closed' });
    port.close();
  });
}
