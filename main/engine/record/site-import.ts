import { diffSites, readSiteImported, siteImport, siteImportedKind, type Site, type SiteDiff } from '#app/park';
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
  const read = readSiteImported(event);
  return read.ok ? ok(read.value.site) : read;
}

/** The import of a site as one event with its diff; `draft` null where nothing changed. `from`: the folder's name, for people. */
export function importDraft(before: Site | null, after: Site, from: string, who: { readonly time: EpochMs; readonly actor: Actor; readonly realm: Realm }): { readonly draft: Draft | null; readonly diff: SiteDiff } {
  const diff = diffSites(before, after);
  return { diff, draft: before !== null && diff.same ? null : { ...who, ...siteImport(after, before, from) } };
}
