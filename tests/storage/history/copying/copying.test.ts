import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { openCatalogue } from '../../../../storage/history/catalogue/index.ts';
import { copyHistory } from '../../../../storage/history/copying/index.ts';
import { segmentFolder } from '../../../../storage/history/folder.ts';
import { hour, kept, seconds, today } from '../keeping/kept.ts';

function target(): string {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'copy-'));
  onTestFinished(() => { fs.rmSync(dir, { recursive: true, force: true }); });
  return path.join(dir, 'history');
}
const filesIn = (dir: string): readonly string[] => {
  const c = openCatalogue(dir, { readonly: true });
  if (!c.ok) throw new Error(c.fault.code);
  try { return c.value.segments().map((s) => s.file); } finally { c.value.close(); }
};

it('STO-28 the copy has every file that its catalogue knows, and goes on being whole when the keeper takes the original away', async () => {
  const k = kept();
  for (let m = 0; m < 6; m++) await k.put(new Map([[0, [seconds(today + m * 600_000, 60)]]]), today + m * 600_000);
  const to = target();
  const copy = copyHistory(k.dir, to);
  expect(copy).toMatchObject({ files: 6, samples: 360, damaged: [] });
  k.now = today + 2 * hour;
  await k.work();
  k.now += hour;
  await k.work();
  expect(k.files()).toHaveLength(1);
  expect(filesIn(to)).toHaveLength(6);
  for (const file of filesIn(to)) expect(fs.existsSync(path.join(segmentFolder(to), file)), file).toBe(true);
  expect(fs.readdirSync(k.dir).filter((n) => n.startsWith('.'))).toEqual([]);
});

it('STO-28 what was damaged before is named and copied as it is; a file that is not there is named', async () => {
  const k = kept();
  const bad = await k.put(new Map([[0, [seconds(today, 60)]]]), today);
  const gone = await k.put(new Map([[0, [seconds(today + hour, 60)]]]), today + hour);
  await k.put(new Map([[0, [seconds(today + 2 * hour, 60)]]]), today + hour);
  const file = path.join(k.folder, bad.file);
  const bytes = fs.readFileSync(file);
  bytes[3] = bytes[3]! ^ 1;
  fs.writeFileSync(file, bytes);
  fs.rmSync(path.join(k.folder, gone.file));
  expect(copyHistory(k.dir, target())?.damaged.map((d) => [d.file, d.reason.replace(/\d+/, 'n')])).toEqual([[gone.file, 'missing'], [bad.file, 'checksum of a block at n']]);
});

it('STO-28 a folder without history is none', () => {
  expect(copyHistory(path.join(os.tmpdir(), 'no-such-folder'), target())).toBe(null);
});
