import type { Fault } from '#kernel/result';

/** Everything that can be wrong, or odd, about the folder of a site; each has its sentence in the catalogues and its row in docs/site.md. */
export const siteFaultCodes = [
  // the folder and its files
  'no-folder', 'missing-file', 'not-a-file', 'link-leaves-folder', 'cannot-read', 'file-too-large', 'too-many-files', 'too-many-faults', 'unknown-file', 'passed-over',
  // text
  'wrong-encoding', 'bad-json', 'too-deep', 'too-many-words', 'forbidden-key', 'duplicate-key', 'bad-quote', 'row-too-long', 'wrong-delimiter', 'wrong-cell-count', 'too-many-rows',
  'missing-column', 'unknown-column', 'duplicate-column',
  // fields
  'missing-field', 'unknown-field', 'expected-text', 'expected-number', 'expected-whole-number', 'expected-object', 'expected-list', 'expected-true-or-false',
  'expected-text-or-number', 'not-a-number', 'comma-in-number', 'number-out-of-range', 'not-one-of', 'bad-id', 'bad-characters', 'too-long', 'too-many', 'too-few', 'finer-than-ms',
  // meaning
  'unknown-zone', 'duplicate-id', 'ids-differ-by-case', 'unknown-asset', 'unknown-source', 'unknown-parent', 'unknown-owner', 'parent-cycle', 'standby-is-owner', 'plain-secret',
  'range-empty', 'limits-out-of-order', 'limit-outside-range', 'deadband-too-large', 'deadband-never-clears', 'not-for-this-type', 'digital-never-alarms', 'same-address',
  'source-without-points', 'far-from-origin', 'missing-policy', 'duplicate-policy', 'row-never-reached', 'source-has-no-category', 'unclassified',
  'needs-position', 'outline-crosses-itself', 'raw-range-empty', 'raw-range-and-unit', 'unknown-unit', 'unit-not-convertible',
  // rules
  'unknown-point', 'unknown-enterprise', 'exactly-one-of', 'rule-not-for-type', 'limit-never-met', 'window-too-short', 'compares-with-itself', 'units-differ', 'enterprise-without-points',
  // history
  'unknown-class',
  // shifts
  'bad-time', 'bad-date', 'duty-duplicate-shift', 'duty-shift-hole', 'duty-shift-overlap', 'duty-first-plan-begins', 'duty-plans-out-of-order',
  // export
  'target-not-empty', 'target-not-a-site', 'cannot-write', 'not-the-same',
] as const;
export type SiteFaultCode = (typeof siteFaultCodes)[number];

/** Where something was written: file relative to the folder with `/`, line from 1, and the column or the path inside the file (`policies[2].level`); `` means the whole file. */
export interface Place { readonly file: string; readonly line: number; readonly field: string }
/** One thing that is wrong, or odd, and where. */
export interface SiteFault extends Place { readonly fault: Fault<SiteFaultCode> }
/** What a reading gives: a whole site and what is odd about it, or everything that is wrong with it and nothing half-read. */
export type SiteResult<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly faults: readonly SiteFault[]; readonly warnings: readonly SiteFault[] };

/** Collects while a folder is read, and never ends the reading at the first error (PRK-01). */
export interface Findings {
  error(place: Place, code: SiteFaultCode, params?: Fault['params']): void;
  /** An oddity that stops nothing (PRK-02). */
  warn(place: Place, code: SiteFaultCode, params?: Fault['params']): void;
  /** Errors so far, also those beyond the bound. */
  errors(): number;
  /** Sorted by file, line and field; beyond `most` the rest is one `too-many-faults`. */
  faults(): readonly SiteFault[];
  warnings(): readonly SiteFault[];
}

const before = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const byPlace = (a: SiteFault, b: SiteFault): number => before(a.file, b.file) || a.line - b.line || before(a.field, b.field) || before(a.fault.code, b.fault.code);

/** `most`: how many errors, and how many warnings, are kept; the rest is counted. */
export function findings(most = 10_000): Findings {
  const heap = (): { readonly list: SiteFault[]; all: number } => ({ list: [], all: 0 });
  const wrong = heap();
  const odd = heap();
  const put = (into: typeof wrong, { file, line, field }: Place, code: SiteFaultCode, params: Fault['params']): void => {
    into.all++;
    if (into.list.length < most) into.list.push({ file, line, field, fault: { code, params } });
  };
  const sorted = ({ list, all }: typeof wrong): readonly SiteFault[] => {
    const out = list.toSorted(byPlace);
    const last = out.at(-1);
    if (all > list.length && last !== undefined) out.push({ file: last.file, line: last.line, field: '', fault: { code: 'too-many-faults', params: { shown: most, more: all - most } } });
    return out;
  };
  return {
    error(place, code, params = {}) { put(wrong, place, code, params); },
    warn(place, code, params = {}) { put(odd, place, code, params); },
    errors: () => wrong.all,
    faults: () => sorted(wrong),
    warnings: () => sorted(odd),
  };
}
/** A value from outside as a sentence may carry it: one line, at most 60 characters. */
export function shown(value: unknown): string {
  const raw = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  const text = raw.replace(/[\p{C}\p{Z}]+/gu, ' ');
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
