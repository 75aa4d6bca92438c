import { z } from 'zod';
import { firstPolicy, firstRoles } from '#app/access';
import { canonical } from '#app/journal';

/** One place at which two bodies differ: `roles.2.may`; null: it is not there. Values as canonical JSON, cut at 500 characters. */
export const Difference = z.object({ at: z.string(), before: z.string().nullable(), after: z.string().nullable() });
export type Difference = z.infer<typeof Difference>;

/** The most places told of one change. */
export const mostDifferences = 500;
const longest = 500;
const deepest = 20;

const isBranch = (value: unknown): value is Record<string, unknown> | unknown[] => typeof value === 'object' && value !== null;
const shown = (value: unknown): string => {
  const text = canonical(value);
  return (text.ok ? text.value : '').slice(0, longest);
};
const same = (a: unknown, b: unknown): boolean => {
  const [x, y] = [canonical(a ?? null), canonical(b ?? null)];
  return x.ok && y.ok && x.value === y.value;
};
/** The name by which a list's element is known: its `id`; null: it has none. */
const idOf = (value: unknown): string | null => (isBranch(value) && !Array.isArray(value) && typeof value['id'] === 'string' ? value['id'] : null);
const plainList = (value: unknown): value is unknown[] => Array.isArray(value) && value.every((part) => !isBranch(part));
/** A list of things with ids is compared by id, so that one put in front does not make all the others different (AUD-06). */
function parts(value: unknown): Map<string, unknown> {
  if (Array.isArray(value)) {
    const ids = value.map(idOf);
    const named = ids.every((id) => id !== null) && new Set(ids).size === ids.length;
    return new Map(value.map((part, i) => [named ? ids[i] ?? String(i) : String(i), part]));
  }
  return new Map(isBranch(value) ? Object.entries(value) : []);
}

/** AUD-06: where `after` differs from `before`, each place once, the deepest that says it; at most `mostDifferences`. Of a list of plain values, what came and what went. */
export function differences(before: unknown, after: unknown): readonly Difference[] {
  const found: Difference[] = [];
  const tell = (at: string, b: unknown, a: unknown): void => { if (found.length < mostDifferences) found.push({ at, before: b === undefined ? null : shown(b), after: a === undefined ? null : shown(a) }); };
  function lists(at: string, b: readonly unknown[], a: readonly unknown[]): void {
    const [texts, now] = [new Set(b.map(shown)), new Set(a.map(shown))];
    const [gone, come] = [b.filter((v) => !now.has(shown(v))), a.filter((v) => !texts.has(shown(v)))];
    if (gone.length === 0 && come.length === 0) { tell(at, b, a); return; }   // another order, or one of them more than once
    for (const value of gone) tell(at, value, undefined);
    for (const value of come) tell(at, undefined, value);
  }
  function within(at: string, b: object, a: object, depth: number): void {
    const [x, y] = [parts(b), parts(a)];
    const told = found.length;
    for (const name of new Set([...x.keys(), ...y.keys()])) compare(at === '' ? name : `${at}.${name}`, x.get(name), y.get(name), depth + 1);
    if (found.length === told) tell(at, b, a);   // the same things in another order
  }
  function compare(at: string, b: unknown, a: unknown, depth: number): void {
    if (found.length >= mostDifferences || (b !== undefined && a !== undefined && same(b, a))) return;
    if (plainList(b) && plainList(a)) lists(at, b, a);
    else if (isBranch(b) && isBranch(a) && Array.isArray(b) === Array.isArray(a) && depth <= deepest) within(at, b, a, depth);
    else tell(at, b, a);
  }
  compare('', before, after, 0);
  return found;
}

/** What a change of this kind is compared with, beside those of its own kind and subject; an absent kind is compared with nothing. */
const compared: Readonly<Record<string, readonly string[]>> = {
  'roles.changed': [], 'policy.changed': [], 'person.changed': ['person.created'], 'role.given': ['role.taken'], 'role.taken': ['role.given'], 'site.imported': [], 'mimic.saved': ['mimic.imported'], 'mimic.imported': ['mimic.saved'],
  'key.changed': [],
};
/** AUD-07: the kinds among which the event before a change is looked for, on the same subject; empty: the kind is no change, or says before and after by itself. */
export function comparedKinds(kind: string): readonly string[] {
  if (kind.startsWith('duty.')) return [kind];                      // whatever the roster says of a thing replaces what it said before
  return Object.hasOwn(compared, kind) ? [kind, ...(compared[kind] ?? [])] : [];
}

/** AUD-08: what stood before the first change of a kind: roles and policy begin with those of the house; undefined: nothing did. */
export function bodyBeforeFirst(kind: string): unknown {
  if (kind === 'roles.changed') return { table: firstRoles };
  return kind === 'policy.changed' ? { policy: firstPolicy } : undefined;
}

/** AUD-07: a body that says before and after by itself, e.g. of settings. */
export function ownBeforeAfter(body: unknown): { readonly before: unknown; readonly after: unknown } | null {
  return isBranch(body) && !Array.isArray(body) && 'before' in body && 'after' in body && isBranch(body['before']) && isBranch(body['after']) ? { before: body['before'], after: body['after'] } : null;
}
