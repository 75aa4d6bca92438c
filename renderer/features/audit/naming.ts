import type { AuditEvent } from '#app/audit';

/** How the window words what the audit shows: the sentence of an event, who an actor is, what a subject is. `zone`: of the site. */
export interface Naming {
  readonly sentence: (line: AuditEvent['line']) => string;
  readonly actor: (actor: string) => string;
  /** Everybody who has an account, to be chosen as an actor; null: they are not known. */
  readonly people: readonly { readonly id: string; readonly login: string }[] | null;
  readonly zone: string;
}
