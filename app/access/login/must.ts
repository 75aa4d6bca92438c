import { powersHeld } from '../roles/powers.ts';
import type { People, Person } from '../account/person.ts';
import { passwordAge } from './password.ts';
import { enrolled } from './proof.ts';
import type { EpochMs } from '#kernel/time';

/** ACC-05, ACC-65: what somebody has to do before anything else; null: nothing. Whoever has to is nobody's second person either. */
export function mustFirst({ policy, roles }: Pick<People, 'policy' | 'roles'>, person: Person, now: EpochMs): 'change-password' | 'enrol-factor' | null {
  const age = person.password === null ? 'must-change' : passwordAge(policy.password, person.password, now).kind;
  if (age === 'must-change' || age === 'ended') return 'change-password';
  return !enrolled(person) && powersHeld(roles, person.given).length > 0 ? 'enrol-factor' : null;
}
