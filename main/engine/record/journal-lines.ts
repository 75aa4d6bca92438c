import { AlarmBody, alarmChanged } from '#app/alarm';
import type { JournalEvent, JournalLine } from '#app/journal';
import { mimicKinds } from '#app/mimic';
import { deviceEventKind, deviceState } from './device-events.ts';

type Params = Record<string, string | number>;
const fields = (body: unknown): Record<string, unknown> => (typeof body === 'object' && body !== null && !Array.isArray(body) ? body as Record<string, unknown> : {});
/** The plain fields of a body: what a sentence can be filled with. */
function plain(body: unknown): Params {
  const out: Params = {};
  for (const [name, value] of Object.entries(fields(body))) if (typeof value === 'string' || typeof value === 'number') out[name] = value;
  return out;
}

function deviceParams(body: unknown): Params {
  const said = plain(body);
  const name = said['point'] === undefined ? said['sourceName'] ?? said['address'] ?? '' : '';
  return { ...said, state: deviceState(fields(body)), text: [name, said['text'] ?? ''].filter((t) => t !== '').join(' · ') };
}

/** The line of an alarm's event; null where its body is none that is known. */
function alarmLine({ seq, time, actor, subject, body }: JournalEvent): JournalLine | null {
  const read = AlarmBody.safeParse(body);
  if (!read.success) return null;
  const { what, alarm, kind: limit, level, point, source } = read.data;
  const value = alarm.witness?.value ?? null;
  return { seq, time, actor, kind: `alarm.${what}`, subject, params: { alarm: alarm.id, point: point ?? '', source, limit, level, occurrence: alarm.occurrence ?? '', ...(value !== null && { value }) } };
}

/** An event as a window shows it. The kind of an alarm's event is `alarm.<what happened>`; its params: alarm, point, source, limit kind as `limit`, level, occurrence, value where there is one. A fault's code is `fault`, and its own params stand beside it. Of a device's own event `state` says what it was, and `text` begins with the device's name for its source where that is no point of ours. */
export function lineOf(event: JournalEvent): JournalLine {
  const { seq, time, actor, kind, subject, body } = event;
  const told = kind === alarmChanged.kind ? alarmLine(event) : null;
  if (told !== null) return told;
  if (kind === deviceEventKind) return { seq, time, actor, kind, subject, params: { subject, ...deviceParams(body) } };
  if (mimicKinds.includes(kind)) {
    const { revision, drawing } = fields(body);
    return { seq, time, actor, kind: drawing === null ? 'mimic.removed' : kind, subject, params: { subject, revision: typeof revision === 'number' ? revision : 0 } };   // never the drawing itself
  }
  const fault = fields(fields(body)['fault']);
  const code = fault['code'];
  return { seq, time, actor, kind, subject, params: { subject, ...plain(fault['params']), ...plain(body), ...(typeof code === 'string' && { fault: code }) } };
}
