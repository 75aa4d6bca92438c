import { about, allows, doorkeeper, firstRoles, foreseen, nobody, otpStep, personId, rightsOf, RoleId, type AccessDraft, type Given, type People, type Place } from '#app/access';
import { ok } from '#kernel/result';
import { permissions } from '#kernel/session';
import { epochMs, monoMs, type Clock } from '#kernel/time';
import { fieldCipher, passwordHash, sm2Check, totp } from '#storage';
import { TOTP, Secret } from 'otpauth';
import { newSm4Key } from '../../storage/secrets/sm4.ts';
import { percentiles, row, type Asked, type Row } from './report.ts';

const scoped = (n: number): Given['scope'] => ({ enterprises: Array.from({ length: n }, (_, i) => `E-${i}`), areas: Array.from({ length: n }, (_, i) => `A-${i}`) });
const given = (role: string, scope: Given['scope']): Given => ({ role: RoleId.parse(role), scope, until: null });
/** Rights as different as a park has them: everywhere, of one enterprise, of all sixty. */
const posts: readonly (readonly Given[])[] = [
  [given('duty-officer', 'everywhere')], [given('enterprise-safety', scoped(1))], [given('enterprise-safety', scoped(60)), given('engineer', scoped(20))], [given('system-administrator', 'everywhere'), given('duty-leader', 'everywhere')],
];

/** What one question costs, in microseconds: every permission, at many places, of every post. */
function permissionCheck(): readonly Row[] {
  const rights = posts.map((g) => rightsOf(firstRoles, g, 0));
  const places: readonly Place[] = Array.from({ length: 64 }, (_, i) => ({ enterprise: i % 3 === 0 ? null : `E-${i}`, area: i % 5 === 0 ? null : `A-${i}` }));
  const batches: number[] = [];
  let yes = 0;
  for (let turn = 0; turn < 200; turn++) {
    const start = performance.now();
    let n = 0;
    for (const r of rights) for (const p of permissions) for (const place of places) { if (allows(r, p, place)) yes++; n++; }
    batches.push(((performance.now() - start) * 1000) / n);
  }
  const start = performance.now();
  for (let i = 0; i < 1000; i++) for (const g of posts) rightsOf(firstRoles, g, i);
  return [...percentiles('identity', 'permission check', batches.slice(20), 'us', '<= 2'), row('identity', 'permission check allowed', yes, 'times'), row('identity', 'rights of one person', ((performance.now() - start) * 1000) / (1000 * posts.length), 'us')];
}

/** A whole login at the recommended cost: sealed hash opened, argon2id, sealed secret opened, TOTP, and the step recorded (nowhere). */
async function login(times: number): Promise<readonly Row[]> {
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
  return [...percentiles('identity', 'login', took, 'ms', '<= 1000'), row('identity', 'personal field sealed and opened', (performance.now() - start) / 500, 'ms')];
}

/** `identity`, as far as the domain goes: permission check and login. Change of officer, audit search and verification come with what they measure. */
export async function run(_seconds: number | null, asked: Asked): Promise<readonly Row[]> {
  return [...permissionCheck(), ...await login(asked.long ? 100 : 12)];
}
