import type { ZodType, core, infer as Infer } from 'zod';
import { type Findings, type Place, type SiteFaultCode, shown } from '../fault.ts';
import { nearest } from './nearest.ts';

export type Path = readonly (string | number)[];

/** A JSON file as it was read. `value` holds plain data only (no forbidden keys, finite numbers); `lineOf` a path that is not there is the line of what it would stand in. */
export interface Document { readonly file: string; readonly value: unknown; lineOf(path: Path): number }
/** One row of a sheet, with the line where it begins. */
export interface Row { readonly line: number; readonly cells: readonly string[] }
/** A CSV file as it was read: its heading, and its rows without the empty ones. */
export interface Sheet { readonly file: string; readonly heading: Row; readonly rows: readonly Row[] }

/** `[3].options.host`, `policies[2].level`. */
export const fieldOf = (path: Path): string => path.reduce<string>((s, p) => (typeof p === 'number' ? `${s}[${p}]` : s === '' ? p : `${s}.${p}`), '');
/** Where a path of a document stands. */
export const placeOf = (doc: Document, path: Path): Place => ({ file: doc.file, line: doc.lineOf(path), field: fieldOf(path) });

/** What a document holds under a path, or undefined. */
export const valueAt = (doc: Document, path: Path): unknown =>
  path.reduce<unknown>((v, p) => (typeof v === 'object' && v !== null && Object.hasOwn(v, p) ? (v as Record<string | number, unknown>)[p] : undefined), doc.value);

const expected: Readonly<Record<string, SiteFaultCode>> = {
  string: 'expected-text', number: 'expected-number', int: 'expected-whole-number', object: 'expected-object', record: 'expected-object', array: 'expected-list', boolean: 'expected-true-or-false',
};

/** The names an object schema knows, found beside the issue; zod does not tell them. */
type Known = (path: Path) => readonly string[];

type Told = { readonly code: SiteFaultCode; readonly params: Readonly<Record<string, string | number>> };

function bound(issue: core.$ZodIssueTooSmall | core.$ZodIssueTooBig, value: unknown): Told {
  if (issue.origin === 'string') return issue.code === 'too_small' ? { code: 'missing-field', params: {} } : { code: 'too-long', params: { most: Number(issue.maximum) } };
  if (issue.origin === 'array' || issue.origin === 'object') return issue.code === 'too_small' ? { code: 'too-few', params: { least: Number(issue.minimum) } } : { code: 'too-many', params: { most: Number(issue.maximum) } };
  return { code: 'number-out-of-range', params: { value: shown(value) } };
}

function notOneOf(values: readonly unknown[], value: unknown): Told {
  const names = values.map(String);
  return { code: 'not-one-of', params: { value: shown(value), allowed: names.join(', '), nearest: nearest(shown(value), names) } };
}

/** The refinements of our schemas carry their code, and what its sentence needs. */
function ownWord({ params }: core.$ZodIssueCustom, value: unknown): Told {
  return { code: params?.['code'] as SiteFaultCode, params: { value: shown(value), ...(params?.['more'] as Told['params']) } };
}

const plain = (code: SiteFaultCode) => (_: unknown, value: unknown): Told => ({ code, params: { value: shown(value) } });
/** How each kind of issue of zod is said in a code of ours. */
const words: { readonly [K in core.$ZodIssue['code']]: (issue: Extract<core.$ZodIssue, { code: K }>, value: unknown) => Told } = {
  invalid_type: (issue, value) => ({ code: expected[issue.expected] ?? 'expected-object', params: { value: shown(value) } }),
  invalid_value: (issue, value) => notOneOf(issue.values, value),
  too_small: bound,
  too_big: bound,
  invalid_format: plain('bad-id'),
  invalid_union: plain('expected-text-or-number'),
  custom: ownWord,
  invalid_key: () => ({ code: 'bad-characters', params: { value: '' } }),
  invalid_element: plain('expected-object'),
  not_multiple_of: plain('number-out-of-range'),
  unrecognized_keys: plain('unknown-field'),
};
const tell = (issue: core.$ZodIssue, value: unknown): Told => (value === undefined ? { code: 'missing-field', params: {} } : words[issue.code](issue as never, value));

/** Reads the part of a document under `path` by a schema; every issue becomes an error with its file, line and field, and null is returned. */
export function readPart<S extends ZodType>(schema: S, known: Known, doc: Document, path: Path, found: Findings): Infer<S> | null {
  const parsed = schema.safeParse(valueAt(doc, path));
  if (parsed.success) return parsed.data;
  for (const issue of parsed.error.issues) {
    const inner = issue.path as Path;
    const full = [...path, ...inner];
    if (issue.code === 'unrecognized_keys') {
      for (const key of issue.keys) found.error(placeOf(doc, [...full, key]), 'unknown-field', { name: shown(key), nearest: nearest(key, known(inner)) });
      continue;
    }
    const { code, params } = tell(issue, valueAt(doc, full));
    found.error(placeOf(doc, full), code, params);
  }
  return null;
}
