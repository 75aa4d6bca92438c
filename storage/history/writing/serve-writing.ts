import type { MessagePort } from 'node:worker_threads';
import { fail, ok } from '#kernel/result';
import { reasonOf } from '../disk.ts';
import type { Note } from '../note.ts';
import type { FromWriter, ToWriter, WriterOptions } from '../protocol.ts';
import { tellHead } from './tell-head.ts';
import { openWriter, type HistoryWriter } from './writer.ts';

/** How often it tells how it does even where nothing is synced, and looks whether a window is due, in ms. */
const tellEveryMs = 1000;
const lookEveryMs = 100;

/** The thread that writes history: takes rows, sees to it that they are on the disk within `syncMs`, and makes files of them. */
export function serveWriting(port: MessagePort, options: WriterOptions): void {
  const say = (message: FromWriter, transfer: ArrayBuffer[] = []): void => { port.postMessage(message, transfer); };
  const note: Note = (n) => { say({ t: 'note', note: n }); };
  const breathe = (): Promise<void> => new Promise((resolve) => { setImmediate(resolve); });
  const opened = openWriter(options, { note, now: () => Date.now(), mono: () => performance.now(), breathe });
  if (!opened.ok) { say({ t: 'opened', result: fail(opened.fault.code, opened.fault.params) }); port.close(); return; }
  say({ t: 'opened', result: ok(null) });
  serve(opened.value);

  function serve(writer: HistoryWriter): void {
    const { logs } = writer;
    let [lastSync, due, waiting] = [0, null as NodeJS.Timeout | null, [] as number[]];
    let [through, closing] = [0, false];

    const tell = (): void => { say({ t: 'status', status: { ...writer.status(), stored: logs.synced(), through } }); };
    function settle(): void {
      if (!logs.dirty()) through = writer.taken();
      if (waiting.length === 0 || (logs.dirty() && !writer.stopped())) return;
      tell();
      for (const id of waiting) say({ t: 'settled', id });
      waiting = [];
    }
    async function sync(): Promise<void> {
      due = null;
      if (logs.syncing() || !logs.dirty()) { settle(); return; }
      lastSync = performance.now();
      const until = writer.taken();
      try { await logs.sync(); through = until; tell(); } catch (error) { writer.syncFailed(reasonOf(error)); }
      settle();
      if (logs.dirty() && !writer.stopped()) soon();
    }
    function soon(): void {
      if (due !== null || logs.syncing()) return;
      const inMs = waiting.length > 0 ? 0 : Math.max(0, lastSync + options.limits.syncMs - performance.now());
      due = setTimeout(() => void sync(), inMs);
    }
    const looking = setInterval(() => { if (writer.broken()) throw new Error('the catalogue is damaged, or the folder is gone'); writer.look(); settle(); }, lookEveryMs);
    const telling = setInterval(() => { writer.lookAround(); settle(); tell(); }, tellEveryMs);

    async function close(): Promise<void> {
      if (closing) return;
      closing = true;
      clearInterval(looking);
      clearInterval(telling);
      if (due !== null) clearTimeout(due);
      await writer.close();
      tell();
      say({ t: 'closed' });
      port.close();
    }
    port.on('message', (message: ToWriter) => {
      if (message.t === 'rows') {
        writer.take(message.buffer, message.length, message.text);
        say({ t: 'free', buffer: message.buffer }, [message.buffer]);
        if (logs.dirty()) soon();
      } else if (message.t === 'follow') writer.follow(message.plan);
      else if (message.t === 'head') tellHead(message.port, writer.reads);
      else if (message.t === 'settle') { waiting.push(message.id); if (due !== null) { clearTimeout(due); due = null; } if (logs.dirty()) soon(); else settle(); }
      else void close();
    });
  }
}
