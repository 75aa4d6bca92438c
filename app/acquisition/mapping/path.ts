/** One step of a JSON path: a key of an object, or an index of an array. */
export type Step = string | number;

const FORBIDDEN: ReadonlySet<string> = new Set(['__proto__', 'prototype', 'constructor']);
const MOST_STEPS = 16;
const STEP = /\.([\p{L}\p{N}_-]{1,100})|\[(\d{1,6})\]|\['([^'\\\p{Cc}]{1,100})'\]/uy;

/** True of a key that reaches beyond an object's own content: no path may name it and no document may carry it. */
export const isForbidden = (key: string): boolean => FORBIDDEN.has(key);

/** Reads what follows the `$` or `@` of a JSON path: `.key`, `[0]`, `['any key']`, at most 16 of them; null when it cannot be meant. */
export function steps(text: string): readonly Step[] | null {
  const path: Step[] = [];
  const step = new RegExp(STEP);
  for (let from = 0; from < text.length; from = step.lastIndex) {
    step.lastIndex = from;
    const m = step.exec(text);
    if (m === null || path.length === MOST_STEPS) return null;
    const one = m[2] === undefined ? m[1] ?? m[3] ?? '' : Number(m[2]);
    if (isForbidden(String(one))) return null;
    path.push(one);
  }
  return path;
}

/** The value at a path, own content only; undefined where there is none. */
export function at(value: unknown, path: readonly Step[]): unknown {
  let here = value;
  for (const step of path) {
    if (typeof here !== 'object' || here === null || Array.isArray(here) !== (typeof step === 'number') || !Object.hasOwn(here, step)) return undefined;
    here = (here as Record<Step, unknown>)[step];
  }
  return here;
}

/** True of a place that a mapping may name: `$.path` in the document, or `@.path` beside the value. */
export const isPlace = (where: string): boolean => where.length > 1 && /^[$@]/.test(where) && steps(where.slice(1)) !== null;

/** The path of such a place, for a value that stands at `path`: `$` from the document, `@` from what holds the value. Null for none. */
export function placeBeside(where: string | null, path: readonly Step[]): readonly Step[] | null {
  const own = where === null ? null : steps(where.slice(1));
  return own === null ? null : where?.startsWith('@') === true ? [...path.slice(0, -1), ...own] : own;
}
