import { reseal, sealedTexts, type Person, type PersonId } from '#app/access';
import { engineActor } from '#kernel/session';
import type { Stop } from '#kernel/time';
import type { AccessParts } from '../parts.ts';

/** How long a person waits whose text could not be sealed anew: the journal takes nothing for the moment, or a key is not there. */
const againMs = 60_000;

export interface Resealing {
  /** Whatever is sealed under an older key is sealed under the active one from now on; does nothing where it is at it already. */
  begin(): void;
  /** Resolves when nobody is left, or those that are left have to wait. */
  settled(): Promise<void>;
  stop(): void;
}

/** ACC-26: person by person, each in a turn of her own, so that nobody waits for twenty thousand others. It begins where it was when the engine stopped: what is left to do stands in the people themselves. */
export function resealing(parts: AccessParts): Resealing {
  let under: Promise<void> = Promise.resolve();
  let running = false;
  let over = false;
  let later: Stop = () => {};

  const isStale = (person: Person): boolean => sealedTexts(person).some((text) => parts.keys.cipher.stale(text));
  /** True: it is done, or there was nothing to do. */
  const one = (id: PersonId): Promise<boolean> => parts.inTurn(async () => {
    const person = parts.people().persons.get(id);
    const drafts = person === undefined ? null : reseal(parts.keys.cipher, person);
    if (drafts === null || (drafts.ok && drafts.value.length === 0)) return true;
    return drafts.ok && (await parts.record(drafts.value, engineActor)).ok;
  });
  async function all(): Promise<void> {
    const waits = new Set<PersonId>();
    for (;;) {
      const next = [...parts.people().persons.values()].find((p) => !waits.has(p.id) && isStale(p));
      if (next === undefined || over) break;
      if (!await one(next.id)) waits.add(next.id);
    }
    const elsewhere = over || await parts.elsewhere().reseal();
    running = false;
    if ((waits.size > 0 || !elsewhere) && !over) later = parts.clock.after(againMs, begin);
    parts.moved('keys');
  }
  function begin(): void {
    if (running || over) return;
    running = true;
    later();
    under = all();
  }
  return { begin, settled: () => under, stop() { over = true; later(); } };
}
