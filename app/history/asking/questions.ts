import { z } from 'zod';
import { detectorNames } from '../detection/detectors.ts';

export const Point = z.string().min(1).max(300);
/** Epoch ms, from 1970 to 2200. */
export const Time = z.number().min(0).max(7_258_118_400_000);
const span = { from: Time, to: Time };
const some = (most: number) => z.array(Point).min(1).max(most);
const Numbers = z.array(z.number().nullable());
const Quality = z.enum(['good', 'uncertain', 'bad']);

/** What may be reckoned of a stretch. `mean`: of the samples; `weighted`: over time; `std`: of the samples (n - 1); `good`: the share of time with a value, 0 to 1; `percentile`, `above`, `below`, take `of`; `above`, `below`, `on`: ms. */
export const aggregateKinds = ['mean', 'weighted', 'min', 'max', 'std', 'first', 'last', 'count', 'good', 'percentile', 'above', 'below', 'on'] as const;
export const Aggregate = z.object({ kind: z.enum(aggregateKinds), of: z.number().optional() });
export type Aggregate = z.infer<typeof Aggregate>;

/** What held of a point. `for` and together: see `history.find`. */
export const Condition = z.object({ point: Point, is: z.enum(['above', 'below', 'equals', 'bad', 'absent']), value: z.number().optional() });
export type Condition = z.infer<typeof Condition>;

/** `columns` of equal width, or nearly: inner edges stand on steps of the tier that is read, so that each column is exact. */
export const ColumnsQuestion = z.object({ points: some(20), ...span, columns: z.number().int().min(1).max(4000) });
/** The columns of one point: column i is edges[i] <= t < edges[i + 1]. Null: no reading. `worst` null: nothing came. `carried`: the value that stood when the first column began. `stepped`: a value stands until the next. `tier`: what it was read from. `silenceMs`: for how long between two readings a line may run on over columns in which nothing came; null: for ever, since where nothing is known stands a bad column. */
export const Columns = z.object({
  point: z.string(), edges: z.array(z.number()), min: Numbers, max: Numbers, first: Numbers, last: Numbers, worst: z.array(Quality.nullable()), carried: z.number().nullable(), stepped: z.boolean(), tier: z.enum(['raw', 'minute', 'hour', 'day']), silenceMs: z.number().nullable(),
});
export type Columns = z.infer<typeof Columns>;

export const RowsQuestion = z.object({ point: Point, ...span, limit: z.number().int().min(1).max(10_000) });
/** Kept samples, oldest first. `sourceTime` null: the device said none. `deviation`: samples between two may have differed from their line by so much; 0: these are all. `more`: there are more before `to`. */
export const Rows = z.object({
  point: z.string(), at: z.array(z.number()), received: z.array(z.number()), value: Numbers, status: z.array(z.number()), text: z.record(z.string(), z.string()), deviation: z.number(), more: z.boolean(),
});
export const AtQuestion = z.object({ points: some(200), time: Time });
/** The value at a time: on the line between two good neighbours, or what stood; null: none was known. `from`: the time of the sample before it. */
export const At = z.object({ point: z.string(), value: z.number().nullable(), text: z.string().nullable(), status: z.number().nullable(), from: z.number().nullable(), between: z.boolean() });
export const LatestQuestion = z.object({ points: some(1000) });

export const AggregatesQuestion = z.object({ points: some(20), ...span, stepMs: z.number().int().min(1000).nullable(), kinds: z.array(Aggregate).min(1).max(8) });
/** `edges` as in Columns; `values`: a row for each asked kind, in the order asked; null: nothing is known of it. `tier`: what it was reckoned from; `deviation`: how far a kept line may be from a sample, where lines were read. */
export const Aggregates = z.object({ point: z.string(), edges: z.array(z.number()), values: z.array(Numbers), tier: z.enum(['raw', 'minute', 'hour', 'day']), deviation: z.number() });
export type Aggregates = z.infer<typeof Aggregates>;

/** Two periods of the same points, side by side. */
export const CompareQuestion = z.object({ points: some(20), a: z.object(span), b: z.object(span) });
const Figures = z.object({ mean: z.number().nullable(), min: z.number().nullable(), max: z.number().nullable(), std: z.number().nullable(), weighted: z.number().nullable(), good: z.number() });
export const Compared = z.object({ point: z.string(), a: Figures, b: Figures });

/** Pearson's r of each pair over time-weighted means of `stepMs`, and the lag of at most `lagMs` at which it is farthest from nought: `bestLagMs` above 0: `b` follows `a` by so much. */
export const CorrelateQuestion = z.object({ points: z.array(Point).min(2).max(12), ...span, stepMs: z.number().int().min(1000), lagMs: z.number().int().min(0) });
export const Correlated = z.object({ a: z.string(), b: z.string(), n: z.number(), r: z.number().nullable(), bestLagMs: z.number().nullable(), bestR: z.number().nullable() });

/** When all of the conditions held together for at least `forMs`. */
export const FindQuestion = z.object({ all: z.array(Condition).min(1).max(6), ...span, forMs: z.number().int().min(0), limit: z.number().int().min(1).max(1000) });
export const Found = z.object({ stretches: z.array(z.object({ from: z.number(), to: z.number() })), more: z.boolean() });

/** What was not usual in a stretch, over means of `stepMs`. `by`: how it is looked for. `reference`: a stretch in which all was as it should be; null: the stretch itself. `threshold`: in spreads; null: the detector's own. */
export const DetectQuestion = z.object({ point: Point, ...span, stepMs: z.number().int().min(1000), by: z.enum(detectorNames), reference: z.object(span).nullable(), threshold: z.number().positive().max(1000).nullable() });
/** `centre`, `spread`: what is usual; null: nothing is known of it. `score`: above 1 is beyond the limit; `peak`: the mean of the step where it was highest. */
export const Detected = z.object({
  point: z.string(), centre: z.number().nullable(), spread: z.number().nullable(), stretches: z.array(z.object({ from: z.number(), to: z.number(), peak: z.number(), score: z.number() })), more: z.boolean(),
});

/** How history does. `used`: bytes of `budgetBytes`, which is the lesser of what the site allows and what the disk has; null: not known yet. `state`: `stopped` with a reason (a full disk, a damaged catalogue), alarms and journal go on. `lagMs`: how long ago the oldest sample came that is not on the disk yet. `refused`: since the start, with the last point of each kind. */
export const HistoryHealth = z.object({
  state: z.enum(['keeping', 'stopped']), reason: z.string().nullable(), lagMs: z.number(), points: z.number(), kept: z.number(), stored: z.number(),
  refused: z.array(z.object({ why: z.string(), count: z.number(), point: z.string() })), quarantined: z.array(z.object({ file: z.string(), why: z.string(), from: z.number().nullable(), to: z.number().nullable() })),
  bytes: z.object({ raw: z.number(), tiers: z.number(), ahead: z.number() }), budgetBytes: z.number().nullable(), used: z.number(), oldest: z.number().nullable(),
});
export type HistoryHealth = z.infer<typeof HistoryHealth>;

/** A note that somebody wrote at a time of one or several points. `to` null: a moment. `withdrawn`: by whom it was taken back; it stays in the journal. */
export const Annotation = z.object({ id: z.string(), points: z.array(z.string()), at: z.number(), to: z.number().nullable(), text: z.string(), by: z.string(), written: z.number(), withdrawn: z.string().nullable() });
export type Annotation = z.infer<typeof Annotation>;
/** False for halves of surrogate pairs, text that turns the direction of writing, and control characters other than those of lines: it stands in the journal and on every screen. */
const isPlain = (s: string): boolean => s.isWellFormed() && !/[^\P{Cc}\n\r\t]|[\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF]/u.test(s);
export const NewAnnotation = z.object({ points: z.array(Point).max(12), at: Time, to: Time.nullable(), text: z.string().trim().min(1).max(500).refine(isPlain) });
export const AnnotationsQuestion = z.object({ points: z.array(Point).max(20), ...span });

export const exportWhat = ['raw', 'minute', 'hour', 'day'] as const;
export const exportForms = ['csv', 'parquet'] as const;
/** `zone`: what times are written in, an IANA name; the engine says that of the site. */
export const ExportQuestion = z.object({ points: some(200), ...span, what: z.enum(exportWhat), form: z.enum(exportForms), zone: z.string().max(64).exactOptional() });
/** A finished file in the folder of exports; `sm3` of its bytes. */
export const Exported = z.object({ file: z.string(), rows: z.number(), bytes: z.number(), sm3: z.string() });
export const Exporting = z.object({ file: z.string(), rows: z.number(), share: z.number(), state: z.enum(['running', 'done', 'failed']), fault: z.string().nullable() });
