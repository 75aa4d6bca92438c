import fc from 'fast-check';
import { expect, it } from 'vitest';
import { shippedWords } from '#kit/words';
import { lasting, permissionName, roleName, scopeWords, told, wallText, wallTime } from '../../../../../../renderer/features/access/admin/parts/naming.ts';

const [zh, en] = [shippedWords('zh-CN'), shippedWords('en')];

it('a moment typed as the park reads it is that moment, in any zone and beside a change of its clocks', () => {
  expect(wallTime('2026-11-20 18:30', 'Asia/Shanghai')).toBe(Date.UTC(2026, 10, 20, 10, 30));
  expect(wallTime('2026-07-01  12:00', 'America/New_York')).toBe(Date.UTC(2026, 6, 1, 16));
  expect(wallTime('2026-12-01T12:00', 'America/New_York')).toBe(Date.UTC(2026, 11, 1, 17));
  expect(wallTime('2026-03-08 04:00', 'America/New_York')).toBe(Date.UTC(2026, 2, 8, 8));        // two hours behind the change
  expect(['never', '2026-13-01 10:00', '2026-01-01', '2026-01-01 24:61'].map((t) => wallTime(t, 'Asia/Shanghai'))).toEqual([null, null, null, null]);
  fc.assert(fc.property(fc.constantFrom('Asia/Shanghai', 'Europe/Berlin', 'America/New_York', 'UTC'), fc.integer({ min: 0, max: 4 * 525_600 }), (zone, minutes) => {
    const at = Date.UTC(2026, 0, 1) + minutes * 60_000;
    const text = wallText(at, zone);
    const back = wallTime(text, zone);
    expect(back === null ? '' : wallText(back, zone)).toBe(text);                 // an hour that is there twice may be either
  }), { seed: 5, numRuns: 300 });
});

it('names roles, permissions, powers and places, in faults too; what has no words stands as it is', () => {
  expect([roleName({ id: 'duty-officer' }, zh), roleName({ id: 'duty-officer', name: '夜班员' }, zh), roleName({ id: 'night' }, en), permissionName('later.thing', en)]).toEqual(['值班员', '夜班员', 'night', 'later.thing']);
  const places = [{ id: 'e1', kind: 'enterprise', name: { zh: '恒远', en: 'Hengyuan' } }];
  expect([scopeWords('everywhere', places, zh), scopeWords({ enterprises: ['e1', 'e9'], areas: [] }, places, zh), scopeWords({ enterprises: [], areas: [] }, places, en)]).toEqual(['全园区', '恒远、e9', 'nowhere']);
  expect(told({ code: 'role-powers', params: { role: 'system-administrator', powers: 'system, audit' } }, en)).not.toMatch(/system-administrator|system, audit/);
});

it('says how long in a unit that is read at a glance', () => {
  expect([1, 59_000, 61_000, 3_600_000, 47 * 3_600_000, 86_400_000 * 12.7, -5].map((ms) => lasting(ms, en))).toEqual(['1 s', '59 s', '1 min', '1 h', '47 h', '12 days', '0 s']);
});
