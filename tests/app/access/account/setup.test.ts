import { describe, expect, it } from 'vitest';
import { byLogin, holders, nobody, powersHeld, recover, sealed, setUp, type Evidence, type Lost, type Newcomer } from '#app/access';
import { epochMs } from '#kernel/time';
import { folded, id, park, person, role } from './people.ts';

const t0 = epochMs(1_700_000_000_000);
const one = (login: string, r: string): Newcomer => ({ id: id(login), login, name: sealed('n'), phone: null, hash: sealed(`hash of ${login}`), role: role(r) });
const three = [one('sys', 'system-administrator'), one('sec', 'security-administrator'), one('aud', 'audit-administrator')];
const shown: Evidence = { token: true, shares: false };
const said = (out: ReturnType<typeof setUp>): string => (out.ok ? 'taken' : [out.fault, ...('more' in out ? out.more : [])].map((f) => f.code).join(' '));

describe('the first run', () => {
  it('ACC-60 ACC-61 makes three people with one power each, all at once; before it there is nobody', () => {
    expect(nobody.persons.size).toBe(0);
    const out = setUp(nobody, three, shown, 'first', t0);
    const made = folded(nobody, out.ok ? out.value : [], t0);
    expect(holders(made).map((p) => [p.login, powersHeld(made.roles, p.given).join(), p.password?.hash])).toEqual([['sys', 'system', 'hash of sys'], ['sec', 'security', 'hash of sec'], ['aud', 'audit', 'hash of aud']]);
    expect(made.setUp).toBe(true);
  });
  const stories: readonly [string, readonly Newcomer[], Evidence, string][] = [
    ['ACC-60 without the token', three, { token: false, shares: true }, 'set-up-token'],
    ['ACC-61 a power is missing', three.slice(0, 2), shown, 'power-left-empty'],
    ['ACC-61 one person for two powers', [three[0]!, three[1]!, one('aud', 'system-administrator')], shown, 'power-left-empty'],
    ['ACC-61 one person twice', [three[0]!, three[1]!, { ...three[2]!, login: 'sys' }], shown, 'set-up-people'],
    ['ACC-61 one id twice', [three[0]!, three[1]!, { ...three[2]!, id: id('sys') }], shown, 'set-up-people powers-joined'],
    ['ACC-61 a login that is none', [{ ...three[0]!, login: 'Admin' }, three[1]!, three[2]!], shown, 'login-form'],
    ['ACC-61 nobody', [], shown, 'power-left-empty power-left-empty power-left-empty'],
  ];
  it.each(stories)('%s', (_, newcomers, evidence, expected) => expect(said(setUp(nobody, newcomers, evidence, 'first', t0))).toBe(expected));

  it('ACC-62 is done once, and a rescue wants the shares, two people, and a name of their own', () => {
    expect(said(setUp(park(t0), three, { token: true, shares: true }, 'first', t0))).toBe('set-up-already');
    const two = [one('sys2', 'system-administrator'), one('sec2', 'security-administrator')];
    expect(said(setUp(park(t0), two, shown, 'rescue', t0))).toBe('set-up-shares');
    expect(said(setUp(park(t0), two, { token: false, shares: true }, 'rescue', t0))).toBe('set-up-token');
    expect(said(setUp(park(t0), two.slice(0, 1), { token: true, shares: true }, 'rescue', t0))).toBe('set-up-people');
    expect(said(setUp(park(t0), three, { token: true, shares: true }, 'rescue', t0))).toMatch(/^login-taken login-taken login-taken/);
    expect(said(setUp(park(t0), [{ ...two[0]!, id: id('li') }, two[1]!], { token: true, shares: true }, 'rescue', t0))).toBe('set-up-people'); // nobody's password is overwritten
    const out = setUp(park(t0), two, { token: true, shares: true }, 'rescue', t0);
    expect(out.ok && out.value.at(-1)).toEqual({ kind: 'access.set-up', subject: 'access', body: { persons: [id('sys2'), id('sec2')], how: 'rescue' } });
  });
});

describe('recovery', () => {
  const people = folded(park(t0), [...person('zhou', []), { kind: 'factor.set', subject: id('zhou'), body: { factor: 'totp', secret: sealed('s') } }, { kind: 'factor.set', subject: id('zhou'), body: { factor: 'key', publicKey: `04${'cd'.repeat(64)}` } }], t0);
  const tryIt = (whom: string, by: readonly [string, string], lost: Lost = 'password', from = people) => recover(from, id(whom), lost, [id(by[0]), id(by[1])], { hash: sealed('new'), until: t0 + 1000 }, 'lost', t0);
  const code = (out: ReturnType<typeof recover>): string => (out.ok ? out.value.map((d) => d.kind).join(' ') : out.fault.code);

  it('ACC-63 takes two others who may, whichever powers they hold', () => {
    expect(code(tryIt('zhou', ['sys', 'sec']))).toBe('password.set');
    expect(code(tryIt('sys', ['sec', 'aud']))).toBe('password.set');
    expect(code(tryIt('zhou', ['sys', 'sys']))).toBe('recovery-persons');
    expect(code(tryIt('sys', ['sys', 'sec']))).toBe('recovery-persons');
    expect(code(tryIt('zhou', ['sys', 'li']))).toBe('recovery-right');
    expect(code(tryIt('zhou', ['ghost', 'sec']))).toBe('recovery-right');
    expect(code(tryIt('ghost', ['sys', 'sec']))).toBe('person-unknown');
  });
  it('ACC-63 a helper who was closed or whose right is scoped is none', () => {
    const closed = folded(people, [{ kind: 'person.closed', subject: id('sec'), body: { reason: '' } }], t0);
    expect(code(tryIt('zhou', ['sys', 'sec'], 'password', closed))).toBe('recovery-right');
    const scoped = folded(people, [{ kind: 'role.given', subject: id('li'), body: { role: role('system-administrator'), scope: { enterprises: ['E'], areas: [] }, until: null } }], t0);
    expect(code(tryIt('zhou', ['li', 'sec'], 'password', scoped))).toBe('recovery-right');
    expect(code(tryIt('sec', ['sys', 'aud'], 'password', closed))).toBe('person-is-closed');
  });
  it('ACC-63 a lost factor takes both off, and the password it gives ends', () => {
    const out = tryIt('zhou', ['sys', 'sec'], 'factor');
    expect(code(out)).toBe('factor.removed factor.removed password.set');
    const then = folded(people, out.ok ? out.value : [], t0);
    expect(byLogin(then, 'zhou')).toMatchObject({ otp: null, key: null, password: { hash: 'new', until: t0 + 1000 } });
  });
});
