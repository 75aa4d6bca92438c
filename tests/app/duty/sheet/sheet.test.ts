import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, dayOf, guarded, posts, readRoster, unguarded, writeRoster, type Cell, type Entry, type Grid, type ReadRoster, type SheetContext } from '#app/duty';
import { crew, date, first, shifts } from '../roster/crew.ts';

const twins = [{ id: 't1', name: '王伟', phone: '13800000000', unit: 'park' }, { id: 't2', name: '王伟', phone: '13800000001', unit: 'ENT-1' }, { id: 't3', name: '李娜', phone: '1380001', unit: 'park' }, { id: 't4', name: '李娜', phone: '1380002', unit: 'park' }];
const context: SheetContext = { people: [...crew.people, ...twins], units: crew.units.map((u) => ({ ...u, cover: { leader: 0, officer: 1 } })), shifts };
const cell = (of: string | number | boolean | null | Cell): Cell =>
  of === null || of === '' ? { kind: 'empty' } : typeof of === 'string' ? { kind: 'text', text: of } : typeof of === 'number' ? { kind: 'number', value: of } : typeof of === 'boolean' ? { kind: 'flag', value: of } : of;
type Written = readonly (string | number | boolean | null | Cell)[];
const grid = (rows: readonly Written[], more: Partial<Grid> = {}): Grid => ({ sheet: '值班表', rows: rows.map((r) => r.map(cell)), merged: [], ...more });
const heading = ['日期', '单位', '班次', '带班领导', '值班员'];
const day = (people = 'g1a'): Written[] => ['早班', '中班', '晚班'].map((shift) => ['2026-11-20', '园区', shift, null, people]);
/** `C2 roster-unknown-shift` for each mistake. */
const told = (read: ReadRoster): string[] => (read.ok ? ['none'] : read.faults.map((f) => `${f.column}${f.row} ${f.fault.code.slice(7)}`));
const reading = (...rows: readonly Written[]): string[] => told(readRoster([grid([heading, ...rows])], context));

describe('reading a roster sheet', () => {
  it('DTY-30: in Chinese or English, in any order of columns, below empty rows', () => {
    const english = grid([[null], ['Officers', 'shift', 'DATE', 'Unit', 'Weekday'], ...['Early shift', 'middle', 'late shift'].map((s) => ['g1a', s, '2026/11/20', 'park', 'Fri'])], { sheet: 'November' });
    expect(readRoster([english], context)).toEqual(readRoster([grid([heading, ...day()])], context));
    expect(readRoster([english], context)).toEqual({ ok: true, entries: ['early', 'middle', 'late'].map((shift) => ({ unit: 'park', date: first, shift, post: 'officer', people: ['g1a'] })) });
  });
  it('DTY-30: a column that is missing, unknown or there twice', () => {
    expect(told(readRoster([grid([['日期', '单位', '班次', '电话', '单位'], ...day()])], context))).toEqual(['D1 unknown-column', 'E1 duplicate-column', '1 missing-column']);
    expect(reading([...day()[0]!, 'what is this'], ...day().slice(1))).toEqual(['F2 unknown-column']);
  });
  it('DTY-31: every mistake of every row, and nothing of the file is taken', () => {
    const rows = day();
    expect(reading([...rows[0]!.slice(0, 4), 'ghost'], ['2026-02-30', '园区', '早班', null, 'g1a'], ['2026-11-20', '园 区', '夜班', null, '']))
      .toEqual(['E2 unknown-person', 'A3 bad-date', 'B4 unknown-unit', 'C4 unknown-shift']);
    expect(told(readRoster([grid([])], context))).toEqual(['0 empty']);
    expect(told(readRoster([grid([heading])], context))).toEqual(['0 empty']);
    const many = readRoster([grid([heading, ...Array.from({ length: 1200 }, (): Written => ['x', 'park', 'early', null, 'g1a'])])], context);
    expect(!many.ok && [many.faults.length, many.faults.at(-1)?.fault]).toEqual([1001, { code: 'roster-too-many-faults', params: { more: 200 } }]);
  });
  it.each<[string, Cell | string | number, string[]]>([
    ['a cell of a date', { kind: 'date', date: dayOf(first) * 86_400_000 }, ['none']], ['with slashes', '2026/11/20', ['none']], ['in Chinese', '2026年11月20日', ['none']],
    ['a number', 46_346, ['A2 bad-date']], ['an hour of the day', { kind: 'date', date: dayOf(first) * 86_400_000 + 60_000 }, ['A2 bad-date']], ['a day that there is not', '2026-11-31', ['A2 bad-date']],
    ['the American way', '11/20/2026', ['A2 bad-date']], ['another century', '1926-11-20', ['A2 bad-date']], ['nothing', '', ['A2 missing-cell']], ['a formula', { kind: 'formula' }, ['A2 formula']], ['beyond any date', { kind: 'date', date: NaN }, ['A2 bad-date']],
  ])('DTY-32: %s', (_, value, expected) => {
    expect(told(readRoster([grid([heading, [value, ...day()[0]!.slice(1)], ...(expected[0] === 'none' ? day().slice(1) : [])])], context))).toEqual(expected);
  });
  it('DTY-32: a weekday that is given is the date\'s', () => {
    const with7 = (weekday: string): string[] => told(readRoster([grid([['日期', '星期', '单位', '班次', '值班员'], ...['早班', '中班', '晚班'].map((s) => ['2026-11-20', weekday, '园区', s, 'g1a'])])], context));
    expect([with7('星期五'), with7('周五'), with7('friday'), with7('')]).toEqual([['none'], ['none'], ['none'], ['none']]);
    expect(with7('星期四')).toEqual(['B2 weekday-differs', 'B3 weekday-differs', 'B4 weekday-differs']);
  });
  it('DTY-33: by name, by id, or both; the unit\'s own first', () => {
    const people = (text: string, unit = '园区'): unknown => { const read = readRoster([grid([heading, ...['早班', '中班', '晚班'].map((s) => ['2026-11-20', unit, s, null, text])])], context); return read.ok ? read.entries[0]!.people.join() : told(read)[0]; };
    expect([people('g1a员'), people('g1a'), people('g1a员(g1a)'), people('g1a员（g1a）、g2b，g3a;g4b'), people('g1a\ng2a'), people('王伟'), people('王伟', 'ENT-1')]).toEqual(['g1a', 'g1a', 'g1a', 'g1a,g2b,g3a,g4b', 'g1a,g2a', 't1', 't2']);
    expect([people('李娜'), people('王伟(g1a)'), people('张三'), people('张三(t9)'), people('g1a、g1a员'), people('\u202Eg1a'), people('x'.repeat(2001))])
      .toEqual(['E2 ambiguous-person', 'E2 person-differs', 'E2 unknown-person', 'E2 unknown-person', 'E2 person-twice', 'E2 bad-characters', 'E2 cell-too-long']);
  });
  it('DTY-34: a row that is there already, also in another sheet, and a person who stands twice', () => {
    const read = readRoster([grid([heading, ...day()]), grid([heading, day('g2a')[1]!], { sheet: '补充' })], context);
    expect(read).toEqual({ ok: false, faults: [{ sheet: '补充', row: 2, column: '', fault: { code: 'roster-duplicate-row', params: { sheet: '值班表', row: 3 } } }] });
    const both = [...day(), ...day().map((r) => [r[0]!, 'ENT-1', ...r.slice(2)])];
    expect(reading(...both)).toEqual(['5 person-twice', '6 person-twice', '7 person-twice']);
    expect(reading(...['早班', '中班', '晚班'].map((s): Written => ['2026-11-20', '园区', s, 'g1a', 'g1a']))).toEqual(['2 person-twice', '3 person-twice', '4 person-twice']);
  });
  it('DTY-35: a hole is named at the row before it, with its date and shift; it is none beside a row that could not be read', () => {
    const next = day().map((r): Written => ['2026-11-22', ...r.slice(1)]);
    const read = readRoster([grid([heading, day()[0]!, day()[2]!, ...next])], context);
    expect(!read.ok && read.faults.map((f) => [f.row, f.fault.params['date'], f.fault.params['shift']])).toEqual([[2, '2026-11-20', '中班'], [3, '2026-11-21', '早班'], [3, '2026-11-21', '中班'], [3, '2026-11-21', '晚班']]);
    expect(reading(day()[0]!, [...day()[1]!.slice(0, 4), '']).slice(0, 2)).toEqual(['E3 missing-cell', '3 gap']);
    expect(reading(day()[0]!, ['2026-13-01', ...day()[1]!.slice(1)], day()[2]!)).toEqual(['A3 bad-date']);
    expect(reading(...day(), ['2086-11-20', ...day()[0]!.slice(1)])).toEqual(['5 bad-date']);                // a year typed wrong is not sixty years of holes
  });
  it('DTY-36: formulas, merged cells, error values, numbers and flags where text belongs', () => {
    expect(reading([...day()[0]!.slice(0, 4), { kind: 'formula' }], [...day()[1]!.slice(0, 4), { kind: 'error', text: '#N/A' }], [...day()[2]!.slice(0, 4), 12])).toEqual(['E2 formula', 'E3 error-value', 'E4 wrong-cell', '2 gap', '3 gap'].slice(0, 3));
    expect(reading(['2026-11-20', true, '早班', null, 'g1a'])).toEqual(['B2 wrong-cell']);
    expect(told(readRoster([grid([heading, ...day()], { merged: ['B2:B4', 'AA10:AB10'] })], context))).toEqual(['B2 merged-cell', 'AA10 merged-cell']);
  });
});

describe('writing a roster sheet', () => {
  /** What a workbook makes of the sheet: dates and texts. */
  const asGrid = (entries: readonly Entry[], language: 'zh' | 'en'): Grid => {
    const { sheet, heading: top, rows } = writeRoster(entries, context, language);
    return { sheet, merged: [], rows: [top.map(cell), ...rows.map((r) => [{ kind: 'date' as const, date: dayOf(r.date) * 86_400_000 }, ...r.texts.map(cell)])] };
  };
  const rosters = fc.tuple(fc.integer({ min: 1, max: 4 }), fc.subarray(['park', 'ENT-1'], { minLength: 1 })).chain(([days, units]) =>
    fc.array(fc.tuple(fc.shuffledSubarray(context.people.map((p) => p.id), { minLength: 4, maxLength: 4 }), fc.nat(1)), { minLength: days * 3, maxLength: days * 3 }).map((turns): Entry[] =>
      units.flatMap((unit, u) => turns.flatMap(([ids, leaders], i): Entry[] => {
        const turn = { unit, date: addDays(first, Math.floor(i / 3)), shift: ['early', 'middle', 'late'][i % 3]! };
        return [...(leaders > 0 && u === 0 ? [{ ...turn, post: posts[0], people: [ids[2]!] }] : []), { ...turn, post: posts[1], people: u === 0 ? ids.slice(0, 2) : [ids[3]!] }];
      }))));
  it('DTY-37: what is written is read as the same entries, in both languages', () => {
    fc.assert(fc.property(rosters, fc.constantFrom('zh', 'en'), (entries, language) => {
      expect(readRoster([asGrid(entries, language)], context)).toEqual({ ok: true, entries });
    }), { seed: 20_261_120, numRuns: 200 });
  });
  it('DTY-38: nothing that is written begins as a formula does, and every text comes back', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.tuple(fc.constantFrom('=', '+', '-', '@', '\t', '\r', "'", "''", "'="), fc.string()).map(([a, b]) => a + b)), (text) => {
      expect(guarded(text)).not.toMatch(/^[=+\-@\t\r]/);
      expect(unguarded(guarded(text))).toBe(text);
    }), { seed: 20_261_120, numRuns: 1000 });
    const people = [{ id: 'evil', name: '=HYPERLINK("http://x")', phone: '13800000000', unit: 'park' }];
    const sheet = writeRoster([{ unit: 'park', date: date('2026-11-20'), shift: 'early', post: 'officer', people: ['evil'] }], { ...context, people: [{ ...people[0]!, name: '=1+1' }] }, 'zh');
    expect(sheet.rows[0]!.texts).toEqual(['星期五', '园区', '早班', '', "'=1+1(evil)"]);
    expect(writeRoster([{ unit: 'park', date: first, shift: 'early', post: 'officer', people: ['evil'] }], { ...context, people }, 'zh').rows[0]!.texts.at(-1)).toBe('evil'); // a name with brackets goes by its id
  });
});
