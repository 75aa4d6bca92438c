import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { timeIn } from '#app/acquisition';

describe('ACQ-JSON-03 time', () => {
  it.each([
    [1_700_000_000_123, 'epoch-ms', 1_700_000_000_123], ['1700000000123', 'epoch-ms', 1_700_000_000_123], [1_700_000_000.5, 'epoch-s', 1_700_000_000_500], [-1, 'epoch-ms', null], [1e18, 'epoch-ms', null], ['x', 'epoch-ms', null], [true, 'epoch-s', null],
    ['2026-03-01T08:00:00.250+08:00', 'iso', Date.UTC(2026, 2, 1, 0, 0, 0, 250)], ['2024-02-29 00:00Z', 'iso', Date.UTC(2024, 1, 29)], ['2023-02-29T00:00Z', 'iso', null], ['2026-13-01T00:00Z', 'iso', null], ['2026-03-01T08:00:00', 'iso', null], ['2026-03-01', 'iso', null],
    ['2026-03-01T24:00:00Z', 'iso', null], ['2026-12-31T23:59:60Z', 'iso', Date.UTC(2027, 0, 1)], [1, 'iso', null],
  ] as const)('%s as %s', (said, format, ms) => { expect(timeIn(said, format)).toBe(ms); });
  it('reads what Date writes, in every zone', () => {
    fc.assert(fc.property(fc.date({ min: new Date(0), max: new Date('9999-12-30T00:00:00Z'), noInvalidDate: true }), fc.integer({ min: -12 * 60, max: 14 * 60 }), (date, zone) => {
      const local = new Date(date.getTime() + zone * 60_000).toISOString().slice(0, -1);
      if (!/^\d{4}-/.test(local) || local.startsWith('-')) return;
      const sign = zone < 0 ? '-' : '+';
      const hm = `${String(Math.floor(Math.abs(zone) / 60)).padStart(2, '0')}:${String(Math.abs(zone) % 60).padStart(2, '0')}`;
      expect(timeIn(`${local}${sign}${hm}`, 'iso')).toBe(date.getTime());
    }), { seed: 7, numRuns: 500 });
  });
});

describe('MQT-03 time of a payload', () => {
  const T = 1_700_000_000_123;
  it.each([
    ['epoch-ms', T, T], ['epoch-ms', String(T), T], ['epoch-s', 1_700_000_000.123, T], ['epoch-s', '1700000000', 1_700_000_000_000], ['iso', '2023-11-14T22:13:20.123Z', T], ['iso', '2023-11-15 06:13:20.123+08:00', T],
    ['iso', '2023-11-14T22:13:20', null], ['iso', 'yesterday', null], ['iso', T, null], ['epoch-ms', -1, null], ['epoch-ms', 1e17, null], ['epoch-ms', '12x', null], ['epoch-ms', null, null], ['epoch-ms', undefined, null], ['iso', '2023-13-45T99:99:99Z', null],
  ] as const)('time %s %s', (format, said, ms) => { expect(timeIn(said, format)).toBe(ms); });
});
