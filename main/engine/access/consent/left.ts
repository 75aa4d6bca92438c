import type { Journal } from '#app/journal';
import type { ConsentKind } from '#app/access';

/** More lines than all proposals that can be open at once can have. */
const looked = 1000;
const kinds: readonly ConsentKind[] = ['consent.proposed', 'consent.ended', 'consent.done'];

/** What was proposed here and came to no end: the engine ended before it did. It expires with the start after (ACC-72). */
export async function consentsLeft(journal: Pick<Journal, 'read'>): Promise<readonly string[]> {
  const read = await journal.read({ kinds, newestFirst: true, limit: looked });
  if (!read.ok) return [];
  const over = new Set(read.value.filter((e) => e.kind !== 'consent.proposed').map((e) => e.subject));
  return read.value.filter((e) => e.kind === 'consent.proposed' && !over.has(e.subject)).map((e) => e.subject);
}
