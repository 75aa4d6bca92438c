import { about, doorkeeper, foreseen, nobody, otpStep, personId, type AccessDraft, type People } from '#app/access';
import { ok } from '#kernel/result';
import { epochMs, monoMs, type Clock } from '#kernel/time';
import { fieldCipher, passwordHash, sm2Check, totp } from '#storage';
import { TOTP, Secret } from 'otpauth';
import { newSm4Key } from '../../../storage/secrets/sm4.ts';
import { percentiles, row, type Row } from '../report.ts';

/** A whole login at the recommended cost: sealed hash opened, argon2id, sealed secret opened, TOTP, and the step recorded (nowhere). */
export async function login(times: number): Promise<readonly Row[]> {
  let nowMs = 1_700_000_000_000;
  const clock: Clock = { now: () => epochMs(nowMs), mono: () => monoMs(nowMs), after: () => () => null };
  const key = newSm4Key();
  const cipher = fieldCipher({ active: () => 1, bytes: () => key });
  const hash = passwordHash();
  const id = personId('p-1');
  const secret = totp.newSecret();
  const drafts: readonly AccessDraft[] = [
    { kind: 'person.created', subject: id, body: { login: 'li', name: cipher.seal('李华', about(id, 'name')), phone: null, enterprise: null } },
    { kind: 'password.set', subject: id, body: { hash: cipher.seal(await hash.hash('Quay-side-7x'), about(id, 'password')), until: null, how: 'own' } },
    { kind: 'factor.set', subject: id, body: { factor: 'totp', secret: cipher.seal(secret, about(id, 'totp')) } },
  ];
  let people: People = foreseen(nobody, drafts, nowMs);
  const keeper = doorkeeper({ people: () => people, clock, hash, totp, cipher, check: sm2Check, record: (more) => { people = foreseen(people, more, nowMs); return Promise.resolve(ok(null)); } });
  const code = new TOTP({ secret: Secret.fromBase32(secret) });
  const took: number[] = [];
  for (let i = 0; i < times; i++) {
    nowMs += 30_000;
    const second = { factor: 'totp', code: code.generate({ timestamp: otpStep(clock.now()) * 30_000 }) } as const;
    const start = performance.now();
    const out = await keeper.logIn({ login: 'li', password: 'Quay-side-7x', second, workstation: 'desk-1' });
    took.push(performance.now() - start);
    if (!out.ok) throw new Error(`a login that should hold: ${out.fault.code}`);
  }
  const start = performance.now();
  for (let i = 0; i < 500; i++) cipher.open(cipher.seal('13800000000', 'person/p-1/phone'), 'person/p-1/phone');
  return [...percentiles('identity', 'login by the door alone', took, 'ms', '<= 1000'), row('identity', 'personal field sealed and opened', (performance.now() - start) / 500, 'ms')];
}
