import { deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { localDate } from '#app/duty';
import { readRosterFile, rosterFile } from '#storage';
import { archive, rows, workbook, type Piece } from '../../../storage/roster/archive.ts';
import { crew, shifts } from '../../../app/duty/roster/crew.ts';
import { anybody, changes, done, loggedIn, settleIn, watchHouse, type WatchHouse } from './watch-house.ts';

const heading = ['日期', '单位', '班次', '值班员'];
type Row = (string | number | { xml: string })[];
/** Two days of the enterprise, which no cycle rosters. */
const good: Row[] = ['2026-11-21', '2026-11-22'].flatMap((date) => [['早班', 'e1'], ['中班', 'e2'], ['晚班', 'e1']].map(([shift, who]) => [date, '企业一', shift!, who!]));
const file = (...of: readonly Row[]): string => archive(workbook({ 值班表: rows([heading, ...of]) })).toString('base64');
const take = async (house: WatchHouse, bytes: string, { commit = true, despite = true, name = '排班.xlsx', session = anybody } = {}) => done(await house.ask['duty.import']({ name, bytes, commit, despite }, session));
const written = ({ events }: WatchHouse): string[] => events.filter((e) => ['duty.entries', 'duty.imported'].includes(e.kind)).map((e) => e.kind);
const settled = async (): Promise<WatchHouse> => { const house = await watchHouse(); await settleIn(house); return house; };
/** Who would rest too little does not matter to these. */
const week = async (house: WatchHouse) => done(await house.ask['duty.calendar']({ from: localDate('2026-11-21')!, until: localDate('2026-11-22')!, unit: 'ENT-1' }, anybody));

describe('a file', () => {
  it('is looked at without anything being taken, then taken whole in one append with who did it', async () => {
    const house = await settled();
    const looked = await take(house, file(...good), { commit: false });
    expect(looked).toMatchObject({ applied: false, entries: 6, from: '2026-11-21', until: '2026-11-22', faults: [] });
    expect(written(house)).toEqual([]);
    const before = house.events.length;
    expect((await take(house, file(...good), { session: loggedIn('p-1', ['duty.change']) })).applied).toBe(true);
    expect(house.events.slice(before).map((e) => [e.kind, e.actor])).toEqual([['duty.entries', 'p-1'], ['duty.imported', 'p-1']]);
    expect(house.events.at(-1)!.body).toEqual({ file: '排班.xlsx', entries: 6, from: '2026-11-21', until: '2026-11-22' });
    expect((await week(house)).watches.map((w) => w.people.map((p) => p.person).join())).toEqual(['e1', 'e2', 'e1', 'e1', 'e2', 'e1']);
  });

  it('DTY-31: with overlaps, gaps and unknown people each is named by its row, and nothing is half-imported', async () => {
    const house = await settled();
    const bad = [good[0]!, ['2026-11-21', '企业一', '中班', '张三'], good[2]!, good[0]!, ['2026-11-22', '隔壁', '早班', 'e1'], ['2026-11-23', '企业一', '早班', 'e1、e2'], ['2026-11-23', '企业一', '半夜班', 'e1'], ['2026-11-31', '企业一', '中班', 'e1']];
    const said = await take(house, file(...bad));
    expect(said).toMatchObject({ applied: false, entries: 0 });
    expect(said.faults.map((f) => `${f.sheet}!${f.column}${f.row} ${f.fault.code}`)).toEqual(['值班表!D3 roster-unknown-person', '值班表!B6 roster-unknown-unit', '值班表!C8 roster-unknown-shift', '值班表!A9 roster-bad-date', '值班表!5 roster-duplicate-row']);
    const holes = await take(house, file(good[0]!, good[2]!, good[3]!, good[4]!, good[5]!));
    expect(holes.faults.map((f) => `${f.row} ${f.fault.code} ${f.fault.params['date']}`)).toEqual(['2 roster-gap 2026-11-21']);
    expect(written(house)).toEqual([]);
    expect((await week(house)).watches.every((w) => w.people.length === 0)).toBe(true);
  });

  it('DTY-39: bombs, lies and formulas are refused before anything of them counts', async () => {
    const house = await settled();
    const bomb: readonly Piece[] = [...workbook({ a: rows([heading, ...good]) }), { name: 'xl/media/zeros.xml', body: Buffer.alloc(60_000_000) }];
    const lying = archive([...workbook({ a: rows([heading, ...good]) }), { name: 'xl/bomb.xml', body: Buffer.alloc(30 * 2 ** 20), says: 100 }]);
    const formula = rows([heading, ...good.slice(0, 5), [...good[5]!.slice(0, 3), { xml: '<c r="REF" t="str"><f>HYPERLINK("http://x","e1")</f><v>e1</v></c>' }]]);
    const cases: readonly (readonly [string, string])[] = [
      [archive(bomb).toString('base64'), 'roster-unpacks-too-large'], [lying.toString('base64'), 'roster-'], [archive(workbook({ a: formula })).toString('base64'), 'roster-formula'],
      [Buffer.from('PK no archive').toString('base64'), 'roster-not-xlsx'], [deflateRawSync(Buffer.alloc(1000)).toString('base64'), 'roster-not-xlsx'], ['', 'roster-not-xlsx'],
    ];
    for (const [bytes, code] of cases) {
      const said = await take(house, bytes);
      expect([said.applied, said.faults.length > 0]).toEqual([false, true]);
      expect(said.faults[0]!.fault.code).toContain(code);
    }
    expect(written(house)).toEqual([]);
  }, 60_000);

  it('DTY-41: what a right file would do wrong to the roster is told, and taken only when it is meant', async () => {
    const house = await watchHouse({ limits: { restHours: 11 } });
    await settleIn(house);
    const twice = file(...['early', 'middle', 'late'].map((_, i): Row => ['2026-11-21', '企业一', ['早班', '中班', '晚班'][i]!, ['g4a', 'g2a', 'g4b'][i]!]));
    const said = await take(house, twice);
    expect([said.applied, said.findings.filter((f) => f.stops).map((f) => f.fault.code)]).toEqual([false, ['duty-person-twice']]);
    await changes(house, { do: 'put-leave', leave: { id: 'l', person: 'e2', from: '2026-11-21', until: '2026-11-21' } });
    await changes(house, { do: 'put-unit', unit: { ...crew.units[1]!, cover: { leader: 0, officer: 1 } } });
    const leaving = await take(house, file(...good), { despite: false });
    expect([leaving.applied, leaving.findings.filter((f) => !f.stops).map((f) => f.fault.code)]).toEqual([false, ['duty-short-rest', 'duty-short-rest']]);
    expect(written(house)).toEqual([]);
    expect((await take(house, file(...good))).applied).toBe(true);
  });

  it('of an enterprise that is not one\'s own nothing is taken, and nothing is taken that cannot be recorded', async () => {
    const house = await settled();
    const other = loggedIn('p-1', ['duty.change'], ['ENT-9']);
    expect(await house.ask['duty.import']({ name: 'x.xlsx', bytes: file(...good), commit: true, despite: true }, other)).toMatchObject({ ok: false, fault: { code: 'outside-scope' } });
    house.disk.breakDisk({ code: 'disk-full', params: {} });
    expect(await house.ask['duty.import']({ name: 'x.xlsx', bytes: file(...good), commit: true, despite: true }, anybody)).toMatchObject({ ok: false, fault: { code: 'not-recorded' } });
    expect((await week(house)).watches.every((w) => w.people.length === 0)).toBe(true);
  });

  it('its name is a name and no path', async () => {
    const house = await settled();
    await take(house, file(...good), { name: '..\\..\\secrets/\u202Excod.xlsx' });
    expect((house.events.at(-1)!.body as { file: string }).file).toBe('xcod.xlsx');
  });
});

describe('an export', () => {
  it('DTY-37, DTY-38: is journalled first, holds what is on duty, and is imported as the same', async () => {
    const house = await settled();
    await changes(house, { do: 'put-person', id: 'e9', name: '=HYPERLINK("x")', phone: '13800000000', unit: 'ENT-1' });
    await changes(house, { do: 'put-entries', entries: ['early', 'middle', 'late'].map((shift, i) => ({ unit: 'ENT-1', date: '2026-11-21', shift, post: 'officer', people: [['e9', 'e1', 'e2'][i]] })) });
    const said = done(await house.ask['duty.export']({ from: localDate('2026-11-21')!, until: localDate('2026-11-22')!, language: 'zh' }, anybody));
    expect(said).toEqual({ path: '/data/exports/roster-2026-11-21-2026-11-22.xlsx', rows: 9 });
    expect(house.events.at(-1)).toMatchObject({ kind: 'duty.exported', body: { rows: 9, from: '2026-11-21' } });
    const people = [...crew.people, { id: 'e9', name: '=HYPERLINK("x")', phone: '13800000000', unit: 'ENT-1' }];
    const units = [{ ...crew.units[0]!, name: { zh: '小园区', en: 'Small park' } }, crew.units[1]!];
    const read = await readRosterFile(house.files.get('roster-2026-11-21-2026-11-22.xlsx')!, { people, units, shifts });
    expect(read.ok && read.entries.filter((e) => e.unit === 'park').length).toBe(6);
    expect(read.ok && read.entries.find((e) => e.unit === 'ENT-1')).toEqual({ unit: 'ENT-1', date: '2026-11-21', shift: 'early', post: 'officer', people: ['e9'] });
    expect(await rosterFile(read.ok ? read.entries : [], { people, units, shifts }, 'zh')).toBeInstanceOf(Buffer);
  });

  it('says why there is none', async () => {
    const house = await settled();
    const ask = (from: string, until: string) => house.ask['duty.export']({ from: localDate(from)!, until: localDate(until)!, language: 'en' }, anybody);
    expect(await ask('2026-11-22', '2026-11-21')).toMatchObject({ fault: { code: 'duty-days' } });
    expect(await ask('2025-11-20', '2025-11-21')).toMatchObject({ fault: { code: 'duty-nothing-to-export' } });
    expect(await ask('2026-11-21', '2060-11-21')).toMatchObject({ fault: { code: 'duty-days' } });
    house.disk.breakDisk({ code: 'disk-full', params: {} });
    expect(await ask('2026-11-21', '2026-11-22')).toMatchObject({ fault: { code: 'not-recorded' } });
    expect(house.files.size).toBe(0);
  });
});
