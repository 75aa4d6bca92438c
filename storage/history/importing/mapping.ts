import { z } from 'zod';
import { qualityFormats, readJson, timeFormats } from '#app/acquisition';
import { zoneNamed } from '#app/duty';
import { fail, ok, type Fault, type Result } from '#kernel/result';

const Column = z.string().trim().min(1).max(300);
const Point = z.string().min(1).max(300);
const common = {
  encoding: z.enum(['utf-8', 'gb18030']).default('utf-8'),
  delimiter: z.enum([',', ';', '\t', '|']).default(','),
  /** `format`: one of ours, or how it is written in letters: `YYYY-MM-DD HH:mm:ss`. `zone`: of times that say none. */
  time: z.strictObject({ column: Column, format: z.union([z.enum(timeFormats), z.string().min(6).max(40).regex(/Y/)]).default('iso'), zone: z.string().max(64).nullable().default(null) }),
};
const Tall = z.strictObject({
  ...common, point: Column, value: Column, text: Column.nullable().default(null),
  quality: z.strictObject({ column: Column, format: z.enum(qualityFormats).default('opcua') }).nullable().default(null),
  /** What the file calls a point -> what the site does. */
  names: z.record(z.string(), Point).default({}),
  /** Our own exports put a quote before what a spreadsheet would take for a formula. */
  quoted: z.boolean().default(false),
});
const Wide = z.strictObject({ ...common, columns: z.record(Column, Point).refine((c) => Object.keys(c).length > 0, 'none') });
/** How a file of samples is read: a row says one point (`point`, `value`), or has a column for each (`columns`). */
const Mapping = z.union([Tall, Wide]);
export type ImportMapping = z.infer<typeof Mapping>;
export type MappingFault = Fault<'bad-mapping'>;

const mostBytes = 1 << 20;
/** What our own exports are read by. */
export const ownMapping: ImportMapping = Tall.parse({ time: { column: 'time' }, point: 'point', value: 'value', text: 'text', quality: { column: 'status' }, quoted: true });

const isWide = (said: unknown): boolean => typeof said === 'object' && said !== null && Object.hasOwn(said, 'columns');
const bad = (field: string, reason: string): Result<never, MappingFault> => fail('bad-mapping', { field, reason });

/** Reads a mapping; `bad-mapping` names the first field that is wrong. */
export function mappingIn(bytes: Uint8Array): Result<ImportMapping, MappingFault> {
  const document = readJson(bytes, mostBytes);
  if (!document.ok) return bad('', 'JSON');
  const read = (isWide(document.value) ? Wide : Tall).safeParse(document.value);
  if (!read.success) return bad(read.error.issues[0]?.path.join('.') ?? '', read.error.issues[0]?.code ?? '');
  const { zone } = read.data.time;
  return zone === null || zoneNamed(zone).ok ? ok(read.data) : bad('time.zone', zone);
}
