import { describe, expect, it } from 'vitest';
import { otpStep, answersChallenge, challengeText, type Challenge } from '#app/access';
import { epochMs, monoMs } from '#kernel/time';
import { newKeyFile, openKeyFile, owaspCost, passwordHash, sm2Check, totp } from '#storage';

/** As cheap as argon2 goes: what is tested is what surrounds it. */
const cheap = passwordHash({ memoryKiB: 64, passes: 1, lanes: 1 });

describe('argon2id', () => {
  it.each([
    ['m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4', 'password'],
    ['m=256,t=2,p=2$c29tZXNhbHQ$bQk8UB/VmZZF4Oo79iDXuL5/0ttZwg2f/5U52iv1cDc', 'password'],
    ['m=65536,t=1,p=1$c29tZXNhbHQ$9qWtwbpyPd3vm1rB1GThgPzZ3/ydHL92zKL+15XZypg', 'password'],
  ])('ACC-20 is what the reference implementation\'s test.c says: %s', async (stored, password) => {
    expect(await cheap.verify(password, `$argon2id$v=19$${stored}`)).toBe(true);
  });
  it('ACC-20 costs what OWASP asks for, and says so in the text; a salt of its own each time', async () => {
    expect(owaspCost).toEqual({ memoryKiB: 19_456, passes: 2, lanes: 1 });
    const [a, b] = [await passwordHash().hash('储罐-Tank-7'), await passwordHash().hash('储罐-Tank-7')];
    expect(a).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/);
    expect(a).not.toBe(b);
    expect([await cheap.verify('储罐-Tank-7', a), await cheap.verify('储罐-Tank-8', a)]).toEqual([true, false]);
  });
  it('ACC-20 knows what was cheaper, and verifies it all the same', async () => {
    const old = await cheap.hash('x');
    expect([cheap.outdated(old), passwordHash().outdated(old), passwordHash({ memoryKiB: 64, passes: 2, lanes: 1 }).outdated(old), cheap.outdated('nonsense')]).toEqual([false, true, true, true]);
    expect(await passwordHash().verify('x', old)).toBe(true);
    expect(passwordHash().outdated(await passwordHash({ memoryKiB: 47_104, passes: 1, lanes: 1 }).hash('x'))).toBe(false);
  });
  it('ACC-20 does not verify what is no hash, what asks for too much, and no password at all', async () => {
    const tail = '$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4';
    for (const stored of ['', 'password', `$argon2i$v=19$m=256,t=2,p=1${tail}`, `$argon2id$v=16$m=256,t=2,p=1${tail}`, `$argon2id$v=19$m=99999999,t=2,p=1${tail}`, `$argon2id$v=19$m=256,t=9999,p=1${tail}`, `$argon2id$v=19$m=256,t=2,p=99${tail}`, `$argon2id$v=19$m=4,t=2,p=1${tail}`]) {
      expect(await cheap.verify('password', stored), stored).toBe(false);
    }
    expect(await cheap.verify('', await cheap.hash(''))).toBe(false);
  });
});

describe('TOTP', () => {
  const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'; // RFC 6238 appendix B: "12345678901234567890"
  it.each([[59, '287082'], [1_111_111_109, '081804'], [1_111_111_111, '050471'], [1_234_567_890, '005924'], [2_000_000_000, '279037'], [20_000_000_000, '353130']])('ACC-21 is RFC 6238 appendix B at %d s, in that step and no other', (seconds, code) => {
    const step = otpStep(epochMs(seconds * 1000));
    expect([-2, -1, 0, 1, 2].map((n) => totp.matches(secret, code, step + n))).toEqual([false, false, true, false, false]);
    expect(totp.matches(totp.newSecret(), code, step)).toBe(false);
  });
  it('ACC-21 makes secrets of 160 bits, and the text an authenticator scans', () => {
    expect(totp.newSecret()).toMatch(/^[A-Z2-7]{32}$/);
    expect(totp.newSecret()).not.toBe(totp.newSecret());
    const uri = new URL(totp.uri(secret, '园区值守台', 'li'));
    expect([uri.protocol, uri.host, uri.searchParams.get('secret'), uri.searchParams.get('issuer'), uri.searchParams.get('period'), uri.searchParams.get('digits')]).toEqual(['otpauth:', 'totp', secret, '园区值守台', '30', '6']);
    expect(decodeURIComponent(uri.pathname)).toContain('li');
  });
  it('ACC-21 a secret that is none matches nothing', () => {
    expect(['', '!!!', 'é'].map((s) => totp.matches(s, '287082', 1))).toEqual([false, false, false]);
  });
});

describe('an SM2 key in software', () => {
  it('ACC-24 answers a challenge under its own PIN, and for nobody else', async () => {
    const made = await newKeyFile('tide-and-quay-9');
    if (!made.ok) throw new Error(made.fault.code);
    const signer = await openKeyFile(made.value.text, 'tide-and-quay-9');
    const ask: Challenge = { nonce: 'f00d', login: 'li', workstation: 'desk-1', purpose: 'login', at: epochMs(1), asked: monoMs(0) };
    if (!signer.ok) throw new Error(signer.fault.code);
    const signature = signer.value.sign(challengeText(ask));
    expect(answersChallenge(ask, signature, made.value.publicKey, monoMs(1), sm2Check)).toBe(true);
    expect(answersChallenge({ ...ask, purpose: 'c-1' }, signature, made.value.publicKey, monoMs(1), sm2Check)).toBe(false);
    const other = await newKeyFile('tide-and-quay-9');
    expect(other.ok && answersChallenge(ask, signature, other.value.publicKey, monoMs(1), sm2Check)).toBe(false);
  });
  it('ACC-24 does not open under another PIN or when it was changed, and takes no short one', async () => {
    const made = await newKeyFile('tide-and-quay-9');
    if (!made.ok) throw new Error(made.fault.code);
    const { text } = made.value;
    const code = async (t: string, pin = 'tide-and-quay-9') => { const out = await openKeyFile(t, pin); return out.ok ? 'open' : out.fault.code; };
    const flip = (name: string) => text.replace(new RegExp(`("${name}":")(.)`), (_, head: string, c: string) => head + (c === '0' ? '1' : '0'));
    expect([await code(text), await code(text, 'tide-and-quay-8'), await code(flip('key')), await code(flip('salt')), await code(flip('tag')), await code(flip('publicKey'))]).toEqual(['open', 'key-file-pin', 'key-file-pin', 'key-file-pin', 'key-file-pin', 'key-file-pin']);
    expect([await code('{}'), await code('no json'), await code(text.slice(0, -9))]).toEqual(['key-file-form', 'key-file-form', 'key-file-form']);
    expect(await newKeyFile('short')).toMatchObject({ fault: { code: 'key-file-pin' } });
    expect(text).not.toContain('tide');
  });
});
