import type { JournalEvent, JournalLine } from '#app/journal';

type Params = JournalLine['params'];
const fields = (body: unknown): Record<string, unknown> => (typeof body === 'object' && body !== null && !Array.isArray(body) ? body as Record<string, unknown> : {});
/** The plain fields of an event's body, one level deep: what a sentence can be filled with. */
function plain(body: unknown): Params {
  const out: Record<string, string | number> = {};
  for (const [name, value] of Object.entries(fields(body))) if (typeof value === 'string' || typeof value === 'number') out[name] = value;
  return out;
}

/** An event as a window shows it: its kind (an alarm's: `alarm.<what happened>`) and what fills the catalogue's sentence of that kind. */
export function lineOf({ seq, time, actor, kind, subject, body }: JournalEvent): JournalLine {
  const params = plain(body);
  const what = kind === 'alarm.changed' ? `alarm.${String(params['what'] ?? 'changed')}` : kind;
  const fault = plain(fields(body)['fault']);
  return { seq, time, actor, kind: what, subject, params: 'code' in fault ? { ...params, fault: String(fault['code']) } : params };
}
