import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { backupData, openData, verifyJournal } from '#storage';
import { realClock } from '../clock.ts';
import { draft, filledFolder, must, openedJournal } from './opened.ts';
import { smallDisk } from './small-disk.ts';

it('STO-06 a disk that fills up: reserve, then not recording, then recording again; nothing shown is lost', async (ctx) => {
  const disk = smallDisk(ctx, 12);
  const ballast = path.join(disk, 'ballast');
  fs.writeFileSync(ballast, Buffer.alloc(4_194_304, 7));
  const dir = path.join(disk, 'data');
  const { journal, notes, close } = await openedJournal(dir, { reserveBytes: 1_048_576 });
  const states: string[] = [];
  let shown = 0;
  for (let i = 0; i < 5000 && journal.state() !== 'not-recording'; i++) {
    const result = await journal.append([draft('P', { body: { i, text: 'x'.repeat(8000) } })]);
    if (result.ok) shown++;
    else expect(result.fault).toMatchObject({ code: 'disk-full', params: { dir } });
    if (states.at(-1) !== journal.state()) states.push(journal.state());
  }
  expect(states).toEqual(['recording', 'reserve', 'not-recording']);
  expect(journal.fault()?.code).toBe('disk-full');
  expect((await journal.append([draft('P', { body: 'x'.repeat(8000) })])).ok).toBe(false);
  expect(must(await journal.read({ limit: 1, newestFirst: true }))[0]?.seq).toBe(shown);   // what is there can still be read

  fs.rmSync(ballast);
  expect(must(await journal.append([draft('again')]))[0]?.seq).toBe(shown + 1);
  expect([journal.state(), journal.fault()]).toEqual(['recording', null]);
  expect(notes.map((n) => n.name).filter((n) => n.startsWith('reserve'))).toEqual(['reserve-given-up', 'reserve-back']);
  await close();
  const report = must(verifyJournal(dir));
  expect([report.findings, report.events]).toEqual([[], shown + 1]);
});

it('STO-06 a full disk at opening gives up the reserve for the next term', async (ctx) => {
  const disk = smallDisk(ctx, 8);
  const dir = path.join(disk, 'data');
  const first = await openedJournal(dir, { reserveBytes: 1_048_576 });
  must(await first.journal.append([draft()]));
  await first.close();
  const ballast = fs.openSync(path.join(disk, 'ballast'), 'w');
  try { for (;;) fs.writeSync(ballast, Buffer.alloc(4096, 7)); } catch (error) { expect(error).toMatchObject({ code: 'ENOSPC' }); } finally { fs.closeSync(ballast); }
  const again = await openedJournal(dir, { reserveBytes: 1_048_576 });
  expect([again.journal.term, again.journal.state()]).toEqual([2, 'reserve']);
  must(await again.journal.append([draft()]));
});

it('STO-05 a folder that nothing can be written to says read-only', async (ctx) => {
  const disk = smallDisk(ctx, 8);
  const dir = path.join(disk, 'data');
  must(openData(dir, { clock: realClock })).close();
  expect(spawnSync('mount', ['-o', 'remount,ro', disk]).status).toBe(0);
  expect(openData(dir, { clock: realClock })).toMatchObject({ ok: false, fault: { code: 'read-only', params: { dir } } });
  expect(openData(path.join(disk, 'new'), { clock: realClock })).toMatchObject({ ok: false, fault: { code: 'read-only' } });
  expect(verifyJournal(dir)).toMatchObject({ ok: false, fault: { code: 'read-only' } });
});

it('STO-10 a back-up that does not fit says disk-full', async (ctx) => {
  const disk = smallDisk(ctx, 1);
  const dir = await filledFolder(4000);
  expect(backupData(dir, path.join(disk, 'copy'))).toMatchObject({ ok: false, fault: { code: 'disk-full' } });
});
