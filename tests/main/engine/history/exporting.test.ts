import fs from 'node:fs';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { historyPlan } from '#app/history';
import type { Site } from '#app/park';
import { alwaysWanted } from '#kernel/contract';
import { ok, type Result } from '#kernel/result';
import { actor, nodeId, permissions, unidentified, type Session } from '#kernel/session';
import { openData, openJournal, sm3 } from '#storage';
import { systemClock } from '../../../../main/engine/clock.ts';
import { historyImport } from '../../../../main/engine/command/history-import.ts';
import { siteCommand } from '../../../../main/engine/command/site-commands.ts';
import { journalWriterUrl } from '../../../../main/engine/workers.ts';
import { exportAnswer, type HistoryExporting } from '../../../../main/engine/history/exporting.ts';
import { point, smallSite, source } from '../../../small-site.ts';
import { batch, openedHistory, type Row } from '../../../storage/history/writing/kept.ts';
import { scratch, siteFolder } from '../living.ts';

const hour = 3_600_000;
const begin = Math.floor(Date.now() / hour) * hour - 24 * hour;
const site: Site = smallSite([source('a', 'modbus', { host: '127.0.0.1' })], [point('A-1', 'a', 'hr:1', { periodMs: 1000 }), point('A-2', 'a', 'hr:2'), point('D-1', 'a', 'di:1', { type: 'digital', unit: '', range: { low: 0, high: 1 }, limits: { HH: null, H: null, L: null, LL: null }, alarmWhen: 1, deadband: 0 })]);
const handles = new Map(site.points.map((p, i) => [p.id as string, i + 1]));
const rows = (handle: number, n: number): Row[] => Array.from({ length: n }, (_, i) => ({ handle, value: handle === 3 ? i % 2 : Math.round(1000 * Math.sin(i / 50)) / 10, time: begin + i * 1000 }));
const session: Session = { ...unidentified('desk-1', nodeId('n1'), 'live', permissions), actor: actor('p-7') };

async function exporter(dir?: string) {
  const { dir: data, history } = await openedHistory(dir);
  history.follow(historyPlan(site, (id) => handles.get(id)));
  const recorded: { kind: string; subject: string; body: Readonly<Record<string, unknown>>; by: string }[] = [];
  const told: HistoryExporting[] = [];
  const answers = exportAnswer({ history, zone: () => site.zone, placeOf: () => ({ enterprise: null, area: null }), exporting: (p) => told.push(p), record: (kind, subject, body, by) => { recorded.push({ kind, subject, body, by }); return Promise.resolve(ok(null)); } });
  return { data, history, recorded, told, answers, ask: (more: object = {}, who = session) => answers['history.export']({ points: ['A-1', 'D-1'], from: begin, to: begin + hour, what: 'raw', form: 'csv', ...more } as never, who, alwaysWanted) };
}
function must<T>(r: Result<T>): T { if (!r.ok) throw new Error(JSON.stringify(r.fault)); return r.value; }

it('HIS-87 what is exported of a running history lies whole in the folder of exports, and is in the journal with its SM3 before the answer', async () => {
  const { data, history, recorded, told, ask } = await exporter();
  history.put(batch([...rows(1, 3000), ...rows(3, 3000)]));
  const done = must(await ask());
  const bytes = fs.readFileSync(path.join(data, 'exports', done.file));
  expect(done).toMatchObject({ rows: expect.any(Number) as number, bytes: bytes.length, sm3: sm3(bytes) });
  expect(bytes.toString('utf8').split('\r\n')[1]).toMatch(/^"A-1",\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+08:00,/);
  expect(recorded).toEqual([{ kind: 'history.exported', subject: done.file, by: 'p-7', body: { points: ['A-1', 'D-1'], from: begin, to: begin + hour, what: 'raw', form: 'csv', rows: done.rows, bytes: done.bytes, sm3: done.sm3 } }]);
  expect(told.at(-1)).toMatchObject({ state: 'done', share: 1, file: done.file });
  const may = { ...session, allows: () => false };
  expect(await ask({}, may)).toMatchObject({ ok: false, fault: { code: 'forbidden', params: { needs: 'history.export' } } });
  expect(must(await ask({ form: 'parquet', what: 'minute' })).rows).toBe(100);
  expect(fs.readdirSync(path.join(data, 'exports')).length).toBe(2);
});

it('HIS-88 HIS-89 an export is imported again by the command: looked at first, refused lines beside, nothing twice', async () => {
  const { dir, remove } = scratch();
  onTestFinished(remove);
  const data = path.join(dir, 'data');
  const said: string[] = [];
  const tell = (line: string): void => void said.push(line);
  const say = ({ fault }: { readonly fault: { readonly code: string } }) => { tell(`fault ${fault.code}`); return 8 as const; };
  expect(await siteCommand({ name: 'site', act: 'import', dir: await siteFolder(dir, site), data, replace: false, language: 'en' }, tell, say, (f) => f.code)).toBe(0);

  const first = await exporter();
  first.history.put(batch([...rows(2, 500), ...rows(3, 500)]));
  const exported = must(await first.ask({ points: ['A-2', 'D-1'] }));
  const file = path.join(dir, 'in.csv');
  fs.writeFileSync(file, `${fs.readFileSync(path.join(first.data, 'exports', exported.file), 'utf8')}"A-9",2026-11-20T00:00:00Z,,1,,good,0\r\n`);
  const act = (more: object = {}) => historyImport({ name: 'history-import', file, data, mapping: null, dry: false, language: 'en', ...more }, tell, say);
  said.length = 0;
  expect(await act({ dry: true })).toBe(0);
  expect(said).toEqual([`line ${exported.rows + 2}: point`, '1 lines refused: point', expect.stringMatching(new RegExp(`^${exported.rows + 1} lines, ${exported.rows} samples of 2 points`)) as string]);
  expect([fs.existsSync(path.join(data, 'history', 'segments')), fs.existsSync(path.join(dir, 'in.refused.csv'))]).toEqual([false, false]);
  expect(await act()).toBe(0);
  expect(said.at(-1)).toBe(`imported ${exported.rows} samples; refused lines are in ${path.join(dir, 'in.refused.csv')}`);
  expect(await act()).toBe(0);
  expect(said.at(-1)).toMatch(new RegExp(`^imported ${exported.rows} samples, of which ${exported.rows} were there already`));
  expect(await act({ mapping: path.join(dir, 'none.json') })).toBe(8);
  expect(said.at(-1)).toBe('fault bad-mapping');

  // HIS-89: each is in the journal before anything of it lands, and after
  const held = must(openData(data, { clock: systemClock }));
  const journal = must(await openJournal(held, { clock: systemClock, note: () => {}, workerUrl: journalWriterUrl() }));
  const kinds = must(await journal.read({ kinds: ['history.import-begun', 'history.imported'], everyNode: true, limit: 10 })).map((e) => [e.kind, (e.body as { samples: number }).samples]);
  await journal.close();
  held.close();
  expect(kinds).toEqual(Array.from({ length: 2 }, () => [['history.import-begun', exported.rows], ['history.imported', exported.rows]]).flat());

  const second = await exporter(data);
  const linesOf = async ({ data: from, ask }: typeof first, more: object): Promise<string[][]> => {
    const { file: name } = must(await ask(more));
    return fs.readFileSync(path.join(from, 'exports', name), 'utf8').trimEnd().split('\r\n').map((l) => l.split(','));
  };
  const withoutReceived = (lines: string[][]): string[][] => lines.map((l) => l.toSpliced(2, 1));
  expect(withoutReceived(await linesOf(second, { points: ['D-1'] }))).toEqual(withoutReceived(await linesOf(first, { points: ['D-1'] })));
  // of a point that is thinned out the minutes are of all that came, and of none of it twice
  expect((await linesOf(second, { points: ['A-2'], what: 'minute' })).map((l) => l.slice(0, 6))).toEqual((await linesOf(first, { points: ['A-2'], what: 'minute' })).map((l) => l.slice(0, 6)));
}, 60_000);
