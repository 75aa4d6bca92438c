import { everybody, looksSealed } from '#app/access';
import { AlarmBody, alarmChanged } from '#app/alarm';
import type { JournalEvent, JournalLine } from '#app/journal';
import { dutyKinds } from '#app/duty';
import { annotationKinds } from '#app/history';
import { mimicKinds } from '#app/mimic';
import { accessParams, isAboutAccess } from './access-lines.ts';
import { deviceEventKind, deviceState } from './device-events.ts';

type Params = Record<string, string | number>;
type Said = Omit<JournalLine, 'shift'>;
const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const fields = (body: unknown): Record<string, unknown> => (typeof body === 'object' && body !== null && !Array.isArray(body) ? body as Record<string, unknown> : {});
/** The plain fields of a body: what a sentence can be filled with; sealed text says nothing in one. */
function plain(body: unknown): Params {
  const out: Params = {};
  for (const [name, value] of Object.entries(fields(body))) if (typeof value === 'number' || (typeof value === 'string' && !looksSealed(value))) out[name] = value;
  return out;
}

function deviceParams(body: unknown): Params {
  const said = plain(body);
  const name = said['point'] === undefined ? said['sourceName'] ?? said['address'] ?? '' : '';
  return { ...said, state: deviceState(fields(body)), text: [name, said['text'] ?? ''].filter((t) => t !== '').join(' · ') };
}

/** Of a roster's event: one that took something away holds null in its place. */
const isTakenAway = (body: unknown): boolean => Object.values(fields(body)).some((v) => v === null);
/** What was done to a swap, and between whom; never a name, which is sealed. */
function dutyParams(body: unknown): Params {
  const { swap, put, removed } = fields(body);
  const { give, by, state } = fields(swap);
  return {
    ...plain(body), ...(typeof state === 'string' && { state, from: text(fields(give)['person']), to: text(by), turn: `${text(fields(give)['date'])} ${text(fields(give)['shift'])}` }),
    ...(Array.isArray(put) && { put: put.length }), ...(Array.isArray(removed) && { removed: removed.length }),
  };
}

/** Of a note on history: its words, its points by their ids and the time that it is of. */
function noteParams(body: unknown): Params {
  const { points } = fields(body);
  return { ...plain(body), points: Array.isArray(points) ? points.map(text).join(' + ') : '' };
}

/** The line of an alarm's event; null where its body is none that is known. */
function alarmLine({ seq, time, actor, subject, body }: JournalEvent): Said | null {
  const read = AlarmBody.safeParse(body);
  if (!read.success) return null;
  const { what, alarm, kind: limit, level, point, source } = read.data;
  const value = alarm.witness?.value ?? null;
  return { seq, time, actor, kind: `alarm.${what}`, subject, params: { alarm: alarm.id, point: point ?? '', source, limit, level, occurrence: alarm.occurrence ?? '', ...(value !== null && { value }) } };
}

/** The code of a fault that an event tells of, with its own params. */
function faultParams(body: unknown): Params {
  const { code, params } = fields(fields(body)['fault']);
  return { ...plain(params), ...(typeof code === 'string' && { fault: code }) };
}
/** Of who is acting: persons by their login, and nothing that is sealed. */
function accessLine(event: JournalEvent, loginOf: (id: string) => string): Said {
  const { seq, time, actor, kind, body } = event;
  const subject = event.subject === everybody ? '—' : loginOf(event.subject);    // a name nobody has
  return { seq, time, actor, kind, subject, params: { subject, ...faultParams(body), ...accessParams(event, loginOf) } };
}

/** The kind of an alarm's event is `alarm.<what happened>`; its params: alarm, point, source, limit kind as `limit`, level, occurrence, value where there is one. A fault's code is `fault`, and its own params stand beside it. Of a device's own event `state` says what it was, and `text` begins with the device's name for its source where that is no point of ours. */
function saidOf(event: JournalEvent, loginOf: (id: string) => string): Said {
  const { seq, time, actor, kind, subject, body } = event;
  const told = kind === alarmChanged.kind ? alarmLine(event) : null;
  if (told !== null) return told;
  if (kind === deviceEventKind) return { seq, time, actor, kind, subject, params: { subject, ...deviceParams(body) } };
  if (mimicKinds.includes(kind)) {
    const { revision, drawing } = fields(body);
    return { seq, time, actor, kind: drawing === null ? 'mimic.removed' : kind, subject, params: { subject, revision: typeof revision === 'number' ? revision : 0 } };   // never the drawing itself
  }
  if (dutyKinds.some((k) => k === kind)) return { seq, time, actor, kind: isTakenAway(body) ? `${kind}-removed` : kind, subject, params: { subject, ...dutyParams(body) } };
  if (annotationKinds.some((k) => k === kind)) return { seq, time, actor, kind, subject, params: noteParams(body) };
  if (isAboutAccess(kind)) return accessLine(event, loginOf);
  const { fault, ...why } = faultParams(body);
  return { seq, time, actor, kind, subject, params: { subject, ...why, ...plain(body), ...(fault !== undefined && { fault }) } };
}

/** An event as a window shows it. `loginOf`: what a person's id is shown as. `shiftAt`: the shift that a moment belongs to (DTY-43); it is reckoned when the line is served and stored nowhere. */
export const lineOf = (event: JournalEvent, shiftAt: (moment: number) => string, loginOf: (id: string) => string = (id) => id): JournalLine => ({ ...saidOf(event, loginOf), shift: shiftAt(event.time) });

/** AUD-15: what is said in no window's log: what the auditor looked for and took away. */
export const auditorsOwn = (kind: string): boolean => kind === 'audit.searched' || kind.startsWith('audit.export');
