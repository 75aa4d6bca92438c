import { randomUUID } from 'node:crypto';
import { annotationFold, annotationKinds, type Annotation, type AnnotationDraft, type AnnotationFold, type historyContract } from '#app/history';
import type { Journal, JournalEvent, Position } from '#app/journal';
import type { Handlers } from '#kernel/contract';
import { fail, ok, type Fault, type Result } from '#kernel/result';
import type { Actor, Place } from '#kernel/session';

/** What notes on history need of the engine. */
export interface NoteParts {
  readonly journal: Pick<Journal, 'read'>;
  /** In one append; resolves after the commit, when `hear` has heard of it. */
  readonly record: (draft: AnnotationDraft, by: Actor) => Promise<Result<unknown, Fault>>;
  /** Whether the site has, or had, a point; whose a note on some of them is (of none: the park's own). */
  readonly knows: (point: string) => boolean;
  readonly placeOf: (points: readonly string[]) => Place;
  /** What a person's id is shown as. */
  readonly loginOf: (id: string) => string;
  /** Tells windows of a note that was written or taken back. */
  readonly told: (note: Annotation) => void;
  readonly note: (line: string) => void;
}
export interface Notes {
  readonly answers: Pick<Handlers<typeof historyContract>, 'history.annotations' | 'history.annotate' | 'history.withdraw'>;
  /** Every event of the journal after its commit, in its order. */
  hear(event: JournalEvent): void;
}

const pageOf = 5000;
async function restored(journal: NoteParts['journal']): Promise<Result<AnnotationFold, Fault>> {
  const fold = annotationFold();
  let after: Position | undefined;
  for (;;) {
    const page = await journal.read({ kinds: annotationKinds, everyNode: true, limit: pageOf, ...(after !== undefined && { after }) });
    if (!page.ok) return page;
    for (const event of page.value) fold.take(event);
    const last = page.value.at(-1);
    if (last === undefined || page.value.length < pageOf) return ok(fold);
    after = { hlc: last.hlc, node: last.node, seq: last.seq };
  }
}

/** Keeps notes on history as events of the journal (HIS-70 to 74). A journal whose notes cannot be read begins without them; that is said in the log. */
export async function historyNotes(parts: NoteParts): Promise<Notes> {
  const kept = await restored(parts.journal);
  if (!kept.ok) parts.note(`notes on history in the journal: ${kept.fault.code}`);
  const fold = kept.ok ? kept.value : annotationFold();
  const { knows, placeOf, loginOf } = parts;
  const shown = (note: Annotation): Annotation => ({ ...note, by: loginOf(note.by), withdrawn: note.withdrawn === null ? null : loginOf(note.withdrawn) });
  const elsewhere = (points: readonly string[]): Result<never> => { const { enterprise, area } = placeOf(points); return fail('forbidden', { needs: 'history.annotate', enterprise: enterprise ?? '', area: area ?? '' }); };

  return {
    hear(event) {
      const note = fold.take(event);
      if (note !== null) parts.told(shown(note));
    },
    answers: {
      'history.annotations': async (question) => (question.from < question.to ? ok(fold.list(question).map(shown)) : fail('bad-span', { from: question.from, to: question.to })),
      async 'history.annotate'(asked, session) {
        if (asked.to !== null && asked.to <= asked.at) return fail('bad-span', { from: asked.at, to: asked.to });
        const strange = asked.points.find((p) => !knows(p));
        if (strange !== undefined) return fail('no-such-point', { point: strange });
        if (!session.allows('history.annotate', placeOf(asked.points))) return elsewhere(asked.points);
        const id = `note-${randomUUID()}`;
        const done = await parts.record({ kind: 'history.annotated', subject: id, body: asked }, session.actor);
        if (!done.ok) return done;
        const note = fold.get(id);
        return note === null ? fail('not-recorded', {}) : ok(shown(note));
      },
      async 'history.withdraw'({ id }, session) {
        const note = fold.get(id);
        if (note === null) return fail('no-such-note', { id });
        if (note.withdrawn !== null) return ok(shown(note));
        // HIS-73: her own, or whoever may write notes there: it stays in the journal with both their names
        if (note.by !== session.actor && !session.allows('history.annotate', placeOf(note.points))) return elsewhere(note.points);
        const done = await parts.record({ kind: 'history.annotation-withdrawn', subject: id, body: {} }, session.actor);
        return done.ok ? ok(shown(fold.get(id) ?? note)) : done;
      },
    },
  };
}
