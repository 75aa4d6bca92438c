import { fail, ok, type Result } from '#kernel/result';
import { about } from '../account/about.ts';
import type { AccessDraft } from '../account/event.ts';
import type { Person } from '../account/person.ts';
import { judgeOtp } from '../factor/otp.ts';
import { signed, type LoginFault, type ProofPorts, type SecondFactor } from './proof.ts';

/** ACC-66: a secret of hers (base32, from `Totp.newSecret`) counts once a code of it was right; that code is used then. It takes the place of the one before. */
export function enrolTotp(ports: ProofPorts, person: Person, secret: string, code: string): Result<readonly AccessDraft[], LoginFault> {
  const answer = judgeOtp(code, null, ports.clock.now(), (given, step) => ports.totp.matches(secret, given, step));
  if (answer.kind === 'clock') return fail('factor-clock', { seconds: Math.abs(answer.steps) * 30 });
  if (answer.kind !== 'right') return fail('login-refused');
  return ok([
    { kind: 'factor.set', subject: person.id, body: { factor: 'totp', secret: ports.cipher.seal(secret, about(person.id, 'totp')) } },
    { kind: 'factor.used', subject: person.id, body: { step: answer.step } },
  ]);
}

/** ACC-66: an SM2 key counts once it answered a challenge made for enrolling it. `publicKey`: uncompressed hex. */
export function enrolKey(ports: ProofPorts, person: Person, publicKey: string, answer: Extract<SecondFactor, { factor: 'key' }>, workstation: string): Result<readonly AccessDraft[], LoginFault> {
  if (!/^04[0-9a-f]{128}$/.test(publicKey) || !signed(ports, person, answer, publicKey, { purpose: 'enrol', workstation })) return fail('login-refused');
  return ok([{ kind: 'factor.set', subject: person.id, body: { factor: 'key', publicKey } }]);
}
