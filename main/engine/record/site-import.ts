import { changesIn, diffSummary, importParts, readSiteImported, siteImport, siteImportedKind, sitePartKind, type Site } from '#app/park';
import type { Draft, Journal } from '#app/journal';
import { ok, type Result } from '#kernel/result';
import type { Actor, Realm } from '#kernel/session';
import type { EpochMs } from '#kernel/time';

/** The site as the journal last knew it, or null where none was ever imported. */
export async function lastSite(journal: Journal): Promise<Result<Site | null>> {
  const found = await journal.read({ kinds: [siteImportedKind], newestFirst: true, everyNode: true, limit: 1 });
  if (!found.ok) return found;
  const event = found.value[0];
  if (event === undefined) return ok(null);
  const of = importParts(event);
  const parts = of === null ? ok([]) : await journal.read({ kinds: [sitePartKind], subject: of.key, everyNode: true, limit: of.count });
  if (!parts.ok) return parts;
  const read = readSiteImported(event, parts.value);
  return read.ok ? ok(read.value.site) : read;
}

/** The import of a site, and how much it changes: one event, a large site's parts before it; `drafts` empty where nothing changed. `from`: the folder's name, for people. */
export function importDrafts(before: Site | null, after: Site, from: string, who: { readonly time: EpochMs; readonly actor: Actor; readonly realm: Realm }): { readonly drafts: readonly Draft[]; readonly changes: number } {
  const summary = diffSummary(before, after);
  const changes = changesIn(summary);
  return { changes, drafts: before !== null && changes === 0 ? [] : siteImport(after, summary, from, `${after.id}/${who.time}`).map((event) => ({ ...who, ...event })) };
}
