import fs from 'node:fs';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { historyCommand } from '../../../../main/engine/command/history-command.ts';
import { exitOf } from '../../../../main/engine/command/exit.ts';
import { hour, kept, seconds, today, type Kept } from '../../../storage/history/keeping/kept.ts';

async function run(act: 'status' | 'verify' | 'merge', data: string): Promise<readonly [exit: number, lines: readonly string[]]> {
  const lines: string[] = [];
  const exit = await historyCommand({ name: 'history', act, data, language: 'en' }, (line) => { lines.push(line); }, ({ fault }) => { lines.push(fault.code); return exitOf(fault); });
  return [exit, lines];
}
function dataOf(k: Kept): string {
  const data = fs.mkdtempSync(path.join(path.dirname(k.dir), 'data-'));
  onTestFinished(() => { fs.rmSync(data, { recursive: true, force: true }); });
  fs.symlinkSync(k.dir, path.join(data, 'history'));
  return data;
}

it('history status, verify and merge say what is kept, whether it holds, and what became of it', async () => {
  const k = kept();
  const data = dataOf(k);
  const { file } = await k.put(new Map([[0, [seconds(today, 600)]]]), today + hour);
  await k.put(new Map([[0, [seconds(today + hour, 600)]]]), today + 2 * hour);
  const [exit, [raw, minute, , , rest]] = await run('status', data);
  expect([exit, raw, minute, rest]).toEqual([0, expect.stringMatching(/^raw: 1200 samples in 2 files, 0\.0 MB, \d\.\d\d bytes each, 2026-11-20T00:00:00\.000Z to 2026-11-20T01:09:59\.000Z, 2 files not merged yet$/), 'minute: 0 rows in 0 files, 0.0 MB, - to -', '3 points, 0.0 MB in the log, 0.0 MB about to be removed']);
  expect(await run('verify', data)).toEqual([0, [expect.stringMatching(/^2 files of 0\.0 MB in \d+\.\d\d s: every block holds$/)]]);
  const bytes = fs.readFileSync(path.join(k.folder, file));
  bytes[9] = bytes[9]! ^ 2;
  fs.writeFileSync(path.join(k.folder, file), bytes);
  expect(await run('verify', data)).toEqual([6, [`damaged: ${file}: checksum of a block at 0 (2026-11-20T00:00:00.000Z to 2026-11-20T00:09:59.000Z)`, expect.stringMatching(/1 findings$/)]]);
  expect((await run('merge', data))[0]).toBe(0);
  expect((await run('status', data))[1].at(-1)).toBe(`damaged: ${file}: checksum of a block at 0 (2026-11-20T00:00:00.000Z to 2026-11-20T00:09:59.000Z)`);
});

it('a folder without history is said to be one', async () => {
  for (const act of ['status', 'verify', 'merge'] as const) expect(await run(act, '/nowhere')).toEqual([5, ['no-history']]);
});
