import { z } from 'zod';
import type { Act, Consent, ConsentChange, Party } from './consent.ts';

const Name = z.string().min(1).max(64);
const Word = z.object({ code: z.string().max(100), params: z.record(z.string().max(40), z.union([z.string().max(300), z.number()])) });
/** What the journal says of two persons' acts; the subject is the consent's id. Version 1. `consent.done` is the one act: the actor is the first, `second` the other. */
export const consentEvents = {
  'consent.proposed': z.object({ call: z.string().max(100), what: Word, whom: z.array(z.string().max(300)).min(1), needs: z.string().max(60) }),
  'consent.seen': z.object({ by: Name, workstation: Name }),
  'consent.ended': z.object({ how: z.enum(['refused', 'expired', 'withdrawn']), by: Name.nullable() }),
  'consent.done': z.object({ call: z.string().max(100), what: Word, whom: z.array(z.string().max(300)).min(1), first: Name, second: Name, factor: z.string().max(20), sameDesk: z.boolean() }),
  /** What two agreed to, and what then could not be done. */
  'consent.failed': z.object({ call: z.string().max(100), fault: z.object({ code: z.string().max(100), params: z.record(z.string().max(40), z.union([z.string().max(300), z.number()])) }) }),
} as const;
export type ConsentKind = keyof typeof consentEvents;
export interface ConsentDraft { readonly kind: ConsentKind; readonly subject: string; readonly body: z.infer<(typeof consentEvents)[ConsentKind]> }

const told = ({ command: { call, what, whom } }: Consent): Pick<z.infer<(typeof consentEvents)['consent.done']>, 'call' | 'what' | 'whom'> => ({ call, what: { code: what.code, params: { ...what.params } }, whom: [...whom] });
export const proposedDraft = (c: Consent): ConsentDraft => ({ kind: 'consent.proposed', subject: c.id, body: { ...told(c), needs: c.command.needs } });

/** What is written of one change; null where the table asks for nothing. `by`: whose input it was; null: the clock's. */
export function changeDraft({ consent: c, journal, act }: ConsentChange, by: Party | null): ConsentDraft | null {
  if (!journal) return null;
  if (act !== null) return { kind: 'consent.done', subject: c.id, body: doneBody(c, act) };
  if (c.state === 'seen' && by !== null) return { kind: 'consent.seen', subject: c.id, body: { by: by.person, workstation: by.workstation } };
  return isEnd(c.state) ? { kind: 'consent.ended', subject: c.id, body: { how: c.state, by: by === null ? null : by.person } } : null;
}
const isEnd = (state: Consent['state']): state is 'refused' | 'expired' | 'withdrawn' => state === 'refused' || state === 'expired' || state === 'withdrawn';
const doneBody = (c: Consent, act: Act): z.infer<(typeof consentEvents)['consent.done']> =>
  ({ ...told(c), first: act.by[0], second: act.by[1], factor: act.factor, sameDesk: c.second?.workstation === c.first.workstation });
