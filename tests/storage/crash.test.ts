import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { expect, it } from 'vitest';
import { type JournalEvent, type Snapshot } from '#app/journal';
import { verifyJournal } from '#storage';
import { must, openedJournal, tempFolder, until } from './opened.ts';

interface Life { readonly term: number; readonly shown: ReadonlyMap<number, string>; readonly other: readonly string[] }

/** One life of the child, ended by SIGKILL `afterMs` behind the line that begins with `from`. */
async function live(dir: string, seed: number, from: 'started' | 'shown', afterMs: number): Promise<Life> {
  const child = spawn(process.execPath, ['tests/storage/crash-child.ts', dir, String(seed)], { stdio: ['ignore', 'pipe', 'inherit'] });
  let out = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => { out += text; });
  await until(`the child prints ${from}`, () => out.includes(from));
  const end = performance.now() + afterMs;
  await until('the moment has come', () => performance.now() >= end);
  expect(child.exitCode).toBe(null);
  child.kill('SIGKILL');
  await once(child, 'close');
  const lines = out.split('\n').slice(0, -1);   // a half line at the end was not shown
  const shown = lines.filter((l) => l.startsWith('shown ')).map((l) => l.split(' '));
  return { term: Number(lines.find((l) => l.startsWith('term '))?.slice(5) ?? 0), shown: new Map(shown.map(([, seq, hash]) => [Number(seq), hash ?? ''])), other: lines.filter((l) => !/^(shown|term|started)/.test(l)) };
}
const moments = (seed: number, count: number, withinMs: number): readonly number[] => {
  let state = seed;
  return Array.from({ length: count }, () => { state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0; return (state / 2 ** 32) * withinMs; });
};

it('STO-03 kill -9 at any moment loses nothing that was shown', async () => {
  const dir = path.join(tempFolder(), 'data');
  const all = new Map<number, string>();
  let term = 0;
  let read: Snapshot | null = null;
  for (const [i, afterMs] of moments(20_26, 25, 60).entries()) {
    const life = await live(dir, i + 1, 'shown', afterMs);
    expect(life.other).toEqual([]);
    expect(life.term).toBeGreaterThan(term);
    for (const [seq, hash] of life.shown) { expect(all.has(seq)).toBe(false); all.set(seq, hash); }

    const { journal, notes, close } = await openedJournal(dir);
    expect(journal.term).toBeGreaterThan(life.term);
    term = journal.term;
    const stored: JournalEvent[] = [];
    for await (const page of journal.replay(read)) stored.push(...must(page));
    const hashes = new Map(stored.map((e) => [e.seq, e.hash as string]));
    expect([...life.shown].filter(([seq, hash]) => hashes.get(seq) !== hash)).toEqual([]);
    read = must(await journal.lastSnapshot());
    const head = journal.head().seq;
    expect(read === null || read.seq <= head).toBe(true);
    expect(notes.filter((n) => n.name !== 'slow-query')).toEqual([]);
    must(await journal.snapshot({ i }));
    read = must(await journal.lastSnapshot());
    await close();
  }
  const report = must(verifyJournal(dir));
  expect(report.findings).toEqual([]);
  expect(report.events).toBeGreaterThanOrEqual(all.size);
  expect(all.size).toBeGreaterThan(25);
}, 120_000);

it('STO-03 kill -9 while the folder is made and opened leaves a folder that opens', async () => {
  for (const [i, afterMs] of moments(7, 6, 120).entries()) {
    const dir = path.join(tempFolder(), 'data');
    const life = await live(dir, i + 1, 'started', afterMs);
    const { journal, data, close } = await openedJournal(dir);
    expect(journal.term).toBeGreaterThan(life.term);
    expect(must(await journal.append([])).length).toBe(0);
    await close();
    const report = must(verifyJournal(dir));
    expect([report.findings, report.events >= life.shown.size, report.nodes[0]?.head.node]).toEqual([[], true, data.node]);
  }
}, 60_000);
