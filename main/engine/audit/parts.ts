import { AuditFinding, type Exporting, type Verifying } from '#app/audit';
import type { Journal, JournalEvent, JournalLine } from '#app/journal';
import type { Actor } from '#kernel/session';
import type { Clock } from '#kernel/time';
import type { JournalSearch, JournalVerifier, StorageNote } from '#storage';

/** What the audit of one data folder stands on. `atStart`: what its opening found against the journal. */
export interface AuditStorage { readonly dir: string; readonly search: JournalSearch; readonly verifier: JournalVerifier; readonly atStart: readonly AuditFinding[] }
/** The subject of what is said about the trail as a whole. */
export const auditSubject = 'audit';

/** What every answer about the audit is made of. */
export interface AuditParts {
  readonly clock: Clock; readonly journal: Journal; readonly storage: AuditStorage;
  /** The site's IANA zone, now. */
  readonly zone: () => string;
  /** Resolves after the commit; false where it could not be committed. */
  readonly write: (kind: string, subject: string, body: unknown, by: Actor) => Promise<boolean>;
  readonly verifying: (value: Verifying) => void;
  readonly exporting: (value: Exporting) => void;
  /** An event as the log of a window words it. */
  readonly line: (event: JournalEvent) => JournalLine;
  readonly note: (line: string) => void;
}

/** A copy of the head that speaks against the journal which was opened, as the audit tells it; null: the note is about something else. */
export function againstHead(node: string, { name, params }: StorageNote): AuditFinding | null {
  const reason = AuditFinding.shape.reason.safeParse(params['reason']);
  return name === 'journal-behind-head' && reason.success ? { node, seq: Number(params['seq'] ?? 0), reason: reason.data, file: String(params['file'] ?? '') } : null;
}
