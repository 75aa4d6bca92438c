import { ok, type Result } from '#kernel/result';
import { about } from '../account/about.ts';
import type { AccessDraft } from '../account/event.ts';
import { passwordFaults, typed, type PasswordFault } from './password.ts';
import type { Person } from '../account/person.ts';
import type { Policy } from '../account/policy.ts';
import { isUsed, type LoginFault, type ProofPorts } from './proof.ts';

export type ChooseFault = PasswordFault | LoginFault;
export type Chosen = Result<readonly AccessDraft[], ChooseFault> | { readonly ok: false; readonly fault: ChooseFault; readonly more: readonly ChooseFault[] };

/**
 * ACC-64: a new password, with every reason against it at once. `how`: `own`, of who proved herself just now, and never twice within its least age;
 * or given by others, who say until when. `until`: epoch ms, only of a given one.
 */
export async function choosePassword(ports: ProofPorts, policy: Policy, person: Person, raw: string, how: 'own' | 'given' | 'recovered', until: number | null): Promise<Chosen> {
  const name = ports.cipher.open(person.name, about(person.id, 'name'));
  const used = await isUsed(ports, person, raw, policy.password.remembered);
  if (!used.ok) return used;
  const setAt = how === 'own' && person.password !== null && person.password.until === null ? person.password.setAt : null;
  const [first, ...more] = passwordFaults(policy.password, raw, { login: person.login, name: name.ok ? name.value : '', used: used.value, setAt, now: ports.clock.now() });
  if (first !== undefined) return { ok: false, fault: first, more };
  const hash = ports.cipher.seal(await ports.hash.hash(typed(raw)), about(person.id, 'password'));
  return ok([{ kind: 'password.set', subject: person.id, body: { hash, until: how === 'own' ? null : until, how } }]);
}
