import { z, type infer as Infer } from 'zod';
import type { Entry } from '../check.ts';
import type { Findings } from '../fault.ts';
import { fieldsOf, id, Name, refuse } from '../schema.ts';
import { assetId, directions, levels, pointId, rateUnits, ruleKinds, type RuleDefinition, type RuleKind, type When } from '../site.ts';
import { type Document, type Path, placeOf, readPart, valueAt } from './document.ts';
import { wholeMs } from './numeral.ts';

const seconds = (least: number) => z.number().min(least).max(86_400).refine((s) => wholeMs(s) !== null, refuse('finer-than-ms'));
const delay = seconds(0).default(0);
const window = seconds(1);
const written = { id, name: Name, level: z.enum(levels).nullable().default(null) };
const ofPoint = { ...written, point: id, deadband: z.number().min(0).default(0), off_delay_s: delay };
const when = { above: z.number().optional(), below: z.number().optional(), state: z.literal([0, 1]).optional() };
const positive = z.number().positive();

/** One entry of `rules/alarms.json`, by its kind. `times` is bounded since as many hits are remembered. */
const entries = {
  rate: z.strictObject({ ...ofPoint, kind: z.literal('rate'), direction: z.enum(directions).default('both'), limit: positive, per: z.enum(rateUnits).default('min'), window_s: window, on_delay_s: delay }),
  deviation: z.strictObject({ ...ofPoint, kind: z.literal('deviation'), other: id.optional(), setpoint: z.number().optional(), limit: positive, in: z.enum(['unit', 'percent']).default('unit'), on_delay_s: delay }),
  count: z.strictObject({ ...ofPoint, kind: z.literal('count'), ...when, times: z.number().int().min(2).max(100), window_s: window, on_delay_s: delay }),
  duration: z.strictObject({ ...ofPoint, kind: z.literal('duration'), ...when, longer_than_s: window }),
  offline: z.strictObject({ ...written, kind: z.literal('offline'), enterprise: id, longer_than_s: window }),
};
const AnyKind = z.looseObject({ kind: z.enum(ruleKinds) });
type Read<K extends RuleKind> = Infer<(typeof entries)[K]>;

const ms = (s: number): number => Math.round(s * 1000);
/** Which of the fields of a choice are given. */
const given = (rule: object, fields: readonly string[]): readonly string[] => fields.filter((f) => (rule as Record<string, unknown>)[f] !== undefined);
/** Kinds that choose one of several fields. */
const choices: Readonly<Partial<Record<RuleKind, readonly string[]>>> = { deviation: ['other', 'setpoint'], count: ['above', 'below', 'state'], duration: ['above', 'below', 'state'] };

function whenOf({ above, below, state }: { readonly above?: number | undefined; readonly below?: number | undefined; readonly state?: 0 | 1 | undefined }): When {
  if (above !== undefined) return { is: 'above', limit: above };
  return below !== undefined ? { is: 'below', limit: below } : { is: 'state', limit: state ?? 1 };
}
const base = (r: Read<'rate' | 'deviation' | 'count' | 'duration'>) => ({ id: r.id, name: r.name, level: r.level, point: pointId(r.point), deadband: r.deadband, offDelayMs: ms(r.off_delay_s) });

/** From what was written to what is kept: seconds become ms, a choice becomes a field. */
const make: { readonly [K in RuleKind]: (r: Read<K>) => RuleDefinition } = {
  rate: (r) => ({ ...base(r), kind: 'rate', direction: r.direction, limit: r.limit, per: r.per, windowMs: ms(r.window_s), onDelayMs: ms(r.on_delay_s) }),
  deviation: (r) => ({ ...base(r), kind: 'deviation', other: r.other === undefined ? null : pointId(r.other), setPoint: r.setpoint ?? null, limit: r.limit, in: r.in, onDelayMs: ms(r.on_delay_s) }),
  count: (r) => ({ ...base(r), kind: 'count', when: whenOf(r), times: r.times, windowMs: ms(r.window_s), onDelayMs: ms(r.on_delay_s) }),
  duration: (r) => ({ ...base(r), kind: 'duration', when: whenOf(r), longerMs: ms(r.longer_than_s) }),
  offline: (r) => ({ id: r.id, name: r.name, level: r.level, kind: 'offline', enterprise: assetId(r.enterprise), longerMs: ms(r.longer_than_s) }),
};

function ruleAt(doc: Document, path: Path, found: Findings): RuleDefinition | null {
  const kind = ruleKinds.find((k) => k === valueAt(doc, [...path, 'kind']));
  if (kind === undefined) { readPart(AnyKind, fieldsOf(AnyKind), doc, path, found); return null; }
  const rule = readPart(entries[kind], fieldsOf(entries[kind]), doc, path, found);
  if (rule === null) return null;
  const choice = choices[kind];
  if (choice !== undefined && given(rule, choice).length !== 1) { found.error(placeOf(doc, path), 'exactly-one-of', { fields: choice.join(', ') }); return null; }
  return make[kind](rule as never);
}

/** Reads the list of `rules/alarms.json`; every entry by itself, by the fields of its kind (PRK-30). */
export function readRules(doc: Document, found: Findings): readonly Entry<RuleDefinition>[] {
  if (!Array.isArray(doc.value)) { found.error(placeOf(doc, []), 'expected-list', { value: '' }); return []; }
  if (doc.value.length > mostRules) { found.error(placeOf(doc, []), 'too-many', { most: mostRules }); return []; }
  return doc.value.map((_, i) => {
    const name = valueAt(doc, [i, 'id']);
    return { id: typeof name === 'string' ? name : '', value: ruleAt(doc, [i], found), at: (...path: Path) => placeOf(doc, [i, ...path]) };
  });
}
/** What the rules remember is in every snapshot, so their number is bounded. */
const mostRules = 5000;
