import path from 'node:path';
import { receiveMessageOnPort, type MessagePort } from 'node:worker_threads';
import { headCopies, headKeyName, keepAside, readHeads, type FoundHead, type HeadCopies } from '../head.ts';
import type { Note } from '../note.ts';
import { readSecret } from '../disk/secret.ts';
import { ownHead, type HeadReason } from '../verify.ts';
import { sm2Signer } from '../sm2.ts';
import { openForReading, openForWriting } from './database.ts';
import type { Ask, Close, FromWorker, WorkerOptions } from './protocol.ts';
import { diskReserve, reserveName } from './reserve.ts';
import { journalWriter, type JournalWrites } from './writer.ts';

/** How many drafts one transaction takes at most; what waits beyond it is in the next. */
const maxDrafts = 4096;

/** Compares the copies of the last head with the journal that was opened: one it does not reach or disagrees with, and one that is not what our key signed, is told of and put aside (STO-09). */
function compareHeads(found: readonly FoundHead[], file: string, node: string, publicKey: string | null, note: Note): void {
  const db = openForReading(file);
  try {
    const end = db.prepare<[string], number | null>('SELECT max(seq) FROM events WHERE node = ?').pluck().get(node) ?? 0;
    const hashAt = db.prepare<[string, number], string>('SELECT hash FROM events WHERE node = ? AND seq = ?').pluck();
    const wrong = ({ head, holds }: FoundHead): HeadReason | null => {
      if (head === null) return 'head-unreadable';
      if (!holds) return 'head-signature';
      if (publicKey !== null && head.publicKey !== publicKey) return 'head-key-differs';
      if (head.seq === 0 || hashAt.get(node, head.seq) === head.hash) return null;
      return head.seq > end ? 'older-file' : 'head-differs';
    };
    for (const one of found) {
      const reason = wrong(one);
      if (reason === null) continue;
      note({ name: 'journal-behind-head', params: { file: one.file, seq: reason === 'older-file' ? end + 1 : one.head?.seq ?? 0, reason, term: one.head?.term ?? 0 } });
      keepAside(one);
    }
  } catch (error) { note({ name: 'heads-not-compared', params: { reason: String(error) } }); } finally { db.close(); }
}

function copiesOf(options: WorkerOptions, folders: readonly string[], term: number, note: Note): HeadCopies | null {
  const key = readSecret(options.dir, headKeyName);
  try {
    if (key.ok && key.value !== null) return headCopies(folders, term, sm2Signer(key.value), note);
    note({ name: 'head-not-signed', params: { reason: key.ok ? 'no key' : key.fault.code } });
  } catch (error) { note({ name: 'head-not-signed', params: { reason: String(error) } }); }
  return null;
}

/** The worker that owns the one writing connection: takes everything that waits into one transaction, and answers after its commit (STO-02). */
export function serveWriter(port: MessagePort, options: WorkerOptions): void {
  const say = (message: FromWorker): void => { port.postMessage(message); };
  const note: Note = (n) => { say({ t: 'note', note: n }); };
  const file = path.join(options.dir, 'journal.db');
  const folders = [path.join(options.dir, 'heads'), ...options.headCopies];
  const writer: JournalWrites = journalWriter({
    open: () => openForWriting(file), file, node: options.node, realm: options.realm, note, reserve: diskReserve(path.join(options.dir, reserveName), options.reserveBytes, note),
  });

  const ours = folders.flatMap((folder) => readHeads(folder)).filter(({ head, file: at }) => head?.node === options.node || path.basename(at) === `${options.node}.json`);
  const found = ours.filter(({ head, holds }) => head?.node === options.node && holds);
  const start = writer.start(options.term, Math.max(0, ...found.map(({ head }) => head?.term ?? 0)));
  if (start.ok && options.term === null) compareHeads(ours.filter(({ file: at }) => path.basename(at) === `${options.node}.json`), file, options.node, ownHead(options.dir)?.publicKey ?? null, note);
  const copies = start.ok ? copiesOf(options, folders, start.value.term, note) : null;
  if (start.ok) copies?.put(start.value.head);
  say({ t: 'opened', result: start });

  function answer(asks: readonly Ask[]): void {
    if (asks.length === 0) return;
    const before = writer.status().head.seq;
    const answers = writer.write(asks);
    const status = writer.status();
    say({ t: 'answers', answers, status });
    if (status.head.seq !== before) copies?.put(status.head);
  }
  async function end(): Promise<void> {
    await copies?.close();
    writer.close();
    say({ t: 'closed' });
    port.close();
  }
  port.on('message', (first: Ask | Close) => {
    let asks: Ask[] = [];
    let drafts = 0;
    for (let next: Ask | Close | undefined = first; next !== undefined; next = receiveMessageOnPort(port)?.message as Ask | Close | undefined) {
      if (next.t === 'close') { answer(asks); void end(); return; }
      asks.push(next);
      drafts += next.t === 'append' ? next.drafts.length : 1;
      if (drafts >= maxDrafts) { answer(asks); [asks, drafts] = [[], 0]; }
    }
    answer(asks);
  });
}
