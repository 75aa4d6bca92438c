import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyAccess, byLogin, loginForm, nobody, sealed, type AccessDraft, type People } from '#app/access';
import { fold, type JournalEvent } from '#app/journal';
import { epochMs } from '#kernel/time';
import { eventOf, folded, id, kinds, park, person, role } from './people.ts';

const t0 = epochMs(1_700_000_000_000);
const of = (people: People, login: string) => byLogin(people, login)!;
const after = (drafts: readonly AccessDraft[], from = park(t0)) => folded(from, drafts, t0);
const set = (hash: string, how: 'own' | 'given' | 'cost', until: number | null = null): AccessDraft => ({ kind: 'password.set', subject: id('li'), body: { hash: sealed(hash), until, how } });

describe('people out of the journal', () => {
  it('ACC-18 a person is what her events say', () => {
    const people = after([
      { kind: 'person.changed', subject: id('li'), body: { name: sealed('n2'), phone: sealed('t2'), enterprise: 'E-1' } },
      { kind: 'factor.set', subject: id('li'), body: { factor: 'totp', secret: sealed('s') } }, { kind: 'factor.used', subject: id('li'), body: { step: 9 } }, { kind: 'factor.used', subject: id('li'), body: { step: 7 } },
      { kind: 'factor.set', subject: id('li'), body: { factor: 'key', publicKey: `04${'ab'.repeat(64)}` } },
    ]);
    expect(of(people, 'LI')).toMatchObject({ name: 'n2', phone: 't2', enterprise: 'E-1', otp: { secret: 's', used: 9 }, key: `04${'ab'.repeat(64)}`, closed: false });
    expect(of(after([{ kind: 'factor.removed', subject: id('li'), body: { factor: 'totp', reason: 'lost' } }], people), 'li')).toMatchObject({ otp: null, key: `04${'ab'.repeat(64)}` });
    expect(of(after([{ kind: 'factor.set', subject: id('li'), body: { factor: 'totp', secret: sealed('new') } }], people), 'li').otp).toEqual({ secret: 'new', used: null });
  });
  it('ACC-04 ACC-20 the ones before are kept, newest first and bounded; the same one made anew at today\'s cost is no change', () => {
    const first = of(park(t0), 'li').password!.hash;
    expect(of(after([set('h2', 'own'), set('h3', 'given', 5)]), 'li')).toMatchObject({ password: { hash: 'h3', until: 5 }, earlier: ['h2', first] });
    expect(of(after(Array.from({ length: 60 }, (_, i) => set(`h${i}`, 'own'))), 'li').earlier).toHaveLength(24);
    const anew = folded(park(t0), [set('dearer', 'cost')], epochMs(t0 + 1000));
    expect(of(anew, 'li')).toMatchObject({ password: { hash: 'dearer', setAt: t0 }, earlier: [] });
  });
  it('ACC-08 ACC-10 ACC-11 failures are counted, of a right password that had ended none, and end with who comes in or is released', () => {
    const wrong: AccessDraft = { kind: 'login.failed', subject: id('li'), body: { workstation: 'w', why: 'password' } };
    const twice = after([wrong, { ...wrong, body: { ...wrong.body, why: 'replayed' } }, { ...wrong, body: { ...wrong.body, why: 'ended' } }]);
    expect(of(twice, 'li').failures).toEqual({ count: 2, lastAt: t0 });
    expect(of(after([{ kind: 'login.succeeded', subject: id('li'), body: { workstation: 'w', purpose: 'login', factors: ['password'] } }], twice), 'li').failures.count).toBe(0);
    expect(of(after([{ kind: 'login.unlocked', subject: id('li'), body: { reason: 'her finger' } }], twice), 'li').failures.count).toBe(0);
    expect([of(after([set('x', 'own')], twice), 'li').failures.count, of(after([set('x', 'given', 9)], twice), 'li').failures.count]).toEqual([2, 0]);
  });
  it('ACC-39 whoever is closed holds nothing, and returns with nothing', () => {
    const closed = after([{ kind: 'person.closed', subject: id('li'), body: { reason: 'left' } }]);
    expect(of(closed, 'li')).toMatchObject({ closed: true, given: [] });
    expect(of(after([{ kind: 'person.reopened', subject: id('li'), body: { reason: 'back' } }], closed), 'li')).toMatchObject({ closed: false, given: [] });
  });
  it('ACC-30 a role that is given twice in one scope is held once, with the later end', () => {
    const give = (until: number | null): AccessDraft => ({ kind: 'role.given', subject: id('li'), body: { role: role('engineer'), scope: { enterprises: ['E-1'], areas: [] }, until } });
    expect(of(after([give(null), give(7)]), 'li').given.filter((g) => g.role === 'engineer')).toEqual([{ role: 'engineer', scope: { enterprises: ['E-1'], areas: [] }, until: 7 }]);
    expect(of(after([give(null), { kind: 'role.taken', subject: id('li'), body: { role: role('engineer'), scope: 'everywhere' } }]), 'li').given).toHaveLength(2);
  });
  it('ACC-18 a body that is none, a later version, another kind and a person nobody knows change nothing', () => {
    const people = park(t0);
    for (const kind of kinds) {
      for (const body of [null, 7, {}, { login: 3 }, { table: {} }]) {
        if (kind === 'person.closed' || kind === 'person.reopened') continue;
        expect(applyAccess(people, eventOf({ kind, subject: id('li'), body }, t0)), kind).toBe(people);
      }
    }
    expect(applyAccess(people, eventOf(set('x', 'own'), t0, 'engine', 2))).toBe(people);
    expect(applyAccess(people, eventOf({ ...set('x', 'own'), kind: 'constructor' }, t0))).toBe(people);
    expect(applyAccess(people, eventOf({ ...set('x', 'own'), subject: 'p-ghost' }, t0))).toBe(people);
    expect(applyAccess(people, eventOf(person('li', [])[0]!, t0))).toBe(people);
  });
  it('ACC-18 the journals of two nodes in any order give the same people', () => {
    const drafts = [...person('a', ['duty-officer']), ...person('b', []), set('x', 'own'), { kind: 'person.closed', subject: id('b'), body: { reason: '' } } as AccessDraft];
    const events = drafts.map((d, i) => ({ ...eventOf(d, t0), seq: i, node: i % 2 === 0 ? 'n1' : 'n2', hlc: `${String(i).padStart(13, '0')}-000000` }) as unknown as JournalEvent);
    const right = fold(applyAccess, nobody, events);
    fc.assert(fc.property(fc.shuffledSubarray(events, { minLength: events.length }), (order) => { expect(fold(applyAccess, nobody, order)).toEqual(right); }), { seed: 20261120, numRuns: 50 });
  });
  it('ACC-17 a login is ASCII without case, so that nobody looks like somebody else', () => {
    expect(['lihua', 'li.hua-2', 'a1'].every((l) => loginForm.test(l))).toBe(true);
    expect(['Lihua', '李华', 'l', '1ihua', 'li hua', 'lіhua', `l${'i'.repeat(32)}`].some((l) => loginForm.test(l))).toBe(false);
    expect(byLogin(park(t0), 'WANG')?.id).toBe(id('wang'));
  });
});
