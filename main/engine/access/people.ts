import { accessEvents, applyAccess, nobody, type AccessKind, type People } from '#app/access';
import type { Journal, JournalEvent, JournalFault, Position } from '#app/journal';
import { ok, type Result } from '#kernel/result';

const isAccess = (kind: string): kind is AccessKind => Object.hasOwn(accessEvents, kind);
/** Every kind that people are made of; sessions end with the engine. */
const kinds: readonly string[] = Object.keys(accessEvents).filter((kind) => !kind.startsWith('session.'));
const page = 10_000;

const ofEverybody: ReadonlySet<string> = new Set(['roles.changed', 'policy.changed', 'access.set-up', 'key.changed'] satisfies AccessKind[]);

/** Folds one event after another, each person by herself: a fold of thousands would copy all of them for each of a hundred thousand events. */
function folding() {
  const persons = new Map<string, People>();
  let everybody = nobody;
  return {
    take(event: JournalEvent): void {
      if (event.unread !== undefined) return;
      if (ofEverybody.has(event.kind)) everybody = applyAccess(everybody, event);
      else persons.set(event.subject, applyAccess(persons.get(event.subject) ?? nobody, event));
    },
    people: (): People => ({ ...everybody, persons: new Map([...persons.values()].flatMap((one) => [...one.persons])) }),
  };
}

/** Everybody, as the journal of every node has it (ACC-18). */
export async function restorePeople(journal: Pick<Journal, 'read'>): Promise<Result<People, JournalFault>> {
  const all = folding();
  let after: Position | undefined;
  for (;;) {
    const read = await journal.read({ kinds, everyNode: true, limit: page, ...(after !== undefined && { after }) });
    if (!read.ok) return read;
    for (const event of read.value) all.take(event);
    const last = read.value.at(-1);
    if (last === undefined || read.value.length < page) return ok(all.people());
    after = { hlc: last.hlc, node: last.node, seq: last.seq };
  }
}

const movedBy: readonly (readonly [prefix: string, what: 'people' | 'roles' | 'policy' | 'keys'])[] = [['roles.', 'roles'], ['policy.', 'policy'], ['key.', 'keys']];
/** What windows list anew because of an event; null: nothing of people. */
export const movedOf = (kind: string): 'people' | 'roles' | 'policy' | 'keys' | null =>
  (isAccess(kind) && !kind.startsWith('session.') ? movedBy.find(([prefix]) => kind.startsWith(prefix))?.[1] ?? 'people' : null);
/** Whose sessions end because of an event (ACC-47): also when two gave back what she had lost, for whoever found it may be logged in with it. Null: nobody's. */
export const revokedBy = ({ kind, subject, body }: { readonly kind: string; readonly subject: string; readonly body: unknown }): string | null => {
  const recovered = kind === ('password.set' satisfies AccessKind) && (body as { readonly how?: unknown } | null)?.how === 'recovered';
  return recovered || ((['person.closed', 'role.given', 'role.taken'] satisfies AccessKind[] as string[]).includes(kind)) ? subject : null;
};
