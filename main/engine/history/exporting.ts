import type { AnswerOf, Historian, historyContract } from '#app/history';
import { alwaysWanted, type Handlers, type StreamValue } from '#kernel/contract';
import { fail, type Fault, type Result } from '#kernel/result';
import type { Actor, Place } from '#kernel/session';

export type HistoryExporting = StreamValue<typeof historyContract, 'history.exporting'>;
/** What an export needs of the engine. `history` null: nothing is kept. `zone`: of the site. `record`: in one append; resolves after the commit. */
export interface ExportParts {
  readonly history: Historian | null;
  readonly zone: () => string;
  readonly record: (kind: string, subject: string, body: Readonly<Record<string, unknown>>, by: Actor) => Promise<Result<unknown, Fault>>;
  readonly placeOf: (points: readonly string[]) => Place;
  readonly exporting: (value: HistoryExporting) => void;
}

/** Writes what is kept into a file, in the time of the site; what left the house, who had it written and the SM3 of its bytes is in the journal before the answer is (HIS-87). */
export function exportAnswer({ history, zone, record, placeOf, exporting }: ExportParts): Pick<Handlers<typeof historyContract>, 'history.export'> {
  return {
    async 'history.export'(question, session, wanted = alwaysWanted) {
      if (history === null) return fail('no-history', {});
      const where = placeOf(question.points);
      if (!session.allows('history.export', where)) return fail('forbidden', { needs: 'history.export', enterprise: where.enterprise ?? '', area: where.area ?? '' });
      const written: Result<AnswerOf<'history.export'>> = await history.ask('history.export', { ...question, zone: zone() }, wanted, (told) => { exporting(told as HistoryExporting); });
      if (!written.ok) return written;
      const { points, from, to, what, form } = question;
      const recorded = await record('history.exported', written.value.file, { points: [...points], from, to, what, form, rows: written.value.rows, bytes: written.value.bytes, sm3: written.value.sm3 }, session.actor);
      return recorded.ok ? written : recorded;
    },
  };
}
