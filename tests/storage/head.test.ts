import fs from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { headHolds, type SignedHead } from '#app/journal';
import { sm2Check } from '#storage';
import { draft, must, openedJournal, tempFolder, until } from './opened.ts';

const head = (folder: string, node: string): SignedHead => JSON.parse(fs.readFileSync(path.join(folder, `${node}.json`), 'utf8')) as SignedHead;

it('STO-09 the signed head is in every folder within about a second of its commit, and exact at close', async () => {
  const [dir, elsewhere] = [tempFolder(), path.join(tempFolder(), 'far', 'away')];
  const { journal, data, close } = await openedJournal(dir, { headCopies: [elsewhere] });
  must(await journal.append([draft(), draft()]));
  await until('the head is copied', () => fs.existsSync(path.join(elsewhere, `${data.node}.json`)) && head(elsewhere, data.node).seq === 2);
  must(await journal.append([draft()]));
  const end = journal.head();
  await close();
  for (const folder of [elsewhere, path.join(dir, 'heads')]) {
    expect(head(folder, data.node)).toMatchObject({ node: data.node, seq: 3, hash: end.hash, term: 1 });
    expect(headHolds(head(folder, data.node), sm2Check)).toBe(true);
    expect(fs.readdirSync(folder)).toEqual([`${data.node}.json`]);
  }
});

it('STO-09 a folder that cannot be written to is told of once and holds up nobody', async () => {
  const dir = tempFolder();
  const blocked = path.join(tempFolder(), 'file');
  fs.writeFileSync(blocked, '');
  const { journal, data, notes, close } = await openedJournal(dir, { headCopies: [blocked] });
  await until('it is told', () => notes.length > 0);
  must(await journal.append([draft()]));
  await close();
  expect(notes.map((n) => n.name)).toEqual(['head-not-copied']);
  expect(head(path.join(dir, 'heads'), data.node).seq).toBe(1);
});
