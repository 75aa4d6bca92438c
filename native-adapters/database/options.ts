import { z } from 'zod';
import type { AdapterFault } from '#app/acquisition';
import { fail, ok, type Result } from '#kernel/result';
import { IDENTIFIER, selectFault } from './address.ts';
import { isZone } from './zone.ts';

export const dialects = ['postgres', 'mysql', 'mssql', 'sqlite'] as const;
export type Dialect = (typeof dialects)[number];
/** What a word of the quality column means. `over-range`: bad, but the value is kept, since a gas detector says it when it matters most. */
export const meanings = ['good', 'uncertain', 'bad', 'over-range'] as const;
export type Meaning = (typeof meanings)[number];
const PORT: Readonly<Record<Dialect, number>> = { postgres: 5432, mysql: 3306, mssql: 1433, sqlite: 0 };

const name = z.string().regex(IDENTIFIER, 'a name: letters, digits and _ only');
const Schema = z.strictObject({
  dialect: z.enum(dialects),
  host: z.string().regex(/^[A-Za-z0-9._:-]{1,255}$/, 'a host').optional(),
  port: z.int().min(1).max(65_535).optional(),
  database: z.string().regex(/^[^\p{C}]{1,128}$/u, 'a name').optional(),
  user: z.string().regex(/^[^\p{C}]{1,128}$/u, 'a name').optional(),
  password: z.string().regex(/^secret:[A-Za-z0-9._-]{1,100}$/, 'secret:<name>').optional(),
  ssl: z.boolean().default(false),
  ca: z.string().regex(/^[A-Za-z0-9_][A-Za-z0-9._-]{0,100}$/, 'the name of a file in pki/database').optional(),
  file: z.string().regex(/^[^\p{C}]{1,1000}$/u, 'a file').optional(),
  style: z.enum(['tall', 'wide']).default('tall'),
  table: z.string().optional(),
  select: z.string().optional(),
  columns: z.strictObject({ point: name.optional(), key: name.optional(), time: name, value: name.optional(), quality: name.optional() }),
  by: z.enum(['key', 'time']),
  states: z.record(z.string().max(100), z.enum(meanings)).default({ '0': 'good' }),
  zone: z.string().max(60).refine(isZone, 'a zone: Asia/Shanghai, UTC, +08:00').default('Asia/Shanghai'),
  everyMs: z.int().min(10).max(86_400_000).default(1000),
  batch: z.int().min(1).max(10_000).default(1000),
  reads: z.int().min(1).max(1000).default(20),
  queryMs: z.int().min(10).max(120_000).default(5000),
  retryMs: z.int().min(10).max(600_000).default(1000),
  overlapMs: z.int().min(0).max(86_400_000).default(60_000),
  overlapKeys: z.int().min(0).max(100_000).default(100),
  missingHours: z.int().min(0).max(720).default(24),
});
type Raw = z.infer<typeof Schema>;

/**
 * One table, view or SELECT of an intermediate database. `everyMs`: how often it is asked. `batch`: how many rows one statement may bring. `reads`: how many statements a beat may use to catch up.
 * `queryMs`: how long a connection or a statement may take. `overlapMs`, `overlapKeys`: how far back rows that arrive late are looked for. `missingHours`: how far back rows are read that were written while nobody read, after a restart of ours (0: not at all). `zone`: of times that name none. `ca`: a file in pki/database.
 */
export type DatabaseOptions = Raw & { readonly port: number };

type Wrong = readonly [field: string, reason: string];

/** What must and must not be said beside what else was said. */
function misfit(o: Raw): Wrong | null {
  const lite = o.dialect === 'sqlite';
  const missing = (lite ? ['file'] as const : ['host', 'database', 'user', 'password'] as const).find((f) => o[f] === undefined);
  if (missing !== undefined) return [missing, `is needed with ${o.dialect}`];
  const odd = (lite ? ['host', 'port', 'database', 'user', 'password', 'ca'] as const : ['file'] as const).find((f) => o[f] !== undefined);
  if (odd !== undefined) return [odd, `means nothing with ${o.dialect}`];
  if (o.ssl && lite) return ['ssl', 'means nothing with sqlite'];
  return o.ca !== undefined && !o.ssl ? ['ca', 'needs ssl'] : source(o) ?? columns(o);
}
function source(o: Raw): Wrong | null {
  if ((o.table === undefined) === (o.select === undefined)) return ['table', 'either table or select'];
  if (o.table !== undefined && (o.table.split('.').length > 2 || !o.table.split('.').every((part) => IDENTIFIER.test(part)))) return ['table', 'table or schema.table: letters, digits and _ only'];
  if (o.dialect === 'sqlite' && o.table?.includes('.')) return ['table', 'has no schema in sqlite'];
  const wrong = o.select === undefined ? null : selectFault(o.select);
  return wrong === null ? null : ['select', wrong];
}
function columns({ style, by, columns: c }: Raw): Wrong | null {
  if (by === 'key' && c.key === undefined) return ['columns.key', 'is needed when rows are told by key'];
  const missing = (['point', 'value'] as const).find((f) => (c[f] === undefined) === (style === 'tall'));
  return missing === undefined ? null : [`columns.${missing}`, style === 'tall' ? 'is needed in a tall table' : 'means nothing in a wide table'];
}

/** Checks what a site wrote; `bad-options` names the first field that is wrong. */
export function databaseOptions(raw: unknown): Result<DatabaseOptions, AdapterFault> {
  const wrong = ([field, reason]: Wrong) => fail('bad-options', { kind: 'database', field, reason });
  const parsed = Schema.safeParse(raw);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const field = [...(issue?.path ?? []), ...(issue?.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [])].join('.');
    return wrong([field === '' ? 'options' : field, issue?.message ?? '']);
  }
  const odd = misfit(parsed.data);
  return odd === null ? ok({ ...parsed.data, port: parsed.data.port ?? PORT[parsed.data.dialect] }) : wrong(odd);
}
