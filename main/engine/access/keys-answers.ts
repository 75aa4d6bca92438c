import { keyEveryMs, rotationDue, sealedTexts, type rolesContract, type Sealed } from '#app/access';
import type { Handlers } from '#kernel/contract';
import { ok } from '#kernel/result';
import { unsealable } from './changing.ts';
import type { AccessParts } from './parts.ts';

/** Of somebody of the roster a name and a telephone are sealed. */
const fieldsOfOne = 2;

/** The keys of the personal fields, as they stand; what is done to them takes two persons (`key.*` of a consent). */
export function keyAnswers(parts: AccessParts): Pick<Handlers<typeof rolesContract>, 'key.view'> {
  return {
    async 'key.view'() {
      const { keys, clock } = parts;
      const { persons, backedUpAt } = parts.people();
      const isStale = (text: Sealed): boolean => keys.cipher.stale(text);
      const stale = [...persons.values()].filter((p) => sealedTexts(p).some(isStale)).length + Math.ceil(parts.elsewhere().sealed().filter(isStale).length / fieldsOfOne);
      return ok({ lines: keys.ring().lines.map((l) => ({ ...l })), due: unsealable(parts) === null && rotationDue(keys.ring(), keyEveryMs, clock.now()), stale, backedUpAt });
    },
  };
}
