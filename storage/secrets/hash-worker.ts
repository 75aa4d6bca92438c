import { parentPort } from 'node:worker_threads';
import type { SlowAnswer, SlowAsk, SlowName, Slow } from './hash-protocol.ts';
import { newKeyFile, openKeyFile } from './key-file.ts';
import { passwordHash } from './password-hash.ts';

// The entry of the thread that hashes: one hash takes its memory and its tenths of a second here, and holds up nothing else.
const port = parentPort;
if (port === null) throw new Error('this file is started as a worker thread');
const argon = passwordHash();

function done(ask: SlowAsk): Promise<Slow[SlowName]['out']> {
  switch (ask.t) {
    case 'hash': return argon.hash(ask.password);
    case 'verify': return argon.verify(ask.password, ask.stored);
    case 'new-key': return newKeyFile(ask.pin);
    case 'sign': return openKeyFile(ask.file, ask.pin).then((key) => (key.ok ? { ok: true, value: { signature: key.value.sign(ask.text), publicKey: key.value.publicKey } } : key));
  }
}
async function answer(ask: SlowAsk): Promise<SlowAnswer> {
  try { return { id: ask.id, out: await done(ask) }; } catch (error) { return { id: ask.id, threw: String(error).slice(0, 200) }; }
}
/** One after another: two at once would take twice the memory and no less time. */
let last: Promise<unknown> = Promise.resolve();
port.on('message', (ask: SlowAsk) => {
  const before = last;
  last = (async () => { await before; port.postMessage(await answer(ask)); })();
});
