import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, expect, it } from 'vitest';
import type { RecordingJournal } from '#app/journal';
import { backupData, keepExport, openData, openJournal, openKeys, restoreData } from '#storage';
import { epochMs } from '#kernel/time';
import { realClock } from '../../../clock.ts';
import { anybody, at, changes, done, watchHouse, type WatchHouse } from './watch-house.ts';

const ends: (() => Promise<void> | void)[] = [];
afterEach(async () => { for (const end of ends.splice(0).toReversed()) await end(); });
function scratch(): string {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'watchroom-duty-'));
  ends.push(() => fs.rmSync(dir, { recursive: true, force: true, maxRetries: 5 }));
  return dir;
}
/** A watch-house over a real journal and real keys in a real folder. */
async function housed(dir: string, first: boolean): Promise<{ readonly house: WatchHouse; readonly journal: RecordingJournal; readonly close: () => Promise<void> }> {
  const data = done(openData(dir, { clock: realClock }));
  const journal = done(await openJournal(data, { clock: realClock, realm: 'live', note: () => {} }));
  const keys = done(openKeys(dir, { first, at: epochMs(0) }));
  let open = true;
  const close = async (): Promise<void> => { if (open) { open = false; await journal.close(); data.close(); } };
  ends.push(close);
  return { house: await watchHouse({ journal, cipher: keys.cipher }), journal, close };
}
/** Two people on one shift: each change is a commit that waits for the disk. */
async function settleIn(house: WatchHouse): Promise<void> {
  for (const [id, phone] of [['g2a', '13800002001'], ['g2b', '13911110001']] as const) await changes(house, { do: 'put-person', id, name: `${id}员`, phone, unit: 'park' });
  await changes(house, { do: 'put-entries', entries: [{ unit: 'park', date: '2026-11-20', shift: 'middle', post: 'officer', people: ['g2a', 'g2b'] }] });
}
const on = async ({ ask }: WatchHouse): Promise<string[]> => done(await ask['duty.at']({ moment: at('2026-11-20T09:00:00') }, anybody)).watches[0]!.people.map((p) => p.name);

it('DTY-40: a restart keeps the roster, and DTY-45: nothing of it lies in the folder as it is', async () => {
  const dir = scratch();
  const first = await housed(dir, true);
  await settleIn(first.house);
  await first.house.desk.takeShifts([{ from: null, shifts: [{ id: 'early', name: { zh: '早', en: 'E' }, start: 30, end: 510 }, { id: 'middle', name: { zh: '中', en: 'M' }, start: 510, end: 990 }, { id: 'late', name: { zh: '晚', en: 'L' }, start: 990, end: 30 }] }]);
  expect(await on(first.house)).toEqual(['g2a员', 'g2b员']);
  await first.close();
  for (const name of fs.readdirSync(dir, { recursive: true, encoding: 'utf8' })) {
    const file = path.join(dir, name);
    if (!fs.statSync(file).isFile()) continue;
    const bytes = fs.readFileSync(file);
    for (const plain of ['g2a员', '13800002001', '13911110001']) expect(bytes.includes(plain), `${name} ${plain}`).toBe(false);
  }
  const again = await housed(dir, false);
  expect(await on(again.house)).toEqual(['g2a员', 'g2b员']);
  expect(done(await again.house.ask['duty.now']({}, anybody)).shift.name.zh).toBe('中');
  await again.close();
}, 60_000);

it('DTY-40: two nodes in one folder: what either wrote counts, the later of two over the earlier', async () => {
  const [one, copy, other] = [scratch(), path.join(scratch(), 'copy'), path.join(scratch(), 'other')];
  const before = await housed(one, true);
  await settleIn(before.house);
  const node = before.journal.node;
  await before.close();
  expect(backupData(one, copy).ok).toBe(true);
  expect(restoreData(copy, other, { clock: realClock }).ok).toBe(true);
  fs.cpSync(path.join(one, 'secrets'), path.join(other, 'secrets'), { recursive: true });
  const after = await housed(other, false);
  expect(after.journal.node).not.toBe(node);
  expect(await on(after.house)).toEqual(['g2a员', 'g2b员']);
  await changes(after.house, { do: 'put-person', id: 'g2a', name: '换名', unit: 'park' });
  await after.close();
  const last = await housed(other, false);
  expect(await on(last.house)).toEqual(['换名', 'g2b员']);
  const all = done(await last.journal.read({ kinds: ['duty.person'], subject: 'g2a', everyNode: true, limit: 10 }));
  expect(new Set(all.map((e) => e.node)).size).toBe(2);
}, 60_000);

it('an export is never written over another, and is its owner\'s alone', async () => {
  const dir = scratch();
  const paths = [done(await keepExport(dir, 'roster.xlsx', Buffer.from('one'))), done(await keepExport(dir, 'roster.xlsx', Buffer.from('two')))];
  expect(paths.map((p) => [path.basename(p), fs.readFileSync(p, 'utf8')])).toEqual([['roster.xlsx', 'one'], ['roster-2.xlsx', 'two']]);
  if (process.platform !== 'win32') expect(fs.statSync(paths[0]!).mode & 0o77).toBe(0);
  fs.rmSync(path.join(dir, 'exports'), { recursive: true });
  fs.writeFileSync(path.join(dir, 'exports'), 'a file');
  expect(await keepExport(dir, 'roster.xlsx', Buffer.from('x'))).toMatchObject({ ok: false });
});
