import { describe, expect, it } from 'vitest';
import { accessEvents, applyAccess, changePerson, changePolicy, changeRoles, firstPolicy, firstRoles, keysSubject, mustFirst, nobody, reopenPerson, sealed, sealedTexts, unlockPerson, type AccessDraft, type Change, type People } from '#app/access';
import { epochMs } from '#kernel/time';
import { eventOf, folded, id, park, person, role } from './people.ts';

const t0 = epochMs(1_700_000_000_000);
const people = park(t0);
const said = (c: Change): string => (c.ok ? c.value.map((d) => d.kind).join(' ') || 'nothing' : [c.fault, ...('more' in c ? c.more : [])].map((f) => f.code).join(' '));
const closed = folded(people, [{ kind: 'person.closed', subject: id('li'), body: { reason: 'left' } }], t0);
const draftOf = (c: Change): AccessDraft => { if (!c.ok || c.value[0] === undefined) throw new Error(said(c)); return c.value[0]; };
const table = (change: (id: string, may: readonly string[]) => readonly string[]) => ({ version: 2, roles: firstRoles.roles.map((r) => ({ ...r, may: [...change(r.id, r.may)] })) });

describe('what is changed of a person', () => {
  it('ACC-39 who returns is there, and holds nothing', () => {
    expect([reopenPerson(closed, id('li'), 'back'), reopenPerson(people, id('li'), 'back'), reopenPerson(people, id('ghost'), 'back')].map(said)).toEqual(['person.reopened', 'person-is-open', 'person-unknown']);
    const back = folded(closed, [draftOf(reopenPerson(closed, id('li'), 'back'))], t0);
    expect([back.persons.get(id('li'))?.closed, back.persons.get(id('li'))?.given]).toEqual([false, []]);
  });
  it('what is absent stays, what is the same is not written, and of who left nothing is changed', () => {
    const next = folded(people, [draftOf(changePerson(people, id('li'), { enterprise: 'E-1' }))], t0).persons.get(id('li'));
    expect([next?.enterprise, next?.name, next?.phone]).toEqual(['E-1', people.persons.get(id('li'))?.name, null]);
    expect(said(changePerson(people, id('li'), { enterprise: null, phone: null }))).toBe('nothing');
    expect(said(changePerson(people, id('li'), { name: sealed('other') }))).toBe('person.changed');
    expect(said(changePerson(closed, id('li'), { enterprise: 'E-1' }))).toBe('person-is-closed');
  });
  it('ACC-11 ACC-14 her failures are forgotten; of who left there are none to forget', () => {
    const tried = folded(people, Array.from({ length: 5 }, () => ({ kind: 'login.failed', subject: id('li'), body: { workstation: 'w', why: 'password' } }) as const), t0);
    expect(tried.persons.get(id('li'))?.failures.count).toBe(5);
    expect(folded(tried, [draftOf(unlockPerson(tried, id('li'), 'she called'))], t0).persons.get(id('li'))?.failures.count).toBe(0);
    expect(said(unlockPerson(closed, id('li'), ''))).toBe('person-is-closed');
  });
});

describe('what is changed for everybody', () => {
  it('ACC-124 a table that gives whoever makes it more than she had is refused, also where she has it in a scope only', () => {
    const sec = id('sec');
    expect(said(changeRoles(people, table((r, may) => (r === 'security-administrator' ? [...may, 'personal.view'] : may)), sec, t0))).toBe('own-roles');
    expect(said(changeRoles(people, table((r, may) => (r === 'duty-officer' ? [...may, 'personal.view'] : may)), sec, t0))).toBe('roles.changed');
    expect(said(changeRoles(people, table((r, may) => (r === 'security-administrator' ? may.filter((p) => p !== 'person.recover') : may)), sec, t0))).toBe('roles.changed');
    const scoped = folded(people, [{ kind: 'role.given', subject: sec, body: { role: role('duty-leader'), scope: { enterprises: ['E-1'], areas: [] }, until: null } }], t0);
    expect(said(changeRoles(scoped, table((r, may) => (r === 'security-administrator' ? [...may, 'personal.view'] : may)), sec, t0))).toBe('own-roles');
  });
  it('ACC-125 the journal has what stood before and what stands after', () => {
    const next = table((r, may) => (r === 'engineer' ? may.filter((p) => p !== 'window.open') : may));
    expect(draftOf(changeRoles(people, next, id('sec'), t0)).body).toEqual({ table: next, before: people.roles });
    const policy = { ...firstPolicy, temporaryMs: 3_600_000 };
    expect(draftOf(changePolicy(people, policy)).body).toEqual({ policy, before: firstPolicy });
  });
  it('ACC-125 ACC-18 an event of the first programme, which has no before, is read as ever', () => {
    const [next, policy] = [table((_r, may) => may), { ...firstPolicy, temporaryMs: 3_600_000 }];
    expect(applyAccess(people, eventOf({ kind: 'roles.changed', subject: 'access', body: { table: next } }, t0)).roles).toEqual(next);
    expect(applyAccess(people, eventOf({ kind: 'policy.changed', subject: 'access', body: { policy } }, t0)).policy).toEqual(policy);
    expect(accessEvents['roles.changed'].parse({ table: next })).toEqual({ table: next });
  });
  it('ACC-29 the sheets that are good: since they were made, until the key of keys is another one', () => {
    const after = (from: People, how: string, keepers: readonly string[], at: number) => applyAccess(from, eventOf({ kind: 'key.changed', subject: keysSubject, body: { how, version: 1, keepers } }, epochMs(at)));
    const backed = after(nobody, 'backed-up', ['a', 'b'], t0);
    expect([nobody, backed, after(backed, 'rotated', [], t0 + 1), after(backed, 'renewed', [], t0 + 1), after(backed, 'renewed', ['a', 'b'], t0 + 1), after(backed, 'recovered', [], t0 + 1)].map((p) => p.backedUpAt)).toEqual([null, t0, t0, null, t0 + 1, t0]);
    expect(after(backed, 'lost', [], t0 + 1)).toBe(backed);
  });
});

describe('who has to do something first', () => {
  it('ACC-05 ACC-65 ACC-123 a password of others, one too old, or no factor for a power', () => {
    const must = (login: string, from: People, at: number = t0) => { const p = from.persons.get(id(login)); return p === undefined ? 'none' : mustFirst(from, p, epochMs(at)); };
    const factor = folded(people, [{ kind: 'factor.set', subject: id('sys'), body: { factor: 'totp', secret: sealed('s') } }], t0);
    const given = folded(factor, [{ kind: 'password.set', subject: id('sys'), body: { hash: sealed('h'), until: t0 + 10, how: 'given' } }], t0);
    expect([must('li', people), must('sys', people), must('sys', factor), must('sys', factor, t0 + 91 * 86_400_000), must('sys', given), must('sys', given, t0 + 11)]).toEqual([null, 'enrol-factor', null, 'change-password', 'change-password', 'change-password']);
    const bare = folded(people, person('new', []).slice(0, 1), t0);
    expect(must('new', bare)).toBe('change-password');
  });
  it('ACC-26 everything sealed of a person is known: name, telephone, secret, password and those before', () => {
    const p = folded(people, [
      { kind: 'person.changed', subject: id('li'), body: { name: sealed('n'), phone: sealed('p'), enterprise: null } }, { kind: 'factor.set', subject: id('li'), body: { factor: 'totp', secret: sealed('s') } },
      { kind: 'password.set', subject: id('li'), body: { hash: sealed('h2'), until: null, how: 'own' } },
    ], t0).persons.get(id('li'));
    expect(p === undefined ? [] : sealedTexts(p).slice(0, 4)).toEqual(['n', 'p', 's', 'h2']);
    expect(p === undefined ? 0 : sealedTexts(p).length).toBe(5);
  });
});
