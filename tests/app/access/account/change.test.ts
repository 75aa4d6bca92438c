import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changeRoles, closePerson, createPerson, firstRoles, giveRole, holders, powersHeld, roleFaults, sealed, takeRole, type Change, type Given, type People, type Scope } from '#app/access';
import { epochMs } from '#kernel/time';
import { folded, id, park, person, role } from './people.ts';

const t0 = epochMs(1_700_000_000_000);
const people = park(t0);
const said = (c: Change): string => (c.ok ? 'taken' : [c.fault, ...('more' in c ? c.more : [])].map((f) => f.code).join(' '));
const given = (r: string, until: number | null = null, scope: Scope = 'everywhere'): Given => ({ role: role(r), scope, until });
const withRole = (r: string, may: readonly string[]) => ({ version: firstRoles.version + 1, roles: [...firstRoles.roles.filter((x) => x.id !== r), { id: r, name: null, may: [...may] }] });

describe('who is given what', () => {
  it('ACC-33 nobody gets a second power: not in a scope, not for a while, not as one role ends', () => {
    expect(said(giveRole(people, id('sys'), given('security-administrator'), id('sec'), t0))).toBe('powers-joined');
    expect(said(giveRole(people, id('sys'), given('audit-administrator', t0 + 1, { enterprises: ['E-1'], areas: [] }), id('sec'), t0))).toBe('powers-joined');
    expect(said(giveRole(people, id('sys'), given('duty-officer'), id('sec'), t0))).toBe('taken');
    const soon = folded(people, [{ kind: 'role.given', subject: id('li'), body: given('system-administrator', t0 + 1000) }], t0);
    expect(said(giveRole(soon, id('li'), given('audit-administrator'), id('sec'), t0))).toBe('powers-joined');
  });
  it('ACC-33 nor by a table that moves a permission into a role that is held beside', () => {
    const both = folded(people, [{ kind: 'role.given', subject: id('sys'), body: given('engineer') }], t0);
    expect(said(changeRoles(both, withRole('engineer', ['mimic.change', 'role.change']), id('sec'), t0))).toBe('powers-joined');
    expect(said(changeRoles(people, withRole('engineer', ['mimic.change', 'role.change']), id('sec'), t0))).toBe('taken');
  });
  it('ACC-32 no role joins two powers', () => {
    expect(said(changeRoles(people, withRole('master', ['person.change', 'role.change', 'audit.view']), id('sec'), t0))).toBe('role-powers');
  });
  it('ACC-31 a table that does not follow the one that stands is refused, and one that is none', () => {
    expect(said(changeRoles(people, { ...withRole('x', []), version: 1 }, id('sec'), t0))).toBe('role-version');
    expect(said(changeRoles(people, { ...withRole('x', []), version: 3 }, id('sec'), t0))).toBe('role-version');
    for (const table of [null, { version: 2 }, { version: 2, roles: [] }, { version: 2, roles: [{ id: 'X Y', name: null, may: [] }] }]) expect(said(changeRoles(people, table, id('sec'), t0))).toBe('role-form');
    expect(said(changeRoles(people, { version: 2, roles: [...firstRoles.roles, firstRoles.roles[0]] }, id('sec'), t0))).toBe('role-twice');
  });
  it('ACC-36 the last of a power keeps it until another has it for good', () => {
    expect(said(takeRole(people, id('aud'), given('audit-administrator'), id('sec'), t0))).toBe('power-left-empty');
    expect(said(closePerson(people, id('aud'), 'left', t0))).toBe('power-left-empty');
    expect(said(changeRoles(people, { version: 2, roles: firstRoles.roles.map((r) => (r.id === 'audit-administrator' ? { ...r, may: ['alarm.view'] } : r)) }, id('sec'), t0))).toBe('power-left-empty');
    const heir = (until: number | null, scope: Scope = 'everywhere') => folded(people, [...person('aud2', []), { kind: 'role.given', subject: id('aud2'), body: given('audit-administrator', until, scope) }], t0);
    expect(said(closePerson(heir(t0 + 86_400_000), id('aud'), 'left', t0))).toBe('power-left-empty');
    expect(said(closePerson(heir(null, { enterprises: [], areas: ['A'] }), id('aud'), 'left', t0))).toBe('power-left-empty');
    expect(said(closePerson(heir(null), id('aud'), 'left', t0))).toBe('taken');
  });
  it('ACC-36 a role that is still held does not leave the table', () => {
    expect(said(changeRoles(people, { version: 2, roles: firstRoles.roles.filter((r) => r.id !== 'duty-officer') }, id('sec'), t0))).toBe('role-unknown');
  });
  it('ACC-38 nobody gives or takes her own', () => {
    expect(said(giveRole(people, id('sec'), given('duty-officer'), id('sec'), t0))).toBe('own-roles');
    expect(said(takeRole(people, id('sec'), given('security-administrator'), id('sec'), t0))).toBe('own-roles');
  });
  it('ACC-35 ACC-39 who is not there or closed, and what is over already', () => {
    const closed = folded(people, [{ kind: 'person.closed', subject: id('li'), body: { reason: '' } }], t0);
    expect(said(giveRole(closed, id('li'), given('engineer'), id('sec'), t0))).toBe('person-is-closed');
    expect(said(giveRole(people, id('ghost'), given('engineer'), id('sec'), t0))).toBe('person-unknown');
    expect(said(giveRole(people, id('li'), given('engineer', t0), id('sec'), t0))).toBe('role-over');
    expect(said(giveRole(people, id('li'), given('nothing'), id('sec'), t0))).toBe('role-unknown');
  });
  it('ACC-17 a login is one person\'s for ever, also of somebody who left', () => {
    const make = (login: string, from: People = people) => said(createPerson(from, id(`${login}-2`), { login, name: sealed('n'), phone: null, enterprise: null }));
    const left = folded(people, [{ kind: 'person.closed', subject: id('li'), body: { reason: '' } }], t0);
    expect([make('zhao'), make('li'), make('li', left), make('Li'), make('李')]).toEqual(['taken', 'login-taken', 'login-taken', 'login-form', 'login-form']);
  });
  it('ACC-36 a role given again with an end does not quietly end the last of a power', () => {
    expect(said(giveRole(people, id('sec'), given('security-administrator', t0 + 1), id('sys'), t0))).toBe('power-left-empty');
  });
  it('ACC-33 ACC-36 by no sequence of changes that are taken does anybody join two powers, or a power fall empty', () => {
    const logins = ['sys', 'sec', 'aud', 'li', 'wang'] as const;
    const anAct = fc.record({ what: fc.constantFrom('give', 'take', 'close'), whom: fc.constantFrom(...logins), by: fc.constantFrom(...logins), role: fc.constantFrom(...firstRoles.roles.map((r) => r.id)), until: fc.option(fc.integer({ min: t0 + 1, max: t0 + 100 })), scope: fc.constantFrom<Scope>('everywhere', { enterprises: ['E'], areas: [] }) });
    fc.assert(fc.property(fc.array(anAct, { maxLength: 40 }), (acts) => {
      let now: People = people;
      acts.forEach((a, i) => {
        const g = { role: a.role, scope: a.scope, until: a.until };
        const out = a.what === 'give' ? giveRole(now, id(a.whom), g, id(a.by), t0 + i) : a.what === 'take' ? takeRole(now, id(a.whom), g, id(a.by), t0 + i) : closePerson(now, id(a.whom), '', t0 + i);
        if (out.ok) now = folded(now, out.value, epochMs(t0 + i));
        for (const h of holders(now)) expect(powersHeld(now.roles, h.given).length).toBeLessThanOrEqual(1);
      });
      expect(roleFaults(now.roles, holders(now), t0 + 1000)).toEqual([]);
    }), { seed: 20261120 });
  });
});
