import type { JournalEvent } from '#app/journal';
import type { Annotation } from '../asking/questions.ts';
import { annotationEvents } from './event.ts';

export type AnnotationTold = Pick<JournalEvent, 'kind' | 'v' | 'subject' | 'body' | 'actor' | 'time'>;
/** How many notes one question is answered with: the newest of its span. */
export const mostAnnotations = 2000;

/** The notes of the journals of all nodes, by point and time (HIS-70). What is no event of a note, or has a body that is none, changes nothing. */
export function annotationFold() {
  const all = new Map<string, Annotation>();
  const byPoint = new Map<string, Set<string>>();
  /** Taken back before it was heard of: of two nodes the later event may come first. */
  const early = new Map<string, string>();

  function annotated(subject: string, body: unknown, by: string, written: number): Annotation | null {
    const read = annotationEvents['history.annotated'].safeParse(body);
    if (!read.success || all.has(subject)) return null;
    const note: Annotation = { id: subject, ...read.data, by, written, withdrawn: early.get(subject) ?? null };
    all.set(subject, note);
    for (const point of note.points) { const of = byPoint.get(point); if (of === undefined) byPoint.set(point, new Set([subject])); else of.add(subject); }
    if (note.points.length === 0) byPoint.set('', (byPoint.get('') ?? new Set()).add(subject));
    return note;
  }
  function withdrawn(subject: string, by: string): Annotation | null {
    const note = all.get(subject);
    if (note === undefined) { if (!early.has(subject)) early.set(subject, by); return null; }
    if (note.withdrawn !== null) return null;                     // who was first took it back
    const next = { ...note, withdrawn: by };
    all.set(subject, next);
    return next;
  }
  return {
    /** The note as it is after an event; null: nothing changed. */
    take({ kind, v, subject, body, actor, time }: AnnotationTold): Annotation | null {
      if (v !== 1) return null;
      if (kind === 'history.annotated') return annotated(subject, body, actor, time);
      return kind === 'history.annotation-withdrawn' ? withdrawn(subject, actor) : null;
    },
    get: (id: string): Annotation | null => all.get(id) ?? null,
    /** HIS-71: notes that touch [from, to) of one of the points, or of none in particular; of all points where none is named. In the order of their times; those taken back are not told. */
    list({ points, from, to }: { readonly points: readonly string[]; readonly from: number; readonly to: number }): readonly Annotation[] {
      const ids = points.length === 0 ? all.keys() : new Set([...points, ''].flatMap((p) => [...(byPoint.get(p) ?? [])]));
      const found: Annotation[] = [];
      for (const id of ids) {
        const note = all.get(id)!;
        if (note.withdrawn === null && note.at < to && (note.to === null ? note.at >= from : note.to > from)) found.push(note);
      }
      return found.toSorted((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1)).slice(-mostAnnotations);
    },
  };
}
export type AnnotationFold = ReturnType<typeof annotationFold>;
