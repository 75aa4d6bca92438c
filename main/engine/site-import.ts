import { diffSites, readSiteImported, siteImported, type Site, type SiteDiff } from '#app/park';
import type { Draft, Journal, JournalFault } from '#app/journal';
import { ok, type Result } from '#kernel/result';
import type { Actor, Realm } from '#kernel/session';
import type { EpochMs } from '#kernel/time';

/** The site as the journal last knew it, or null where none was ever imported. */
export async function lastSite(journal: Journal): Promise<Result<Site | null, JournalFault>> {
  const found = await journal.read({ kinds: ['site.imported'], newestFirst: true, limit: 1 });
  if (!found.ok) return found;
  const event = found.value[0];
  return ok(event === undefined ? null : readSiteImported(event.body));
}

/** The import of a site as one event with its diff; null where nothing changed. */
export function importDraft(before: Site | null, after: Site, from: string, who: { readonly time: EpochMs; readonly actor: Actor; readonly realm: Realm }): { readonly draft: Draft; readonly diff: SiteDiff } | null {
  const diff = diffSites(before, after);
  if (before !== null && diff.changes.length === 0) return null;
  return { draft: { ...who, kind: 'site.imported', v: 1, subject: after.id, body: siteImported(after, diff, from) }, diff };
}
