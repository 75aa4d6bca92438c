import fs from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Entry, ReadRoster, SheetContext } from '#app/duty';
import { readRosterFile, rosterFile, workbookBounds } from '#storage';
import { crew, date, first, shifts } from '../../app/duty/roster/crew.ts';
import { unpack } from '../../../storage/roster/unpack.ts';
import { archive, rows, workbook, type Piece } from './archive.ts';

const context: SheetContext = { people: crew.people, units: crew.units, shifts };
const told = (read: ReadRoster): string[] => (read.ok ? ['none'] : read.faults.map((f) => `${f.sheet}!${f.column}${f.row} ${f.fault.code.slice(7)}`));
const read = async (pieces: readonly Piece[] | Buffer, more: Partial<typeof workbookBounds> = {}): Promise<string[]> =>
  told(await readRosterFile(Buffer.isBuffer(pieces) ? pieces : archive(pieces), context, { ...workbookBounds, ...more }));
const heading = ['日期', '单位', '班次', '值班员'];
/** 2026-11-20 as a workbook counts days. */
const serial = 46_346;
type Row = (string | number | { xml: string })[];
const day = (): Row[] => ['早班', '中班', '晚班'].map((s) => [serial, '园区', s, 'g1a、g1b']);
const good = (more: string = ''): string => `${rows([heading, ...day()])}${more}`;

describe('a roster file', () => {
  it('DTY-37: what is exported is imported as the same entries, through a real workbook, whatever people are called', async () => {
    const strange = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 12 }), fc.constantFrom('=1+1', '+8613', '-x', '@SUM(A1)', "'quoted", '<b>&amp;', '_x0041_', '欧阳·修', 'O\'Brien "Bob"', '９', '#N/A', 'TRUE', '1e5', '2026-11-20')).map((s) => s.trim())
      .filter((s) => s !== '' && !/[\p{Cc}\p{Zl}\p{Zp}\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF\uFFFE\uFFFF]/u.test(s) && s.isWellFormed());
    await fc.assert(fc.asyncProperty(fc.array(strange, { minLength: 2, maxLength: 4 }), fc.constantFrom('zh', 'en'), async (names, language) => {
      const people = names.map((name, i) => ({ id: `p${i}`, name, phone: '13800000000', unit: 'park' }));
      const entries: Entry[] = ['early', 'middle', 'late'].map((shift) => ({ unit: 'park', date: first, shift, post: 'officer', people: people.map((p) => p.id) }));
      expect(await readRosterFile(await rosterFile(entries, { ...context, people }, language), { ...context, people })).toEqual({ ok: true, entries });
    }), { seed: 20_261_120, numRuns: 40 });
  }, 60_000);
  it('DTY-38: nothing that a file holds is a formula, and no text in it begins as one does', async () => {
    const people = ['=HYPERLINK', '+1', '-1', '@x'].map((name, i) => ({ id: `p${i}`, name, phone: '13800000000', unit: 'park' }));
    const file = await rosterFile(people.map((p, i) => ({ unit: 'park', date: date(`2026-11-2${i}`), shift: 'early', post: 'officer', people: [p.id] })), { ...context, people }, 'zh');
    const parts = unpack(file, workbookBounds);
    const texts = parts.ok ? [...parts.value].flatMap(([name, xml]) => (name.startsWith('xl/sharedStrings') || name.startsWith('xl/worksheets') ? [...xml.matchAll(/<t[^>]*>([^<]*)<\/t>/g)].map((m) => m[1]!) : [])) : [];
    expect(texts.filter((t) => t.includes('(p'))).toEqual(["'=HYPERLINK(p0)", "'+1(p1)", "'-1(p2)", "'@x(p3)"]);
    expect(texts.filter((t) => /^[=+\-@]/.test(t))).toEqual([]);
    expect(parts.ok && [...parts.value.values()].some((xml) => /<f[\s>/]/.test(xml))).toBe(false);
  });
  it('DTY-31: every mistake of a real workbook with sheet, row and column; nothing half-imported', async () => {
    const broken = rows([heading, ...day(), ['2026-11-31', '园区', '早班', 'g1a'], [serial, '园区', '早班', '张三']]);
    expect(await read(workbook({ 十一月: good(), 十二月: broken }))).toEqual(['十二月!A5 bad-date', '十二月!D6 unknown-person', '十二月!2 duplicate-row', '十二月!3 duplicate-row', '十二月!4 duplicate-row', '十二月!6 duplicate-row']);
  });
  it('DTY-32: both ways in which workbooks count days, and a number that is no date', async () => {
    expect(await read(workbook({ a: good() }))).toEqual(['none']);
    const old = archive(workbook({ a: rows([heading, ...day().map((r) => [serial - 1462, ...r.slice(1)])]) }, [], '<workbookPr date1904="1"/>'));
    expect(await readRosterFile(old, context)).toEqual(await readRosterFile(archive(workbook({ a: good() })), context));
    expect(await read(workbook({ a: rows([heading, [{ xml: `<c r="REF"><v>${serial}</v></c>` }, ...day()[0]!.slice(1)]]) }))).toEqual(['a!A2 bad-date']);
    expect(await read(workbook({ a: rows([heading, [serial + 0.5, ...day()[0]!.slice(1)]]) }))).toEqual(['a!A2 bad-date']);
  });
  it('DTY-32, DTY-33: a workbook that LibreOffice 7.4 wrote', async () => {
    const entry = (shift: string, people: string[]): Entry => ({ unit: 'park', date: first, shift, post: 'officer', people });
    expect(await readRosterFile(fs.readFileSync('tests/storage/roster/made-by-libreoffice.xlsx'), context)).toEqual({ ok: true, entries: [entry('early', ['g1a', 'g1b']), entry('middle', ['g2a']), entry('late', ['g3a'])] });
  });
  it('DTY-36: formulas, also without a stored result or a place, merged cells, error values, flags', async () => {
    const formula = (xml: string): Row[] => [[...day()[0]!.slice(0, 3), { xml }], ...day().slice(1)];
    expect(await read(workbook({ a: rows([heading, ...formula('<c r="REF" t="str"><f>CONCAT("g1","a")</f><v>g1a</v></c>')]) }))).toEqual(['a!D2 formula']);
    expect(await read(workbook({ a: rows([heading, ...formula('<c r="REF"><f t="shared" si="0"/></c>')]) }))).toEqual(['a!D2 formula']);
    expect(await read(workbook({ a: good().replace('</row></sheetData>', '</row><row r="5"><c><f>1+1</f></c></row></sheetData>') }))).toEqual(['a!A5 formula']);
    expect(await read(workbook({ a: rows([heading, ...formula('<c r="REF" t="str"><f>CONCAT("g1","a")</f></c>')]) }))).toEqual(['a!D2 formula']); // the library cannot read such a cell
    expect(await read(workbook({ a: rows([heading, ...formula('<c r="REF" t="e"><v>#N/A</v></c>')]) }))).toEqual(['a!D2 error-value']);
    expect(await read(workbook({ a: rows([heading, ...formula('<c r="REF" t="b"><v>1</v></c>')]) }))).toEqual(['a!D2 wrong-cell']);
    expect(await read(workbook({ a: good('<mergeCells count="1"><mergeCell ref="B2:B4"/></mergeCells>') }))).toEqual(['a!B2 merged-cell']);
    expect(await read(workbook({ a: good('<!-- <f>x</f> <mergeCell ref="A1:B1"/> -->') }))).toEqual(['none']);
  });
});

describe('a file that means harm', () => {
  const wide = (n: number): string => 'x'.repeat(n);
  it.each<[string, () => readonly Piece[] | Buffer, string]>([
    ['no archive', () => Buffer.from('日期,单位\r\n'), '!0 not-xlsx'], ['nothing', () => Buffer.alloc(0), '!0 not-xlsx'], ['another archive', () => [{ name: 'readme.xml', body: 'x' }], '!0 not-xlsx'],
    ['a bomb that says what it is', () => workbook({ a: good() }, [{ name: 'xl/media/bomb.xml', body: Buffer.alloc(30 * 2 ** 20) }]), '!0 unpacks-too-large'],
    ['a bomb that says it is small', () => workbook({ a: good() }, [{ name: 'xl/bomb.xml', body: Buffer.alloc(30 * 2 ** 20), says: 100 }]), '!0 unpacks-too-large'],
    ['many parts that are large together', () => workbook({ a: good() }, Array.from({ length: 4 }, (_, i) => ({ name: `xl/b${i}.xml`, body: Buffer.alloc(15 * 2 ** 20) }))), '!0 unpacks-too-large'],
    ['a part that says more than it is', () => workbook({ a: good() }, [{ name: 'xl/b.xml', body: 'abc', says: 4 }]), '!0 damaged'],
    ['too many parts', () => workbook({ a: good() }, Array.from({ length: 250 }, (_, i) => ({ name: `x/${i}.bin`, body: '' }))), '!0 too-many-parts'],
    ['a part that leaves its folder', () => workbook({ a: good() }, [{ name: '../../evil.xml', body: 'x' }]), '!0 part-refused'], ['an absolute one', () => workbook({ a: good() }, [{ name: '/etc/x.xml', body: 'x' }]), '!0 part-refused'],
    ['a part that is there twice', () => workbook({ a: good() }, [{ name: 'xl/workbook.xml', body: 'x' }]), '!0 part-refused'],
    ['an encrypted part', () => workbook({ a: good() }, [{ name: 'xl/b.xml', body: 'x', flags: 1 }]), '!0 part-refused'], ['packed in another way', () => workbook({ a: good() }, [{ name: 'xl/b.xml', body: 'x', method: 14 }]), '!0 part-refused'],
    ['entities that grow', () => workbook({ a: `<!DOCTYPE a [<!ENTITY b "${wide(100)}">]>${good()}` }), '!0 part-refused'],
    ['a cell at the end of the world', () => workbook({ a: `<sheetData><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>` }), '!0 too-many-rows'],
    ['a row wider than any roster', () => workbook({ a: `<sheetData><row r="1"><c r="XFD1"><v>1</v></c></row></sheetData>` }), '!0 too-many-columns'],
    ['a cell that is not of its row', () => workbook({ a: `<sheetData><row r="1"><c r="A900000"><v>1</v></c></row></sheetData>` }), '!0 damaged'],
    ['a row of no number', () => workbook({ a: `<sheetData><row r="NaN"><c><v>1</v></c></row></sheetData>` }), '!0 too-many-rows'],
    ['too many sheets', () => workbook(Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`s${i}`, good()]))), '!0 too-many-sheets'],
    ['a sheet that is not there', () => workbook({ a: good() }).filter((p) => !p.name.includes('sheet1')), '!0 damaged'],
    ['a style that is not there', () => workbook({ a: `<sheetData><row r="1"><c r="A1" s="99"><v>1</v></c></row></sheetData>` }), '!0 damaged'],
    ['no UTF-8', () => workbook({ a: good() }, [{ name: 'xl/b.xml', body: Buffer.from([0xff, 0xfe, 0x41]) }]), '!0 damaged'],
  ])('DTY-39: %s is refused', async (_, pieces, fault) => { expect(await read(pieces())).toEqual([fault]); });

  it('DTY-39: a file over the bound is refused before it is looked at', async () => {
    expect(await read(Buffer.alloc(workbookBounds.fileBytes + 1))).toEqual(['!0 file-too-large']);
    expect(await read(workbook({ a: good() }), { rows: 3 })).toEqual(['!0 too-many-rows']);
  });
  it('DTY-39: whatever byte is changed or however it is cut, there is an answer and never a throw', async () => {
    const whole = archive(workbook({ a: good() }));
    await fc.assert(fc.asyncProperty(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }), fc.boolean(), async (at, by, cut) => {
      const changed = cut ? whole.subarray(0, at) : Buffer.from(whole);
      if (!cut) changed[at] = (changed[at]! + by) % 256;
      const answer = await readRosterFile(changed, context);
      expect(answer.ok ? answer.entries.length : answer.faults.length).toBeGreaterThan(0);
    }), { seed: 20_261_120, numRuns: 250 });
  }, 60_000);
});
