import { z } from 'zod';
import type { Draft, JournalEvent } from '#app/journal';
import { fail, ok, type Result } from '#kernel/result';
import { Drawing, MimicId } from './drawing.ts';

/** A mimic came from the site's folder, or went from it. */
export const mimicImportedKind = 'mimic.imported';
/** A hand changed a mimic. */
export const mimicSavedKind = 'mimic.saved';
export const mimicKinds: readonly string[] = [mimicImportedKind, mimicSavedKind];

/**
 * Body v1 of both, whole, so that the newest event of a mimic is all one needs. `drawing` null: there is no such mimic any more. `digest`: of the files that were last imported, null where none were.
 * `ids`: all mimics that there are after it, so that the newest event of all says whose newest to read.
 */
const Body = z.object({ revision: z.number().int().min(1), svg: z.string().nullable(), drawing: Drawing.nullable(), digest: z.string().nullable(), ids: z.array(MimicId) });
export type MimicBody = z.infer<typeof Body>;

/** A mimic as it is kept. `origin`: who had the last word, the site's folder or a hand. */
export interface KeptMimic {
  readonly id: string;
  readonly revision: number;
  readonly svg: string | null;
  readonly drawing: Drawing | null;
  readonly digest: string | null;
  readonly origin: 'folder' | 'hand';
  readonly at: number;
  readonly by: string;
}
/** A mimic as it lies in the folder, read and found good. */
export interface FolderMimic { readonly id: string; readonly svg: string | null; readonly drawing: Drawing; readonly digest: string }

/** Reads an event back. Faults: `other-mimic-version`, `bad-mimic-event`. */
export function readMimic(event: Pick<JournalEvent, 'kind' | 'v' | 'subject' | 'body' | 'time' | 'actor'>): Result<KeptMimic & { readonly ids: readonly string[] }> {
  if (event.v !== 1) return fail('other-mimic-version', { version: event.v });
  const body = Body.safeParse(event.body);
  if (!body.success) return fail('bad-mimic-event', { at: body.error.issues[0]?.path.join('.') ?? '' });
  return ok({ id: event.subject, ...body.data, origin: event.kind === mimicSavedKind ? 'hand' : 'folder', at: event.time, by: event.actor });
}

type Event = Pick<Draft, 'kind' | 'v' | 'subject' | 'body'>;
const event = (kind: string, subject: string, body: MimicBody): Event => ({ kind, v: 1, subject, body });
const there = (kept: ReadonlyMap<string, KeptMimic>): readonly string[] => [...kept.values()].filter((m) => m.drawing !== null).map((m) => m.id);

/**
 * MIM-08: what the folder says anew, as events in order. A file that is as it was when it was last imported says nothing, so that what a hand changed since stays; a file that is new or changed has the
 * last word. MIM-09: a mimic whose file is gone goes with it, unless a hand changed it since. `broken`: ids whose files cannot be read; they say nothing.
 */
export function imports(kept: ReadonlyMap<string, KeptMimic>, folder: readonly FolderMimic[], broken: ReadonlySet<string>): readonly Event[] {
  const ids = new Set(there(kept));
  const out: Event[] = [];
  for (const { id, svg, drawing, digest } of folder) {
    const before = kept.get(id);
    if (before?.digest === digest) continue;
    ids.add(id);
    out.push(event(mimicImportedKind, id, { revision: (before?.revision ?? 0) + 1, svg, drawing, digest, ids: [...ids] }));
  }
  const inFolder = new Set(folder.map((m) => m.id));
  for (const m of kept.values()) {
    if (m.drawing === null || m.origin === 'hand' || inFolder.has(m.id) || broken.has(m.id)) continue;
    ids.delete(m.id);
    out.push(event(mimicImportedKind, m.id, { revision: m.revision + 1, svg: null, drawing: null, digest: null, ids: [...ids] }));
  }
  return out;
}

/** MIM-10: a drawing as a hand left it, over the revision it was made from; 0: a new mimic. Faults: `mimic-changed` with whose it is now, `no-such-mimic`, `too-many-mimics`. The SVG stays as it is. */
export function saved(kept: ReadonlyMap<string, KeptMimic>, id: string, revision: number, drawing: Drawing, most: number): Result<Event> {
  const before = kept.get(id);
  const exists = before !== undefined && before.drawing !== null;
  if (exists && before.revision !== revision) return fail('mimic-changed', { id, by: before.by, revision: before.revision });
  if (!exists && revision !== 0) return fail('no-such-mimic', { id });
  const ids = new Set(there(kept)).add(id);
  if (ids.size > most) return fail('too-many-mimics', { most });
  return ok(event(mimicSavedKind, id, { revision: (before?.revision ?? 0) + 1, svg: exists ? before.svg : null, drawing, digest: before?.digest ?? null, ids: [...ids] }));
}
