import { AlarmBody, alarmChanged } from '#app/alarm';
import type { JournalEvent, JournalLine } from '#app/journal';

type Params = Record<string, string | number>;
const fields = (body: unknown): Record<string, unknown> => (typeof body === 'object' && body !== null && !Array.isArray(body) ? body as Record<string, unknown> : {});
/** The plain fields of a body: what a sentence can be filled with. */
function plain(body: unknown): Params {
  const out: Params = {};
  for (const [name, value] of Object.entries(fields(body))) if (typeof value === 'string' || typeof value === 'number') out[name] = value;
  return out;
}

/** An event as a window shows it. The kind of an alarm's event is `alarm.<what happened>`; its params: alarm, point, source, limit kind as `limit`, level, occurrence, value where there is one. A fault's code is `fault`, and its own params stand beside it. */
export function lineOf({ seq, time, actor, kind, subject, body }: JournalEvent): JournalLine {
  if (kind === alarmChanged.kind) {
    const read = AlarmBody.safeParse(body);
    if (read.success) {
      const { what, alarm, kind: limit, level, point, source } = read.data;
      const value = alarm.witness?.value ?? null;
      return { seq, time, actor, kind: `alarm.${what}`, subject, params: { alarm: alarm.id, point: point ?? '', source, limit, level, occurrence: alarm.occurrence ?? '', ...(value !== null && { value }) } };
    }
  }
  const fault = fields(fields(body)['fault']);
  const code = fault['code'];
  return { seq, time, actor, kind, subject, params: { subject, ...plain(fault['params']), ...plain(body), ...(typeof code === 'string' && { fault: code }) } };
}
