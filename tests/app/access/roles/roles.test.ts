import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allows, firstRoles, permissionsHeld, powerOf, powers, powersOfRole, rightsOf, roleFaults, whatMay, whoMay, type Given, type Holder, type Place, type RoleTable, type Scope } from '#app/access';
import { permissions, type Permission } from '#kernel/session';
import { role } from '../account/people.ts';

const t0 = 1_700_000_000_000;
const own: Place = { enterprise: null, area: null };
const at = (enterprise: string | null, area: string | null = null): Place => ({ enterprise, area });
const given = (r: string, scope: Scope = 'everywhere', until: number | null = null): Given => ({ role: role(r), scope, until });
const table = (roles: Readonly<Record<string, readonly string[]>>): RoleTable => ({ version: 1, roles: Object.entries(roles).map(([id, may]) => ({ id: role(id), name: null, may: [...may] })) });
const abc = table({ safety: ['alarm.view'], answer: ['alarm.view', 'alarm.acknowledge'], future: ['reactor.melt', 'alarm.view'] });

describe('rights', () => {
  it('ACC-34 (S0c-003) an enterprise\'s own officer sees what is his enterprise\'s and nothing else', () => {
    const rights = rightsOf(abc, [given('safety', { enterprises: ['E-1'], areas: ['A-9'] })], t0);
    expect([at('E-1'), at('E-1', 'A-1'), at('E-2', 'A-9'), at(null, 'A-9'), at('E-2'), at('E-2', 'A-1'), own].map((p) => allows(rights, 'alarm.view', p))).toEqual([true, true, true, true, false, false, false]);
    expect(allows(rights, 'alarm.acknowledge', at('E-1'))).toBe(false);
  });
  it('ACC-34 scopes add up, each permission in its own', () => {
    const rights = rightsOf(abc, [given('safety'), given('answer', { enterprises: ['E-1'], areas: [] })], t0);
    expect([own, at('E-2')].map((p) => [allows(rights, 'alarm.view', p), allows(rights, 'alarm.acknowledge', p)])).toEqual([[true, false], [true, false]]);
    expect(allows(rights, 'alarm.acknowledge', at('E-1'))).toBe(true);
    expect([...permissionsHeld(rights)].toSorted()).toEqual(['alarm.acknowledge', 'alarm.view']);
  });
  it('ACC-35 a role ends at its moment, and the rights say when to ask again', () => {
    const grants = [given('safety', 'everywhere', t0 + 10), given('answer', 'everywhere', t0 + 20)];
    expect([0, 9, 10, 19, 20].map((ms) => { const r = rightsOf(abc, grants, t0 + ms); return [r.reach.has('alarm.view'), r.reach.has('alarm.acknowledge'), r.until === null ? null : r.until - t0]; }))
      .toEqual([[true, true, 10], [true, true, 10], [true, true, 20], [true, true, 20], [false, false, null]]);
  });
  it('ACC-30 what this programme does not know gives nothing, and a role that is not there either', () => {
    expect([...permissionsHeld(rightsOf(abc, [given('future'), given('gone')], t0))]).toEqual(['alarm.view']);
  });
  it('ACC-33 two powers that came together behind every check count for neither; the rest counts', () => {
    const rights = rightsOf(firstRoles, [given('system-administrator'), given('audit-administrator')], t0);
    expect([...permissionsHeld(rights)].filter((p) => powerOf[p] !== undefined)).toEqual([]);
    expect(allows(rights, 'alarm.view', own)).toBe(true);
    expect(whatMay(firstRoles, { login: 'x', given: [given('system-administrator'), given('audit-administrator')] }, t0).some((m) => powerOf[m.permission] !== undefined)).toBe(false);
  });
});

describe('the first table', () => {
  it('ACC-32 joins no two powers, and has a role for each', () => {
    expect(firstRoles.roles.filter((r) => powersOfRole(r).length > 1)).toEqual([]);
    expect(powers.filter((p) => !firstRoles.roles.some((r) => powersOfRole(r).includes(p)))).toEqual([]);
  });
  it('ACC-30 gives every permission to somebody, and names none that is not there', () => {
    const named = new Set(firstRoles.roles.flatMap((r) => r.may));
    expect(permissions.filter((p) => !named.has(p))).toEqual([]);
    expect([...named].filter((p) => !(permissions as readonly string[]).includes(p))).toEqual([]);
  });
  it('ACC-36 an empty park has three empty powers', () => {
    expect(roleFaults(firstRoles, [], t0).map((f) => `${f.code} ${String(f.params['power'])}`)).toEqual(powers.map((p) => `power-left-empty ${p}`));
  });
});

const aScope = fc.oneof(fc.constant<Scope>('everywhere'), fc.record({ enterprises: fc.subarray(['E-1', 'E-2', 'E-3']), areas: fc.subarray(['A-1', 'A-2']) }));
const aGiven = fc.record({ role: fc.constantFrom(...firstRoles.roles.map((r) => r.id)), scope: aScope, until: fc.option(fc.integer({ min: t0 - 5, max: t0 + 5 })) });
const someHolders = fc.uniqueArray(fc.record({ login: fc.constantFrom('a', 'b', 'c', 'd'), given: fc.array(aGiven, { maxLength: 4 }) }), { selector: (h) => h.login });
const aPlace = fc.record({ enterprise: fc.option(fc.constantFrom('E-1', 'E-2', 'E-9')), area: fc.option(fc.constantFrom('A-1', 'A-9')) });

describe('what is true of every table', () => {
  it('ACC-37 who may, what may she, and what a call is judged by say the same', () => {
    fc.assert(fc.property(someHolders, fc.constantFrom<Permission>(...permissions), aPlace, (holders: readonly Holder[], permission, place) => {
      const who = whoMay(firstRoles, holders, permission, place, t0).map((m) => m.login);
      expect(who).toEqual(holders.filter((h) => allows(rightsOf(firstRoles, h.given, t0), permission, place)).map((h) => h.login).toSorted());
      const anywhere = whoMay(firstRoles, holders, permission, null, t0).map((m) => m.login);
      expect(anywhere).toEqual(holders.filter((h) => whatMay(firstRoles, h, t0).some((m) => m.permission === permission)).map((h) => h.login).toSorted());
      for (const login of who) expect(anywhere).toContain(login);
    }), { seed: 20261120, numRuns: 500 });
  });
  it('ACC-34 one role more takes nothing away, but for what joins two powers', () => {
    fc.assert(fc.property(fc.array(aGiven, { maxLength: 4 }), aGiven, fc.constantFrom<Permission>(...permissions.filter((p) => powerOf[p] === undefined)), aPlace, (before, more, permission, place) => {
      if (allows(rightsOf(firstRoles, before, t0), permission, place)) expect(allows(rightsOf(firstRoles, [...before, more], t0), permission, place)).toBe(true);
    }), { seed: 20261120, numRuns: 500 });
  });
  it('ACC-30 nobody may what no role of hers names, for every permission there is', () => {
    for (const p of permissions) {
      for (const r of firstRoles.roles) expect(allows(rightsOf(firstRoles, [given(r.id)], t0), p, own), `${r.id} ${p}`).toBe(r.may.includes(p));
    }
  });
});
