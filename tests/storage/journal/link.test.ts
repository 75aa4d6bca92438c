import { expect, it } from 'vitest';
import { verifyJournal } from '#storage';
import { timed } from '../../../storage/note.ts';
import { draft, must, openedJournal, tempFolder, until } from '../opened.ts';

it('STO-14 a writing thread that dies is replaced: what waited fails, the rest is recorded, under the same term', async () => {
  const dir = tempFolder();
  const { journal, notes, close } = await openedJournal(dir, { workerUrl: new URL('./dying-worker.ts', import.meta.url) });
  must(await journal.append([draft('a')]));
  const results = await Promise.all([journal.append([draft('x', { kind: 'die' })]), journal.append([draft('x')])]);
  expect(results.map((r) => (r.ok ? 'kept' : r.fault.code))).toEqual(['journal-error', 'journal-error']);
  expect([journal.state(), journal.fault()?.code, journal.waiting()]).toEqual(['not-recording', 'journal-error', 0]);
  expect(must(await journal.append([draft('b')]))[0]?.seq).toBe(2);
  expect([journal.state(), journal.fault(), journal.term]).toEqual(['recording', null, 1]);
  expect(must(await journal.read({ limit: 9 })).map((e) => e.subject)).toEqual(['a', 'b']);
  expect(notes.map((n) => n.name)).toContain('journal-thread-died');
  await close();
  expect(must(verifyJournal(dir))).toMatchObject({ holds: true, events: 2 });
});

it('STO-14 a worker that is not there is a fault, not a hang', async () => {
  await expect(openedJournal(tempFolder(), { workerUrl: new URL('./no-such-worker.ts', import.meta.url) })).rejects.toThrow('journal-error');
});

it('STO-11 a query that took longer than 40 ms is told of by its name', async () => {
  const told: unknown[] = [];
  expect(timed('quick', (n) => told.push(n), () => 7)).toBe(7);
  const end = performance.now() + 45;
  const slow = (): number => { let n = 0; while (performance.now() < end) n++; return n; };
  expect(timed('journal.read', (n) => told.push(n), slow)).toBeGreaterThan(0);
  await until('it is told', () => told.length === 1);
  expect(told).toMatchObject([{ name: 'slow-query', params: { query: 'journal.read' } }]);
});
