import fs from 'node:fs';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { historyStatus, mergeHistory, verifyHistory } from '#storage';
import { takeLock } from '../../../../storage/disk/lock.ts';
import { hour, kept, seconds, today, type Kept } from '../keeping/kept.ts';

/** A data folder around what is kept: history stands in it under its name. */
function dataOf(k: Kept): string {
  const data = fs.mkdtempSync(path.join(path.dirname(k.dir), 'data-'));
  onTestFinished(() => { fs.rmSync(data, { recursive: true, force: true }); });
  fs.symlinkSync(k.dir, path.join(data, 'history'));
  return data;
}

it('STO-29 says how much of what is kept, beside whoever writes', async () => {
  const k = kept();
  const row = await k.put(new Map([[0, [seconds(today, 600)]]]), today + hour);
  const status = historyStatus(dataOf(k));
  expect(status).toMatchObject({ ok: true, value: { series: 3, ahead: 0, going: 0, quarantined: [], kinds: [{ kind: 'raw', files: 1, waiting: 1, bytes: row.bytes, rows: 600, from: today, to: today + 599_000 }, { files: 0, from: null }, { files: 0 }, { files: 0 }] } });
  expect(historyStatus('/nowhere')).toMatchObject({ ok: false, fault: { code: 'no-history' } });
});

it('STO-29 every flipped byte of a block is found, and its file and time are named; nothing is changed', async () => {
  const k = kept();
  const data = dataOf(k);
  const row = await k.put(new Map([[0, [seconds(today, 60), seconds(today + hour, 60)]], [1, [seconds(today, 60)]]]), today + 2 * hour);
  expect(verifyHistory(data)).toMatchObject({ ok: true, value: { findings: [], files: 1 } });
  const file = path.join(k.folder, row.file);
  const whole = fs.readFileSync(file);
  const blockEnd = 100;
  for (let at = 0; at < blockEnd; at += 7) {
    const bytes = Uint8Array.from(whole);
    bytes[at] = bytes[at]! ^ 1;
    fs.writeFileSync(file, bytes);
    const read = verifyHistory(data);
    expect(read.ok && read.value.findings.map((f) => f.file)).toEqual([row.file]);
    expect(read.ok && [today, today + hour].includes(read.value.findings[0]?.from ?? 0)).toBe(true);
  }
  fs.writeFileSync(file, whole.subarray(0, whole.length - 5));
  expect(verifyHistory(data)).toMatchObject({ ok: true, value: { findings: [{ file: row.file, from: null }] } });
  fs.rmSync(file);
  expect(verifyHistory(data)).toMatchObject({ ok: true, value: { findings: [{ file: row.file }] } });
});

it('STO-29 merges at once where nobody holds the folder, and keeps every sample', async () => {
  const k = kept();
  for (let m = 0; m < 5; m++) await k.put(new Map([[0, [seconds(today + m * 60_000, 60)]]]), today + m * 60_000);
  const before = k.rows(0);
  const data = dataOf(k);
  const lock = takeLock(data);
  expect(await mergeHistory(data, () => {})).toMatchObject({ ok: false, fault: { code: 'locked' } });
  if (lock.ok) lock.value.release();
  expect(await mergeHistory(data, () => {})).toEqual({ ok: true, value: { before: 5, after: 1 } });
  expect(k.rows(0)).toEqual(before);
  expect(fs.readdirSync(k.folder)).toHaveLength(7);              // those before it go when the engine next runs
});
