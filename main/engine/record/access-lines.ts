import { accessEvents, consentEvents, looksSealed, watchEvents } from '#app/access';
import type { JournalEvent } from '#app/journal';

type Params = Record<string, string | number>;
/** What of a field of an event goes into its sentence; null: nothing. */
type Said = (value: unknown, loginOf: (id: string) => string) => Params[string] | null;

const nobody = '—';
const plain: Said = (value) => ((typeof value === 'string' && !looksSealed(value)) || typeof value === 'number' ? value : null);
const person: Said = (value, loginOf) => (typeof value === 'string' ? loginOf(value) : nobody);
const list: Said = (value) => (Array.isArray(value) ? value.filter((v) => typeof v === 'string').join(' + ') : null);
const versionOf: Said = (value) => (typeof value === 'object' && value !== null && 'version' in value && typeof value.version === 'number' ? value.version : null);
const minutes: Said = (value) => (typeof value === 'number' ? Math.round(value / 60_000) : null);

/** Fields of these events by name, and the place of a sentence that each fills. Anything else is sealed, a hash, a key or somebody's session, and is in no line. */
const fields: Readonly<Record<string, readonly [place: string, said: Said]>> = {
  ...Object.fromEntries(['login', 'reason', 'how', 'factor', 'role', 'workstation', 'purpose', 'why', 'state', 'version', 'call', 'for', 'field'].map((name) => [name, [name, plain]])),
  ...Object.fromEntries(['person', 'before', 'first', 'second', 'by'].map((name) => [name, [name, person]])),
  factors: ['factors', list], fields: ['fields', list], table: ['version', versionOf], ms: ['minutes', minutes],
};
const kinds: ReadonlySet<string> = new Set([...[accessEvents, consentEvents, watchEvents].flatMap((of) => Object.keys(of)), 'personal.read', 'personal.copied']);

/** Whether an event is about who is acting: its line is made here. */
export const isAboutAccess = (kind: string): boolean => kinds.has(kind);

/** The params of such a line. `loginOf`: of a person's id; anything else as it stands. */
export function accessParams({ body }: Pick<JournalEvent, 'body'>, loginOf: (id: string) => string): Params {
  const out: Params = {};
  for (const [name, value] of Object.entries(typeof body === 'object' && body !== null ? body : {})) {
    const [place, said] = (Object.hasOwn(fields, name) ? fields[name] : undefined) ?? [name, () => null];
    const text = said(value, loginOf);
    if (text !== null) out[place] = text;
  }
  return out;
}
