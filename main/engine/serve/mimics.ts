import type { Draft, Journal } from '#app/journal';
import { bounds, imports, mimicKinds, pointsOf, readMimic, saved, type KeptMimic, type mimicContract, type MimicHead } from '#app/mimic';
import type { FolderMimics } from '#storage';
import type { Handlers } from '#kernel/contract';
import { fail, ok, type Fault, type Result } from '#kernel/result';
import { engineActor, type Actor, type Place } from '#kernel/session';

/** All mimics of this engine: what the journal keeps, and what the folder holds that cannot be read. */
export interface Mimics {
  readonly answers: Handlers<typeof mimicContract>;
  /** Takes what the site's folder says anew (MIM-08, MIM-09). */
  take(folder: FolderMimics): void;
}
export interface MimicEars {
  /** In line of the journal; `told` after the commit, or at once where nothing is recorded. */
  readonly write: (event: Pick<Draft, 'kind' | 'v' | 'subject' | 'body'>, by: Actor, told: () => void) => void;
  readonly tell: (id: string, revision: number) => void;
  readonly note: (line: string) => void;
  /** Whose a drawing of these points is; absent: the park's own. */
  readonly placeOf?: (points: readonly string[]) => Place;
}

/** The newest state of each mimic, as the journal of any node has it. */
export async function keptMimics(journal: Pick<Journal, 'read'>): Promise<Result<ReadonlyMap<string, KeptMimic>>> {
  const kept = new Map<string, KeptMimic>();
  const newest = await journal.read({ kinds: mimicKinds, newestFirst: true, everyNode: true, limit: 1 });
  if (!newest.ok) return newest;
  const last = newest.value[0];
  if (last === undefined) return ok(kept);
  const all = readMimic(last);
  if (!all.ok) return all;
  for (const id of new Set([last.subject, ...all.value.ids])) {
    const own = await journal.read({ kinds: mimicKinds, subject: id, newestFirst: true, everyNode: true, limit: 1 });
    if (!own.ok) return own;
    const read = own.value[0] === undefined ? null : readMimic(own.value[0]);
    if (read !== null && !read.ok) return read;
    if (read !== null) kept.set(id, read.value);
  }
  return ok(kept);
}

/** Keeps mimics as events of the journal, over the files of the site's folder (decision 9). A journal whose mimics cannot be read leaves those of the folder. */
export async function mimics(journal: Pick<Journal, 'read'>, clock: { now(): number }, ears: MimicEars): Promise<Mimics> {
  const found = await keptMimics(journal);
  if (!found.ok) ears.note(`mimics in the journal: ${found.fault.code} ${JSON.stringify(found.fault.params)}`);
  const kept = new Map(found.ok ? found.value : []);
  let broken: ReadonlyMap<string, Fault> = new Map();

  /** From now on; what is told waits for the commit. */
  function put(event: Pick<Draft, 'kind' | 'v' | 'subject' | 'body'>, by: Actor): Promise<KeptMimic> {
    const read = readMimic({ ...event, time: clock.now() as never, actor: by });
    if (!read.ok) throw new Error(`mimic ${event.subject}: ${read.fault.code}`);   // we made it ourselves
    kept.set(event.subject, read.value);
    return new Promise((resolve) => ears.write(event, by, () => { ears.tell(event.subject, read.value.revision); resolve(read.value); }));
  }
  const placeOf = ears.placeOf ?? (() => ({ enterprise: null, area: null }));
  const head = (m: KeptMimic): MimicHead => ({
    id: m.id, name: m.drawing?.name ?? { zh: m.id, en: m.id }, revision: m.revision, origin: m.origin, at: m.at, by: m.by, points: m.drawing === null ? 0 : pointsOf(m.drawing).length, fault: broken.get(m.id) ?? null,
  });
  const placeholder = (id: string, fault: Fault): MimicHead => ({ id, name: { zh: id, en: id }, revision: 0, origin: 'folder', at: clock.now(), by: '', points: 0, fault });
  const shown = (id: string): KeptMimic | null => { const m = kept.get(id); return m === undefined || m.drawing === null ? null : m; };

  return {
    take(folder) {
      broken = new Map(folder.broken.map((b) => [b.id, b.fault]));
      for (const b of folder.broken) ears.note(`mimic ${b.file}: ${b.fault.code} ${JSON.stringify(b.fault.params)}`);
      for (const event of imports(kept, folder.mimics, new Set(broken.keys()))) void put(event, engineActor);
    },
    answers: {
      'mimic.list': async () => ok([
        ...[...kept.values()].filter((m) => m.drawing !== null).map(head),
        ...[...broken].filter(([id]) => shown(id) === null).map(([id, fault]) => placeholder(id, fault)),
      ].toSorted((a, b) => (a.id < b.id ? -1 : 1))),
      'mimic.get': async ({ id }) => {
        const m = shown(id);
        if (m !== null) return ok({ head: head(m), svg: m.svg, drawing: m.drawing });
        const fault = broken.get(id);
        return fault === undefined ? fail('no-such-mimic', { id }) : ok({ head: placeholder(id, fault), svg: null, drawing: null });
      },
      'mimic.save': async ({ id, revision, drawing }, session) => {
        const there = shown(id)?.drawing ?? null;
        for (const one of there === null ? [drawing] : [there, drawing]) {            // neither hers to take nor to put (ACC-34)
          const place = placeOf(pointsOf(one));
          if (!session.allows('mimic.change', place)) return fail('forbidden', { needs: 'mimic.change', id, enterprise: place.enterprise ?? '', area: place.area ?? '' });
        }
        const event = saved(kept, id, revision, drawing, bounds.mimics);
        return event.ok ? ok(head(await put(event.value, session.actor))) : event;
      },
    },
  };
}
