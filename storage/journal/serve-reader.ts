import path from 'node:path';
import type { MessagePort } from 'node:worker_threads';
import type { JournalFault } from '#app/journal';
import { ok, type Result } from '#kernel/result';
import { openForReading } from './database.ts';
import type { Close, Found, FromWorker, Query, WorkerOptions } from './protocol.ts';
import { journalReader, type JournalReads } from './reader.ts';
import { faultOf } from '../disk/sqlite-fault.ts';

/** The worker that reads beside the writer. A connection that failed is opened anew by the next question. */
export function serveReader(port: MessagePort, options: WorkerOptions): void {
  const say = (message: FromWorker): void => { port.postMessage(message); };
  const file = path.join(options.dir, 'journal.db');
  let reads: JournalReads | null = null;

  function find(query: Query): Result<Found, JournalFault> {
    try {
      reads ??= journalReader(openForReading(file), options.node, (note) => { say({ t: 'note', note }); });
      if (query.t === 'read') return ok({ events: reads.read(query.query) });
      return query.t === 'replay' ? ok({ events: reads.replay(query.after, query.limit) }) : ok({ snapshot: reads.lastSnapshot() });
    } catch (error) {
      const gone = reads;
      reads = null;
      try { gone?.close(); } catch (again) { say({ t: 'note', note: { name: 'close-failed', params: { reason: String(again) } } }); }
      return { ok: false, fault: faultOf(error, file) };
    }
  }
  say({ t: 'opened', result: ok(null) });
  port.on('message', (query: Query | Close) => {
    if (query.t !== 'close') { say({ t: 'answers', answers: [{ id: query.id, result: find(query) }] }); return; }
    reads?.close();
    say({ t: 'closed' });
    port.close();
  });
}
