import { expect, it, onTestFinished } from 'vitest';
import { HashLost, hashThread, sm2Check } from '#storage';
import { hashWorkerUrl } from '../../main/engine/workers.ts';

function thread(url = hashWorkerUrl()) {
  const notes: string[] = [];
  const slow = hashThread(url, (line) => notes.push(line));
  onTestFinished(() => slow.stop());
  return { slow, notes };
}

it('ACC-20 hashes, verifies and signs in a thread of its own, while this one goes on', async () => {
  const { slow } = thread();
  let turns = 0;
  const beat = setInterval(() => { turns++; }, 1);
  const stored = await slow.hash('Quay-side-7x');
  expect([await slow.verify('Quay-side-7x', stored), await slow.verify('quay-side-7x', stored), slow.outdated(stored)]).toEqual([true, false, false]);
  const made = await slow.newKey('a-pin-of-mine');
  if (!made.ok) throw new Error(made.fault.code);
  const signed = await slow.sign(made.value.text, 'a-pin-of-mine', 'what is signed');
  clearInterval(beat);
  if (!signed.ok) throw new Error(signed.fault.code);
  expect(sm2Check('what is signed', signed.value.signature, made.value.publicKey)).toBe(true);
  expect(await slow.sign(made.value.text, 'not-the-pin-x', 'what is signed')).toMatchObject({ ok: false, fault: { code: 'key-file-pin' } });
  expect(turns).toBeGreaterThan(20);                               // a hash takes tenths of a second; here it would stop the watch
});

it('what was under way is lost with its thread, and the next one has a new thread', async () => {
  const dying = new URL(`data:text/javascript,${encodeURIComponent("import { parentPort } from 'node:worker_threads'; parentPort.on('message', () => process.exit(3));")}`);
  const { slow, notes } = thread(dying);
  for (let i = 0; i < 2; i++) await expect(slow.hash('Quay-side-7x')).rejects.toBeInstanceOf(HashLost);
  expect(notes).toEqual(['hash thread ended: exit 3', 'hash thread ended: exit 3']);
});

it('once stopped it begins no thread, and whoever waits is told', async () => {
  const { slow } = thread();
  const waiting = slow.hash('Quay-side-7x');
  const told = expect(waiting).rejects.toBeInstanceOf(HashLost);
  await slow.stop();
  await told;
  await expect(slow.hash('Quay-side-7x')).rejects.toBeInstanceOf(HashLost);
});
