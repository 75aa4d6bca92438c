import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changePolicy, nobody, classesOf, firstPolicy, longestPassword, passwordAge, passwordFaults, typed, type PasswordCase } from '#app/access';
import { epochMs } from '#kernel/time';

const policy = firstPolicy.password;
const now = epochMs(1_700_000_000_000);
const of: PasswordCase = { login: 'lihua', name: '李华', used: false, setAt: null, now };
const day = 86_400_000;
const codes = (password: string, more: Partial<PasswordCase> = {}): string => passwordFaults(policy, password, { ...of, ...more }).map((f) => f.code).join(' ');

describe('a password', () => {
  const stories: readonly [string, string, Partial<PasswordCase>, string][] = [
    ['ACC-01 long enough, of three classes, hard to guess: taken', 'Tank-farm-7-east', {}, ''],
    ['ACC-01 nine characters', 'Xk4-mp9-w', {}, 'password-short'],
    ['ACC-01 ten', 'Xk4-mp9-wq', {}, ''],
    ['ACC-01 more than 128', `${'Ab3-'.repeat(32)}x`, {}, 'password-long'],
    ['ACC-02 two classes', 'tankfarmeast77', {}, 'password-classes'],
    ['ACC-02 three classes without a symbol', 'TankFarmEast77', {}, ''],
    ['ACC-02 digits only, as before S0c-004', '8402749163', {}, 'password-classes'],
    ['ACC-02 full-width letters are the letters', 'Ｔａｎｋ－ｆａｒｍ－７－ｅａｓｔ', {}, ''],
    ['ACC-02 Chinese characters are no class', '储罐区值守台安全第一', {}, 'password-classes'],
    ['ACC-03 holds the login in other case', 'my-LiHua-92zk', {}, 'password-name'],
    ['ACC-03 holds the name', '李华-Quay-7-east', {}, 'password-name'],
    ['ACC-03 a control character', 'Tank-farm-7\u0007east', {}, 'password-characters'],
    ['ACC-03 a character nobody sees', 'Tank-farm-7\u200Deast', {}, 'password-characters'],
    ['ACC-03 guessed first, with a little around it', 'Admin@123456', {}, 'password-guessable'],
    ['ACC-03 a walk over the keyboard', '1qaz@WSX3edc', {}, 'password-guessable'],
    ['ACC-03 one character again and again', 'Aaaaaaaa1111', {}, 'password-guessable'],
    ['ACC-04 used before', 'Tank-farm-7-east', { used: true }, 'password-used'],
    ['ACC-04 changed an hour ago', 'Tank-farm-7-east', { setAt: epochMs(now - 3_600_000) }, 'password-young'],
    ['ACC-04 changed a day ago', 'Tank-farm-7-east', { setAt: epochMs(now - day) }, ''],
    ['ACC-04 the clock was set back: nobody is kept from changing', 'Tank-farm-7-east', { setAt: epochMs(now + day) }, ''],
    ['ACC-01 every reason at once', 'lihua', { used: true, setAt: now }, 'password-short password-classes password-name password-used password-young'],
  ];
  it.each(stories)('%s', (_, password, more, expected) => expect(codes(password, more)).toBe(expected));

  it('ACC-02 a full-width password is the password that was meant', () => {
    expect(typed('Ｔａｎｋ－７')).toBe('Tank-7');
    expect(classesOf(typed('Ａａ１！'))).toEqual(['upper', 'lower', 'digit', 'symbol']);
  });
  it('ACC-02 is refused below three classes and never for them above, whatever it is made of', () => {
    const part = (chars: string) => fc.string({ unit: fc.constantFrom(...Array.from(chars)), minLength: 3, maxLength: 8 });
    const parts = { upper: part('QWXZKJ'), lower: part('kjvmwh'), digit: part('8305'), symbol: part('!~^&*') } as const;
    const made = fc.subarray(['upper', 'lower', 'digit', 'symbol'] as const, { minLength: 1 }).chain((which) => fc.tuple(...which.map((w) => parts[w])).map((p) => ({ which, password: p.join('') })));
    fc.assert(fc.property(made, ({ which, password }) => { expect(codes(password).includes('password-classes')).toBe(which.length < 3); }), { seed: 20261120, numRuns: 300 });
  });
  it('ACC-01 no text makes it throw, and none longer than the bound is taken', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
      const faults = passwordFaults(policy, text, of).map((f) => f.code);
      expect(faults.includes('password-long')).toBe(Array.from(typed(text)).length > longestPassword);
    }), { seed: 20261120, numRuns: 50 });
  });
});

describe('how old it is', () => {
  const age = (setDaysAgo: number, until: number | null = null) => passwordAge(policy, { setAt: epochMs(now - setDaysAgo * day), until: until === null ? null : epochMs(until) }, now);
  it('ACC-05 is fresh, then warns, then must be changed', () => {
    expect([0, 82, 83, 89.5, 90, 1000].map((d) => age(d))).toEqual([{ kind: 'fresh' }, { kind: 'fresh' }, { kind: 'ageing', days: 7 }, { kind: 'ageing', days: 0 }, { kind: 'must-change' }, { kind: 'must-change' }]);
  });
  it('ACC-05 one given by others lets in to a change, and behind its end to nothing', () => {
    expect([age(0, now + 1).kind, age(0, now).kind]).toEqual(['must-change', 'ended']);
  });
  it('ACC-05 a clock that was set back ages nothing; an age of 0 never ends', () => {
    expect(age(-500)).toEqual({ kind: 'fresh' });
    expect(passwordAge({ ...policy, oldestMs: 0 }, { setAt: epochMs(0), until: null }, now)).toEqual({ kind: 'fresh' });
  });
});

it('ACC-06 a policy is taken whole and inside its bounds', () => {
  const change = (more: object) => { const out = changePolicy(nobody, { ...firstPolicy, ...more }); return out.ok ? 'taken' : `${out.fault.code} ${String(out.fault.params['at'])}`; };
  expect(change({})).toBe('taken');
  expect(change({ password: { ...policy, classes: 2 } })).toBe('policy-wrong password.classes');
  expect(change({ password: { ...policy, least: 7 } })).toBe('policy-wrong password.least');
  expect(change({ lockout: { ...firstPolicy.lockout, waitsMs: [60_000, 30_000] } })).toMatch(/^policy-wrong/);
  expect(change({ lockout: { ...firstPolicy.lockout, waitsMs: [60_000, 86_400_000] } })).toMatch(/^policy-wrong lockout.waitsMs/);
  expect(changePolicy(nobody, null).ok).toBe(false);
});
