import type { MessagePort } from 'node:worker_threads';
import { reasonOf } from '../disk.ts';
import type { Note } from '../note.ts';
import { headLink } from './head-link.ts';
import type { FromReader, ReaderOptions, ToReader } from './protocol.ts';
import { historyReader, type HistoryReader } from './reader.ts';
import { questionRunner, type Workings } from './runner.ts';

/** The thread that answers questions about what is kept. Whatever happens to one of them, it goes on; a folder that could not be read is opened anew by the next question. */
export function serveReader(port: MessagePort, { dir, cacheBytes }: ReaderOptions, workings: Workings): void {
  const say = (message: FromReader): void => { port.postMessage(message); };
  const note: Note = (n) => { say({ t: 'note', note: n }); };
  const head = headLink();
  let reader: HistoryReader | null = null;
  let [turning, ended] = [false, false];

  const opened = (): HistoryReader => reader ??= historyReader({ dir, cacheBytes, head, note, now: Date.now });
  function drop(): void {
    const gone = reader;
    reader = null;
    try { gone?.close(); } catch (error) { note({ name: 'close-failed', params: { reason: reasonOf(error) } }); }
  }
  const runner = questionRunner({
    workings, note, ready: () => { turn(); }, mono: () => performance.now(),
    begin: async (question) => { try { return await opened().source(question); } catch (error) { drop(); throw error; } },
    answer: (id, result) => { say({ t: 'answer', id, result }); },
    progress: (id, progress) => { say({ t: 'progress', id, progress }); },
  });
  /** A slice at a time, and between two of them what came meanwhile: new questions, and those that are taken back. */
  function turn(): void {
    if (turning || ended) return;
    turning = true;
    setImmediate(() => {
      turning = false;
      if (!ended && runner.turn()) turn();
    });
  }
  port.on('message', (m: ToReader) => {
    switch (m.t) {
      case 'ask': void runner.ask(m); break;
      case 'take-back': runner.takeBack(m.id); break;
      case 'head': head.attach(m.port); break;
      case 'close':
        ended = true;
        runner.close();
        head.attach(null);
        drop();
        say({ t: 'closed' });
        port.close();
        break;
    }
  });
  try { opened(); } catch (error) { note({ name: 'history-not-read', params: { reason: reasonOf(error) } }); }
  say({ t: 'opened' });
}
