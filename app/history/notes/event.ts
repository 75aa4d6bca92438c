import { z } from 'zod';
import { NewAnnotation } from '../asking/questions.ts';

/** What the journal says about notes on history. The subject is the id of the note; who wrote it, or took it back, is the actor, and when, the event's own time. Version 1 of each. */
export const annotationEvents = {
  'history.annotated': NewAnnotation,
  /** It stays in the journal, with who took it back. */
  'history.annotation-withdrawn': z.object({}),
} as const;
export type AnnotationKind = keyof typeof annotationEvents;
export const annotationKinds = Object.keys(annotationEvents) as readonly AnnotationKind[];

/** What is to be written; the caller adds time, actor and realm. */
export type AnnotationDraft = { readonly [K in AnnotationKind]: { readonly kind: K; readonly subject: string; readonly body: z.infer<(typeof annotationEvents)[K]> } }[AnnotationKind];
