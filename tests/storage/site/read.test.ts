import fs from 'node:fs/promises';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { siteFaultCodes } from '#app/park';
import { defaultBounds, readSite } from '../../../storage/site/index.ts';
import { mistakes, type Mistake } from './mistakes.ts';
import { put, sample, scratch } from './sample.ts';

const line = (f: { file: string; line: number; field: string; fault: { code: string } }): string => `${f.file}:${f.line} ${f.field} ${f.fault.code}`.replace('  ', ' ');
const planted = ([, , file, at, field, code]: Mistake): string => `${file}:${at} ${field} ${code}`.replace('  ', ' ');

async function read(files: Readonly<Record<string, string | Uint8Array>>, bounds = defaultBounds) {
  const s = await scratch();
  onTestFinished(() => s[Symbol.asyncDispose]());
  await put(s.dir, files);
  const r = await readSite(s.dir, bounds);
  return { site: r.ok ? r.value.site : null, digest: r.ok ? r.value.digest : '', errors: r.ok ? [] : r.faults, warnings: r.ok ? r.value.warnings : r.warnings };
}
function spoil(edits: Mistake[1], files = sample()): Record<string, string> {
  for (const [file, from, to] of edits) {
    expect(files[file], `${file} holds ${from}`).toContain(from);
    files[file] = (files[file] ?? '').replace(from, () => to);
  }
  return files;
}

it('a folder without a mistake is a site, whole, without a warning', async () => {
  const { site, warnings, errors } = await read(sample());
  expect([errors, warnings]).toEqual([[], []]);
  expect(site?.points.map((p) => p.id)).toEqual(['LT-7', 'PT-7', 'GD-1', 'XS-7', 'MD-7']);
  expect(site?.points[0]).toEqual({
    id: 'LT-7', name: { zh: '7号罐液位', en: 'Tank 7 level' }, type: 'analog', unit: 'm', source: 'dcs', address: 'ns=2;s=T7.Level', range: { low: 0, high: 12 },
    limits: { HH: 11, H: 10, L: 2, LL: 1 }, alarmWhen: null, deadband: 0.1, onDelayMs: 2000, offDelayMs: 5000, category: 'hazard', supervision: 'director', asset: 'T7', periodMs: 1000,
  });
  expect(site?.points[2]?.name).toEqual({ zh: '可燃气体,1号', en: 'Gas detector "1"' });
  expect(site?.points[3]).toMatchObject({ range: { low: 0, high: 1 }, alarmWhen: 1, periodMs: 0, deadband: 0 });
  expect(site?.assets.find((a) => a.id === 'T8')).toEqual({ id: 'T8', kind: 'tank', name: { zh: '8号罐', en: '8号罐' }, parent: 'east', position: null, contact: null, facts: {} });
  expect(site?.levels.policies[0]?.handleWithinMs).toBe(180_000);
});

for (const mistake of mistakes) {
  const [rule, edits, , , , , severity] = mistake;
  it(`${rule} ${planted(mistake)}`, async () => {
    const { site, errors, warnings } = await read(spoil(edits));
    const [told, other] = severity === 'warning' ? [warnings, errors] : [errors, warnings];
    expect(told.map(line)).toContain(planted(mistake));
    if (severity === 'warning') expect(other.map(line)).toEqual([]);
    expect(site !== null).toBe(severity === 'warning'); // PRK-02
  });
}

it('PRK-01 a folder with every mistake that can stand beside the others tells them all in one reading', async () => {
  const together = mistakes.filter((m) => m[7] !== 'alone');
  const files = together.reduce((f, [, edits]) => spoil(edits, f), sample());
  const { site, errors, warnings } = await read(files);
  const found = [...errors, ...warnings].map((f) => `${f.file} ${f.field} ${f.fault.code}`);
  expect(site).toBeNull();
  expect(together.length).toBeGreaterThan(30);
  expect(together.map((m) => `${m[2]} ${m[4]} ${m[5]}`).filter((m) => !found.includes(m))).toEqual([]);
});

it('PRK-03 the nearest known name is said', async () => {
  const { errors } = await read(spoil([['site.json', '"zone"', '"tiemzone"'], ['points.csv', 'GD-1,', 'GD-1,'], ['points.csv', ',T8,', ',t-8,'], ['points.csv', 'alarm_when', 'Alarm-When']]));
  expect(errors.map((e) => [e.fault.code, e.fault.params['nearest']])).toEqual(expect.arrayContaining([
    ['unknown-field', 'zone'], ['unknown-asset', 'T8'], ['unknown-column', 'alarm_when'],
  ]));
});

it('PRK-03 files that are not read are named, what editors leave behind is not', async () => {
  const { site, warnings } = await read({ ...sample(), 'cameras.json': '[]', 'plans/a.md': '', 'Points.csv.bak': '', '.git/HEAD': '', '~$points.csv': '', 'README.md': '', 'README.zh-CN.md': '', 'readme-tanks.json': '', 'assets/notes.txt': '', 'assets/readme-more.json': '[]' });
  expect(site).not.toBeNull();
  expect(warnings.map(line)).toEqual(['Points.csv.bak:1 unknown-file', 'assets/notes.txt:1 unknown-file', 'cameras.json:1 passed-over', 'plans:1 passed-over', 'readme-tanks.json:1 unknown-file']);
});

it('PRK-04 Excel: a byte order mark and CRLF are read; GBK and UTF-16 are refused by name, with the line', async () => {
  const crlf = Object.fromEntries(Object.entries(sample()).map(([n, t]) => [n, `\uFEFF${t.replaceAll('\n', '\r\n')}`]));
  const [unix, windows] = [await read(sample()), await read(crlf)];
  expect(windows.site).toEqual(unix.site);
  expect(windows.digest).toBe(unix.digest);
  const points = sample()['points.csv'] ?? '';
  const heading = points.split('\n')[0];
  const gbk = new Uint8Array([...Buffer.from(`${heading}\n`), ...Buffer.from('LT-7,'), 0xd2, 0xba, 0xce, 0xbb, ...Buffer.from(',x\n')]); // 液位
  expect((await read({ ...sample(), 'points.csv': gbk })).errors).toEqual([{ file: 'points.csv', line: 2, field: '', fault: { code: 'wrong-encoding', params: { encoding: 'GBK' } } }]);
  // every pair of these bytes is UTF-8 too, for letters nobody meant
  expect(new TextDecoder('utf-8', { fatal: true }).decode(gbk)).toContain('LT-7,\u04BA\u03BB,x');
  expect((await read({ ...sample(), 'points.csv': points.replaceAll(/\P{ASCII}+/gu, 'µ°') })).errors).toEqual([]);
  expect((await read({ ...sample(), 'points.csv': Buffer.from(`\uFEFF${points}`, 'utf16le') })).errors[0]?.fault.params).toEqual({ encoding: 'UTF-16' });
  expect((await read({ ...sample(), 'points.csv': Buffer.from(heading ?? '', 'utf16le') })).errors[0]?.fault.params).toEqual({ encoding: 'UTF-16' });
  expect((await read({ ...sample(), 'points.csv': new Uint8Array([0x61, 0x0a, 0x61, 0xff, 0xff, 0xff]) })).errors[0]).toMatchObject({ line: 2, fault: { params: { encoding: '?' } } });
});

it('PRK-01 quotes that hold line ends keep the right line numbers, and a broken quote hides no other row', async () => {
  const rows = (sample()['points.csv'] ?? '').split('\n');
  const text = [rows[0], '', 'A-1,"两\n行\n名",,analog,m,dcs,a,0,1,,,,,,,,,gas,officer,T7,', rows[1]?.replace('LT-7', 'A-2').replace('0,12', '12,0'), '"A"-3,x,,text,,dcs,b,,,,,,,,,,,gas,officer,T7,',
    'A-4,名,,text,,dcs,c,,,,,,,,,,,gas,officer,T99,', 'A-5,"没有关上,,text,,dcs,d,,,,,,,,,,,gas,officer,T7,', 'A-6,名,,text,,dcs,e,,,,,,,,,,,gas,officer,T98,'].join('\r\n');
  expect((await read({ ...sample(), 'points.csv': text })).errors.map(line)).toEqual([
    'points.csv:3 name_zh bad-characters', 'points.csv:6 high range-empty', 'points.csv:7 bad-quote', 'points.csv:8 asset unknown-asset', 'points.csv:9 bad-quote', 'points.csv:10 asset unknown-asset',
  ]);
});

it('PRK-10 one mistake does not call others wrong: an entry that could not be read still exists, a file that could not be read is not judged', async () => {
  expect((await read(spoil([['assets/tanks.json', '"kind": "tank", "name": { "zh": "7', '"kind": "tnak", "name": { "zh": "7']]))).errors.map(line)).toEqual(['assets/tanks.json:2 [0].kind not-one-of']);
  expect((await read(spoil([['assets/tanks.json', '"T7"', 'T7']]))).errors.every((e) => e.file === 'assets/tanks.json')).toBe(true);
  expect((await read(spoil([['sources.json', '[', '{']]))).errors.every((e) => e.file === 'sources.json')).toBe(true);
});

it('PRK-11 each circle is told once, and what merely leads into one is not', async () => {
  const asset = (id: string, parent: string): string => `{ "id": "${id}", "kind": "area", "name": { "zh": "${id}" }, "parent": "${parent}" }`;
  const { errors } = await read({ ...sample(), 'assets/x.json': `[\n${[asset('leads', 'a'), asset('b', 'c'), asset('a', 'b'), asset('c', 'a'), asset('self', 'self'), asset('also', 'leads')].join(',\n')}\n]` });
  expect(errors.map(line)).toEqual(['assets/x.json:3 [1].parent parent-cycle', 'assets/x.json:6 [4].parent parent-cycle']);
});

it('PRK-17 each combination that no row fits is one warning, with how often and by whom; a source fits rows for any category only', async () => {
  const { warnings } = await read(spoil([['levels.json', '"category": "*", "limit": "noValue"', '"category": "gas", "limit": "noValue"'], ['levels.json', '"category": "*", "limit": "source"', '"category": "quality", "limit": "source"']]));
  expect(warnings.filter((w) => w.fault.code === 'unclassified').map((w) => Object.values(w.fault.params).join(' ')).toSorted((a, b) => (a < b ? -1 : 1))).toEqual([
    '* source 2 dcs', 'fire noValue 1 XS-7', 'hazard noValue 1 LT-7', 'process noValue 2 PT-7',
  ]);
});

it('PRK-05 what is too large is refused: files, rows, letters, depth, words, entries, errors', async () => {
  const wide = { ...defaultBounds, rows: 3, rowLetters: 400, jsonTokens: 300, entries: 50, assetFiles: 2 };
  expect((await read(sample(), { ...defaultBounds, rows: 4 })).errors.map(line)).toEqual(['points.csv:6 too-many-rows']);
  expect((await read(spoil([['points.csv', '7号罐液位', '液'.repeat(500)]]), { ...wide, rows: 99, jsonTokens: 9999 })).errors.map(line)).toEqual(['points.csv:2 row-too-long']);
  expect((await read(sample(), { ...wide, rows: 99 })).errors.map(line)).toContain('levels.json:20 too-many-words');
  expect((await read({ ...sample(), 'sources.json': '['.repeat(100_000) })).errors.map(line)).toEqual(['sources.json:1 too-deep']);
  expect((await read({ ...sample(), 'sources.json': '{"a":'.repeat(100_000) })).errors.map(line)).toEqual(['sources.json:1 too-deep']);
  expect((await read({ ...sample(), 'assets/x.json': '[]' }, { ...wide, rows: 99, jsonTokens: 9999 })).errors.map(line)).toEqual(['assets:1 too-many-files']);
  expect((await read(sample(), { ...defaultBounds, entries: 3 })).errors.map(line)).toContain('.:1 too-many-files');
});

it('PRK-05 a file is measured before it is read, and errors are counted beyond ten thousand', async () => {
  const s = await scratch();
  onTestFinished(() => s[Symbol.asyncDispose]());
  await put(s.dir, sample());
  await fs.truncate(path.join(s.dir, 'levels.json'), defaultBounds.fileBytes + 1);
  const r = await readSite(s.dir);
  expect(r.ok ? [] : r.faults.map(line)).toEqual(['levels.json:1 file-too-large']);
  const bad = `${(sample()['points.csv'] ?? '').split('\n')[0]}\n${'x\n'.repeat(20_000)}`;
  const many = (await read({ ...sample(), 'points.csv': bad })).errors;
  expect(many).toHaveLength(10_001);
  expect(many.at(-1)?.fault).toEqual({ code: 'too-many-faults', params: { shown: 10_000, more: 10_000 } });
});

it('PRK-06 nothing outside the folder is read, nor what is no file', async () => {
  const s = await scratch();
  onTestFinished(() => s[Symbol.asyncDispose]());
  const dir = path.join(s.dir, 'site');
  await put(dir, sample());
  await put(s.dir, { 'secret.json': '[]', 'out/x.json': '[]' });
  const spots = async (): Promise<string[]> => { const r = await readSite(dir); return r.ok ? [] : r.faults.map(line); };
  await fs.rm(path.join(dir, 'sources.json'));
  await fs.symlink('../secret.json', path.join(dir, 'sources.json'));
  expect(await spots()).toEqual(['sources.json:1 link-leaves-folder']);
  await fs.rm(path.join(dir, 'sources.json'));
  await fs.symlink('/dev/zero', path.join(dir, 'sources.json'));
  expect(await spots()).toEqual(['sources.json:1 link-leaves-folder']);
  await fs.rm(path.join(dir, 'sources.json'));
  await fs.mkdir(path.join(dir, 'sources.json'));
  expect(await spots()).toEqual(['sources.json:1 not-a-file']);
  await fs.rmdir(path.join(dir, 'sources.json'));
  await fs.symlink('nowhere.json', path.join(dir, 'sources.json'));
  expect(await spots()).toEqual(['sources.json:1 missing-file']);
  await fs.rm(path.join(dir, 'sources.json'));
  await put(dir, { 'sources.json': sample()['sources.json'] ?? '' });
  await fs.rename(path.join(dir, 'assets'), path.join(s.dir, 'assets'));
  await fs.symlink('../assets', path.join(dir, 'assets'));
  expect(await spots()).toEqual(['assets:1 link-leaves-folder']);
});

it.skipIf(process.platform === 'win32')('PRK-06 a pipe in the place of a file does not hang the reading, and a link that stays inside is followed', async () => {
  const s = await scratch();
  onTestFinished(() => s[Symbol.asyncDispose]());
  await put(s.dir, sample());
  const { execFileSync } = await import('node:child_process');
  await fs.rename(path.join(s.dir, 'sources.json'), path.join(s.dir, '.real.json'));
  await fs.symlink('.real.json', path.join(s.dir, 'sources.json'));
  expect((await readSite(s.dir)).ok).toBe(true);
  await fs.rm(path.join(s.dir, 'levels.json'));
  execFileSync('mkfifo', [path.join(s.dir, 'levels.json')]);
  const r = await readSite(s.dir);
  expect(r.ok ? [] : r.faults.map(line)).toEqual(['levels.json:1 not-a-file']);
});

it('PRK-07 names that reach into objects change nothing and are refused', async () => {
  const r = await read(spoil([['sources.json', '"host": "127.0.0.1"', '"host": "127.0.0.1", "__proto__": { "polluted": 1 }, "constructor": {}, "host": "other"']]));
  expect(r.errors.map(line)).toEqual(['sources.json:3 [1].options.__proto__ forbidden-key', 'sources.json:3 [1].options.constructor forbidden-key', 'sources.json:3 [1].options.host duplicate-key']);
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
});

it('says where each source and each point was written, for whoever finds a mistake later', async () => {
  const s = await scratch();
  onTestFinished(() => s[Symbol.asyncDispose]());
  const files = sample();
  await put(s.dir, { ...files, 'points.csv': (files['points.csv'] ?? '').replace('\nGD-1', '\n\n\nGD-1') });
  const r = await readSite(s.dir);
  expect(r.ok && [...r.value.lines.points]).toEqual([['LT-7', 2], ['PT-7', 3], ['GD-1', 6], ['XS-7', 7], ['MD-7', 8]]);
  expect(r.ok && [...r.value.lines.sources]).toEqual([['dcs', 2], ['plc', 3]]);
});

it('a missing folder, an empty folder and an empty file say so', async () => {
  const r = await readSite(path.join(import.meta.dirname, 'nowhere'));
  expect(r.ok ? [] : r.faults.map(line)).toEqual([':1 no-folder']);
  expect((await read({})).errors.map(line)).toEqual(['assets:1 missing-file', 'levels.json:1 missing-file', 'points.csv:1 missing-file', 'site.json:1 missing-file', 'sources.json:1 missing-file']);
  expect((await read({ ...sample(), 'points.csv': '', 'site.json': '' })).errors.map(line)).toEqual([
    ...['address', 'asset', 'category', 'name_zh', 'point', 'source', 'supervision', 'type'].map((c) => `points.csv:1 ${c} missing-column`), 'site.json:1 bad-json',
  ]);
});

it('every code of a fault is documented for integrators', async () => {
  const page = await fs.readFile(path.join(import.meta.dirname, '../../../docs/site.md'), 'utf8');
  expect(siteFaultCodes.filter((code) => !page.includes(`\`${code}\``))).toEqual([]);
});
