import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkShifts, dateOf, dayOf, defaultShifts, fixedZone, localDate, shiftsOf, ShiftTableEntry, weekdayOf, zoneNamed, type LocalDate, type ShiftTable, type Zone } from '#app/duty';

const date = (text: string): LocalDate => localDate(text) ?? expect.fail(`no date: ${text}`);
const zone = (name: string): Zone => { const found = zoneNamed(name); return found.ok ? found.value : expect.fail(name); };
const at = (text: string): number => Date.parse(text);
const shanghai = shiftsOf(defaultShifts, zone('Asia/Shanghai'));
const plan = (from: string | null, ...starts: readonly number[]): ShiftTable[number] => ({
  from: from === null ? null : date(from),
  shifts: starts.map((start, i) => ({ id: `s${start}`, name: { zh: `班${start}`, en: `Shift ${start}` }, start, end: starts[(i + 1) % starts.length]! })),
});
/** Half-hour zones, both hemispheres, no rule at all, a change at midnight, half an hour of summer time, a day that was left out, and one far from UTC. */
const zones = ['Asia/Shanghai', 'UTC', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'America/Sao_Paulo', 'Pacific/Apia', 'Asia/Kathmandu', 'Africa/Casablanca', 'America/St_Johns', 'Pacific/Kiritimati'];

describe('which shift a moment belongs to', () => {
  it.each([
    ['2026-11-20T00:29:59.999+08:00', '2026-11-19/late'], ['2026-11-20T00:30:00.000+08:00', '2026-11-20/early'],
    ['2026-11-20T08:29:59.999+08:00', '2026-11-20/early'], ['2026-11-20T08:30:00.000+08:00', '2026-11-20/middle'],
    ['2026-11-20T16:29:59.999+08:00', '2026-11-20/middle'], ['2026-11-20T16:30:00.000+08:00', '2026-11-20/late'],
    ['2026-11-20T23:59:59.999+08:00', '2026-11-20/late'], ['2026-11-21T00:00:00.000+08:00', '2026-11-20/late'],
    ['2026-12-31T23:00:00.000+08:00', '2026-12-31/late'], ['2027-01-01T00:29:59.999+08:00', '2026-12-31/late'], ['2028-02-29T12:00:00.000+08:00', '2028-02-29/middle'],
  ])('DTY-01: %s is of %s, exact to the millisecond; the late shift crosses midnight', (moment, id) => {
    expect(shanghai.at(at(moment)).id).toBe(id);
  });
  it('DTY-01: whoever asks in another order is told the same', () => {
    const moments = [5, 1, 3, 2, 4, 1].map((n) => at('2026-11-20T00:30:00+08:00') + n * 28_800_000 - 1);
    expect(moments.map((m) => shanghai.at(m).id)).toEqual(moments.map((m) => shiftsOf(defaultShifts, zone('Asia/Shanghai')).at(m).id));
  });
  it('DTY-02: a start that the clocks jump over is the moment of the jump, and one that they show twice is the first', () => {
    const berlin = shiftsOf([plan(null, 150, 600)], zone('Europe/Berlin'));                                  // 02:30 and 10:00
    expect(new Date(berlin.of(date('2026-03-29'))[0]!.from).toISOString()).toBe('2026-03-29T01:00:00.000Z'); // 02:00 became 03:00
    expect(new Date(berlin.of(date('2026-10-25'))[0]!.from).toISOString()).toBe('2026-10-25T00:30:00.000Z'); // the first 02:30
    expect(berlin.at(at('2026-10-25T01:45:00Z')).id).toBe('2026-10-25/s150');                                // the second 02:45
    const night = shiftsOf(defaultShifts, zone('Europe/Berlin'));
    expect(night.of(date('2026-03-29')).map((s) => (s.until - s.from) / 3_600_000)).toEqual([7, 8, 8]);
    expect(night.of(date('2026-10-25')).map((s) => (s.until - s.from) / 3_600_000)).toEqual([9, 8, 8]);
  });
  it('DTY-02: of two starts inside one jump only the later is a shift', () => {
    const two = shiftsOf([plan(null, 120, 150, 600)], zone('Europe/Berlin'));
    expect(two.of(date('2026-03-29')).map((s) => s.id)).toEqual(['2026-03-29/s150', '2026-03-29/s600']);
    expect(two.at(at('2026-03-29T01:00:00Z') - 1).id).toBe('2026-03-28/s600');
  });
  it('DTY-02: clocks that are put back over midnight do not bring the day before back', () => {
    const newfoundland = () => shiftsOf([plan(null, 0, 720)], zone('America/St_Johns'));                     // on 2010-11-07 00:01 became 23:01 of the 6th
    expect(['02:29:59.999', '02:30:00', '02:31:30', '03:45:00'].map((t) => newfoundland().at(at(`2010-11-07T${t}Z`)).id)).toEqual(['2010-11-06/s720', '2010-11-07/s0', '2010-11-07/s0', '2010-11-07/s0']);
  });
  it('DTY-04, DTY-05: a new plan holds from its first shift on its day, and nothing before it changes', () => {
    const table = [...defaultShifts, plan('2026-12-01', 480, 1200)];                                         // 08:00 and 20:00
    const changed = shiftsOf(table, zone('Asia/Shanghai'));
    const ids = (...moments: string[]): string[] => moments.map((m) => changed.at(at(`${m}+08:00`)).id);
    expect(ids('2026-11-30T23:59:59.999', '2026-12-01T00:29:59.999', '2026-12-01T00:30', '2026-12-01T07:59:59.999', '2026-12-01T08:00', '2026-12-01T20:00', '2026-12-02T07:59:59.999'))
      .toEqual(['2026-11-30/late', '2026-11-30/late', '2026-12-01/early', '2026-12-01/early', '2026-12-01/s480', '2026-12-01/s1200', '2026-12-01/s1200']);
    expect(changed.of(date('2026-12-01')).map((s) => s.id)).toEqual(['2026-12-01/early', '2026-12-01/s480', '2026-12-01/s1200']);
  });
  it('between: every shift that has a moment in a stretch, and none of an empty one', () => {
    const [from, until] = [at('2026-11-20T08:29:59.999+08:00'), at('2026-11-20T16:30:00+08:00')];
    expect(shanghai.between(from, until).map((s) => s.id)).toEqual(['2026-11-20/early', '2026-11-20/middle']);
    expect(shanghai.between(from, until + 1).at(-1)?.id).toBe('2026-11-20/late');
    expect(shanghai.between(until, until)).toEqual([]);
  });
  it('a moment that no calendar of ours reaches is a bug, not a shift', () => {
    expect(() => shanghai.at(NaN)).toThrow(RangeError);
    expect(() => shanghai.at(8.64e15)).toThrow(RangeError);
    expect(() => shiftsOf([plan(null)], fixedZone(0))).toThrow('duty-no-shifts');
  });

  const tables = fc.uniqueArray(fc.integer({ min: 0, max: 1439 }), { minLength: 1, maxLength: 8 }).map((starts) => starts.toSorted((a, b) => a - b));
  const moments = fc.integer({ min: at('1950-01-01T00:00:00Z'), max: at('2060-01-01T00:00:00Z') });
  const near = fc.constantFrom(...['2026-03-29T01:00:00Z', '2026-10-25T01:00:00Z', '2011-12-30T10:00:00Z', '2018-11-04T03:00:00Z', '2026-03-08T07:00:00Z', '2026-04-04T15:00:00Z', '2026-12-01T00:00:00Z', '2010-11-07T02:31:00Z'].map(at))
    .chain((m) => fc.integer({ min: m - 36 * 3_600_000, max: m + 36 * 3_600_000 }));
  it('DTY-01, DTY-02, DTY-05: in any zone, with any shifts and any change of them, every moment belongs to exactly one shift', () => {
    fc.assert(fc.property(fc.constantFrom(...zones), tables, tables, fc.oneof(moments, near), (name, before, after, moment) => {
      const shifts = shiftsOf([plan(null, ...before), plan('2011-12-31', ...after), plan('2026-12-01', ...before)], zone(name));
      const shift = shifts.at(moment);
      expect(shift.from <= moment && moment < shift.until).toBe(true);
      expect([shifts.at(shift.from), shifts.at(shift.until - 1)]).toEqual([shift, shift]);
      expect(shifts.at(shift.until).from).toBe(shift.until);
      expect(shifts.at(shift.from - 1).until).toBe(shift.from);
      expect(shifts.of(shift.date).filter((s) => s.id === shift.id)).toEqual([shift]);
    }), { seed: 20_261_120, numRuns: 400 });
  });
  it('DTY-02: where no clock is changed a shift begins when the wall says so', () => {
    fc.assert(fc.property(fc.integer({ min: -43_200_000, max: 50_400_000 }), tables, moments, (offset, starts, moment) => {
      const shift = shiftsOf([plan(null, ...starts)], fixedZone(offset)).at(moment);
      expect((shift.from + offset) % 86_400_000 / 60_000).toSatisfy((minute: number) => (minute + 1440) % 1440 === shift.shift.start);
    }), { seed: 20_261_120 });
  });
  it('DTY-04: a plan that is added changes no shift that began before its day', () => {
    fc.assert(fc.property(fc.constantFrom(...zones), tables, tables, fc.oneof(moments, near), (name, before, after, moment) => {
      const [one, two] = [[plan(null, ...before)], [plan(null, ...before), plan('2026-12-01', ...after)]].map((t) => shiftsOf(t, zone(name)).at(moment));
      if (one!.date < '2026-12-01' && two!.date < '2026-12-01') expect({ ...two, until: 0 }).toEqual({ ...one, until: 0 });
      if (moment >= at('2026-12-02T14:00:00Z')) expect(two!.shift.id).toBe(shiftsOf([plan(null, ...after)], zone(name)).at(moment).shift.id);
    }), { seed: 20_261_120, numRuns: 200 });
  });
});

describe('the table of shifts', () => {
  it('DTY-03: a day is tiled, and what is not is named with its minutes', () => {
    const [early, middle, late] = defaultShifts[0]!.shifts;
    const codes = (...shifts: ShiftTable[number]['shifts'][number][]) => checkShifts([{ from: null, shifts }]).map((f) => [f.code, f.shift, f.minutes]);
    expect(checkShifts(defaultShifts)).toEqual([]);
    expect(codes(early!, middle!)).toEqual([['duty-shift-hole', 'middle', 480]]);
    expect(codes(early!, { ...middle!, end: 1000 }, late!)).toEqual([['duty-shift-overlap', 'middle', 10]]);
    expect(codes(early!, { ...middle!, start: 520 }, late!)).toEqual([['duty-shift-hole', 'early', 10]]);
    expect(codes(early!, { ...middle!, id: 'early' }, late!).map(([c]) => c)).toEqual(['duty-duplicate-shift', 'duty-duplicate-shift']);
    expect(codes({ ...early!, end: 30 })).toEqual([]);                                                       // one shift of 24 hours
    expect(codes()).toEqual([['duty-no-shifts', '', 1440]]);
  });
  it('DTY-04: the first plan always held, and the others follow each other', () => {
    expect(checkShifts([plan('2026-01-01', 0)]).map((f) => f.code)).toEqual(['duty-first-plan-begins']);
    expect(checkShifts([plan(null, 0), plan('2026-02-01', 0), plan('2026-02-01', 60)]).map((f) => [f.code, f.plan])).toEqual([['duty-plans-out-of-order', 2]]);
    expect(checkShifts([])).toHaveLength(1);
  });
  it('what comes from outside is bounded and read strictly', () => {
    expect(ShiftTableEntry.safeParse(defaultShifts).success).toBe(true);
    expect(ShiftTableEntry.safeParse([{ from: '2026-02-30', shifts: defaultShifts[0]!.shifts }]).success).toBe(false);
    expect(ShiftTableEntry.safeParse([{ from: null, shifts: [{ ...defaultShifts[0]!.shifts[0]!, start: 1440 }] }]).success).toBe(false);
  });
});

describe('days and zones', () => {
  it('every day of 9999 years is its date and back, as the calendar of the machine says', () => {
    fc.assert(fc.property(fc.integer({ min: dayOf(date('0001-01-01')), max: dayOf(date('9999-12-31')) }), (days) => {
      expect(dateOf(days)).toBe(new Date(days * 86_400_000).toISOString().slice(0, 10));
      expect(dayOf(dateOf(days))).toBe(days);
      expect(weekdayOf(dateOf(days))).toBe((new Date(days * 86_400_000).getUTCDay() + 6) % 7);
    }), { seed: 20_261_120, numRuns: 2000 });
    expect(['2026-02-29', '2026-13-01', '2026-00-10', '0000-01-01', '2026-1-1', '2026-11-31', '9999-12-32', ''].map((t) => localDate(t))).toEqual(Array(8).fill(null));
  });
  it('a zone is what its tables say, also before there were zones, and a name nobody knows is refused', () => {
    const offset = (name: string, moment: string): number => zone(name).offsetAt(at(moment)) / 1000;
    expect([offset('Asia/Shanghai', '2026-07-01T00:00:00Z'), offset('Asia/Shanghai', '1988-07-01T00:00:00Z'), offset('Asia/Shanghai', '1890-01-01T00:00:00Z'), offset('Asia/Kathmandu', '2026-01-01T00:00:00.5Z')]).toEqual([28_800, 32_400, 29_143, 20_700]);
    expect(zoneNamed('Mars/Olympus')).toEqual({ ok: false, fault: { code: 'unknown-zone', params: { value: 'Mars/Olympus' } } });
  });
});
