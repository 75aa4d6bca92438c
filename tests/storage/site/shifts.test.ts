import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { defaultShifts } from '#app/duty';
import { readSite, writeSite } from '#storage';
import { shiftsText } from '#app/duty';

const made: string[] = [];
afterEach(() => { for (const dir of made.splice(0)) fs.rmSync(dir, { recursive: true, force: true }); });
/** The demo with a table of shifts of its own. */
function withShifts(text: string | null): string {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'watchroom-shifts-'));
  made.push(dir);
  fs.cpSync('resources/sites/demo', dir, { recursive: true });
  if (text !== null) fs.writeFileSync(path.join(dir, 'shifts.json'), text);
  return dir;
}
const faults = async (text: string): Promise<string[]> => {
  const read = await readSite(withShifts(text));
  return read.ok ? ['none'] : read.faults.map((f) => `${f.file}:${f.line} ${f.field} ${f.fault.code}${f.fault.params['minutes'] === undefined ? '' : ` ${f.fault.params['minutes']}`}`);
};
const shift = (id: string, start: string, end: string): string => `{ "id": "${id}", "name": { "zh": "班" },\n "start": "${start}", "end": "${end}" }`;
const plan = (...of: readonly string[]): string => `[ { "shifts": [\n${of.join(',\n')}\n] } ]`;

it('shifts.json: nothing is the default, and what is written is what holds', async () => {
  const none = await readSite(withShifts(null));
  expect(none.ok && none.value.shifts).toBeNull();
  const read = await readSite(withShifts(shiftsText(defaultShifts)));
  expect(read.ok && read.value.shifts).toEqual(defaultShifts);
  expect(read.ok && read.value.warnings.filter((w) => w.file === 'shifts.json')).toEqual([]);
  const later = await readSite(withShifts(`[ { "shifts": [${shift('a', '08:00', '20:00')}, ${shift('b', '20:00', '08:00')}] }, // from new year on\n { "from": "2027-01-01", "shifts": [${shift('all', '00:00', '00:00')}] } ]`));
  expect(later.ok && later.value.shifts?.map((p) => [p.from, p.shifts.map((s) => `${s.id} ${s.start}-${s.end} ${s.name.en}`)])).toEqual([[null, ['a 480-1200 班', 'b 1200-480 班']], ['2027-01-01', ['all 0-0 班']]]);
});

it('shifts.json: every mistake with its line and field, and then there is no site', async () => {
  expect(await faults(plan(shift('a', '08:00', '20:00'), shift('b', '20:30', '08:00')))).toEqual(['shifts.json:2 [0].shifts[0] duty-shift-hole 30']);
  expect(await faults(plan(shift('a', '08:00', '20:00'), shift('a', '20:00', '08:30')))).toEqual(['shifts.json:2 [0].shifts[0] duty-duplicate-shift 0', 'shifts.json:2 [0].shifts[0] duty-duplicate-shift 0', 'shifts.json:2 [0].shifts[0] duty-shift-overlap 30']);
  expect(await faults(plan(shift('a b', '8:00', '24:00')))).toEqual(['shifts.json:2 [0].shifts[0].id bad-id', 'shifts.json:3 [0].shifts[0].end bad-time', 'shifts.json:3 [0].shifts[0].start bad-time']);
  expect(await faults(`[ { "from": "2026-02-30", "shift": [] } ]`)).toEqual(['shifts.json:1 [0].from bad-date', 'shifts.json:1 [0].shift unknown-field', 'shifts.json:1 [0].shifts missing-field']);
  expect(await faults(`[ { "from": "2026-12-01", "shifts": [${shift('a', '00:00', '00:00')}] },\n { "shifts": [${shift('a', '00:00', '00:00')}] } ]`)).toEqual(['shifts.json:1 [0].from duty-first-plan-begins 0', 'shifts.json:3 [1].from duty-plans-out-of-order 0']);
  expect(await faults('{}')).toEqual(['shifts.json:1  expected-list']);
  expect(await faults('[]')).toEqual(['shifts.json:1  too-few']);
  expect(await faults('[ {')).toContain('shifts.json:1 [0]. bad-json');
});

it('shifts.json: an export writes it in the place of the old one and keeps it where there is none to write', async () => {
  const dir = withShifts(shiftsText(defaultShifts));
  const read = await readSite(dir);
  if (!read.ok) throw new Error('demo');
  expect(await writeSite(dir, read.value.site, { replace: true })).toMatchObject({ ok: true });
  expect(fs.readFileSync(path.join(dir, 'shifts.json'), 'utf8')).toBe(shiftsText(defaultShifts));
  const other = shiftsText([{ from: null, shifts: [{ id: 'all', name: { zh: '全', en: 'All' }, start: 0, end: 0 }] }]);
  expect(await writeSite(dir, read.value.site, { replace: true, shifts: other })).toMatchObject({ ok: true });
  expect(fs.readFileSync(path.join(dir, 'shifts.json'), 'utf8')).toBe(other);
});
