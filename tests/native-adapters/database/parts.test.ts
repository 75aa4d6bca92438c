import { DataSource } from 'typeorm';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Status } from '#app/acquisition';
import { adapterKinds, sourceFaults } from '../../../native-adapters/index.ts';
import { keyOf, selectFault } from '../../../native-adapters/database/address.ts';
import { cursorOf } from '../../../native-adapters/database/cursor.ts';
import { codes, faultOf } from '../../../native-adapters/database/faults.ts';
import { databaseOptions, type Dialect } from '../../../native-adapters/database/options.ts';
import { statements } from '../../../native-adapters/database/sql.ts';
import { setup, sourceOptions } from '../../../native-adapters/database/source.ts';
import { cell, judged } from '../../../native-adapters/database/values.ts';
import { wires } from '../../../native-adapters/database/wires.ts';
import { boundOf, offsets, timeOf } from '../../../native-adapters/database/zone.ts';
import { optionsOf } from './subject.ts';

const china = offsets('Asia/Shanghai');
const said = { host: 'db.example', database: 'mid', user: 'reader', password: 'secret:db' };
const lite = { dialect: 'sqlite', file: 'a.db', table: 'readings', by: 'key', columns: { point: 'tag', key: 'id', time: 'ts', value: 'value' } };
const faultIn = (more: object): unknown => { const r = databaseOptions({ ...lite, ...more }); return r.ok ? null : r.fault.params['field']; };
const means = { password: 'p', ca: undefined, wires: wires(() => {}, false), inTime: () => 1 };

describe('ADP-21 DBR-02 options', () => {
  it('takes what is whole, with defaults', () => { expect(databaseOptions(lite)).toMatchObject({ ok: true, value: { everyMs: 1000, batch: 1000, zone: 'Asia/Shanghai', port: 0 } }); });
  it.each([
    [{ dialect: 'oracle' }, 'dialect'], [{ surprise: 1 }, 'surprise'], [{ file: undefined }, 'file'], [{ host: 'x' }, 'host'], [{ ssl: true }, 'ssl'],
    [{ dialect: 'mysql', ...said }, 'file'], [{ dialect: 'mysql', file: undefined, ...said, password: 'plain' }, 'password'], [{ dialect: 'mysql', file: undefined, ...said, ca: 'ca.pem' }, 'ca'],
    [{ dialect: 'mysql', file: undefined, ...said, ssl: true, ca: '../ca.pem' }, 'ca'], [{ dialect: 'mysql', file: undefined, ...said, host: 'a b' }, 'host'],
    [{ table: 'readings; DROP TABLE x' }, 'table'], [{ table: 'a.b.c' }, 'table'], [{ table: 'a"b' }, 'table'], [{ table: undefined }, 'table'], [{ select: 'SELECT 1' }, 'table'], [{ table: 'main.readings' }, 'table'],
    [{ columns: { ...lite.columns, value: 'v"; --' } }, 'columns.value'], [{ columns: { ...lite.columns, key: undefined } }, 'columns.key'], [{ columns: { key: 'id', time: 'ts' } }, 'columns.point'],
    [{ style: 'wide' }, 'columns.point'], [{ zone: 'Mars/Olympus' }, 'zone'], [{ batch: 0 }, 'batch'], [{ states: { 0: 'fine' } }, 'states.0'], [{ table: undefined, select: 'DELETE FROM x' }, 'select'],
  ])('%j names %s', (more, field) => { expect(faultIn(more)).toBe(field); });
  it('is registered, and says what is wrong with a source before it is run', () => {
    expect(Object.keys(adapterKinds)).toContain('database');
    expect(sourceFaults('database', lite, [{ id: 'p' as never, address: '??' }, { id: 'q' as never, address: 'LEL-101' }])).toMatchObject([{ point: 'p', fault: { code: 'bad-address' } }]);
  });
});

it('ADP-04 means any key in a tall table and only names in a wide one', () => {
  for (const key of ['LEL-101', '1', "x'; DROP TABLE readings; --", '压力 1号', 'a'.repeat(200)]) expect(keyOf(key, 'tall')).toBe(key);
  for (const key of ['', '??', ' x', 'x ', 'a\nb', 'a\0', 'a'.repeat(201), '--', 'a\u202eb']) expect(keyOf(key, 'tall')).toBeNull();
  for (const name of ['压力', 'p_101', '_x', 'P$1']) expect(keyOf(name, 'wide')).toBe(name);
  for (const name of ['1a', 'a b', 'a"', 'a`', 'a]', 'a.b', "a'", 'a;', 'a-b', '', 'a'.repeat(64), '*']) expect(keyOf(name, 'wide')).toBeNull();
});

describe('DBR-08 a hand-written statement', () => {
  it.each(['SELECT id, tag, ts, value FROM v', "select a.id, b.tag, a.ts, a.value from a join b on a.t = b.id where b.kind = 'delete; -- x'", 'SELECT max(id) AS id FROM "update" GROUP BY tag', 'SELECT [key] FROM [dbo].[drop]'])('may be: %s', (text) => { expect(selectFault(text)).toBeNull(); });
  it.each([
    'DELETE FROM x', 'SELECT 1; DROP TABLE x', 'SELECT 1 -- x', 'SELECT /* */ 1', 'SELECT * INTO y FROM x', "SELECT 'a", 'SELECT "a', 'SELECT (1', 'SELECT 1)', 'SELECT 1) UNION (SELECT 2', "SELECT 'a\\' OR 1", 'SELECT ?', 'SELECT @a', 'SELECT $1', 'SELECT 1\0',
    'WITH x AS (DELETE FROM y RETURNING 1) SELECT 1', 'SELECT pg_terminate_backend(1)', "SELECT load_file('x')", 'SELECT SLEEP(5)', 'SELECT nextval(1)', 'SELECT 1 FOR UPDATE', 'SELECT EXEC', 'SELECT xp_cmdshell(1)', 'EXPLAIN SELECT 1', `SELECT ${'a,'.repeat(3000)}a`,
  ])('may not be: %s', (text) => { expect(selectFault(text)).not.toBeNull(); });
});

describe('DBR-05 times', () => {
  it.each([
    ['2026-11-20 08:00:00', Date.UTC(2026, 10, 20)], ['2026-11-20T08:00:00.123456', Date.UTC(2026, 10, 20, 0, 0, 0, 123)], ['2026/11/20 8:00', Date.UTC(2026, 10, 20)], ['2026-11-20 00:00:00Z', Date.UTC(2026, 10, 20)],
    ['2026-11-20 00:00:00+00', Date.UTC(2026, 10, 20)], ['2026-11-20T03:30:00.0000000+03:30', Date.UTC(2026, 10, 20)], ['2026-11-19 19:00:00-0500', Date.UTC(2026, 10, 20)], ['20261120080000', Date.UTC(2026, 10, 20)],
    ['1763596800', 1_763_596_800_000], [1_763_596_800_000, 1_763_596_800_000], ['1763596800000', 1_763_596_800_000], [1_763_596_800_000_000, 1_763_596_800_000], [1_763_596_800.5, 1_763_596_800_500], [1_763_596_800n, 1_763_596_800_000],
  ])('%s', (raw, ms) => { expect(timeOf(raw, china)?.ms).toBe(ms); });
  it.each([null, '', 'now', '2026-13-01 00:00:00', '2026-02-30 00:00:00', '2026-11-20 25:00:00', '0000-00-00 00:00:00', -1, NaN, 1e40, {}, new Date(0), 'x'.repeat(1000), '2026-11-20 08:00:00 CST'])('%s is none', (raw) => { expect(timeOf(raw, china)).toBeNull(); });
  it('a zone with summer time: each hour of the year comes back', () => {
    const berlin = offsets('Europe/Berlin');
    for (let ms = Date.UTC(2026, 0, 1); ms < Date.UTC(2027, 0, 1); ms += 3_600_000) {
      const text = new Date(ms + berlin(ms)).toISOString().slice(0, 19);
      const twice = ms >= Date.UTC(2026, 9, 25, 1) && ms < Date.UTC(2026, 9, 25, 2);       // the hour that is lived twice is taken for the earlier
      expect(timeOf(text, berlin)?.ms).toBe(twice ? ms - 3_600_000 : ms);
    }
  });
  it('a bound is written as the database writes, and no later row stands before it', () => {
    const texts = ['2026-11-20 08:00:00.5', '2026-11-20T08:00:00.5', '2026/11/20 08:00:00', '2026-11-20T00:00:00.5Z', '2026-11-20 00:00:00.5+00', '20261120080000'];
    expect(texts.map((t) => { const { ms, shape } = timeOf(t, china)!; return [boundOf(ms, shape, china, false), boundOf(ms, shape, china, true)]; })).toEqual([
      ['2026-11-20 08:00:00', '2026-11-20 08:00:00'], ['2026-11-20T08:00:00', '2026-11-20T08:00:00'], ['2026/11/20 08:00:00', '2026/11/20 08:00:00'],
      ['2026-11-20T00:00:00', '2026-11-20T00:00:00+00:00'], ['2026-11-20 00:00:00', '2026-11-20 00:00:00+00:00'], ['20261120080000', '20261120080000'],
    ]);
    fc.assert(fc.property(fc.integer({ min: 0, max: 4e12 }), fc.integer({ min: 0, max: 1e6 }), fc.constantFrom('', 'Z'), (ms, later, z) => {
      const text = new Date(ms).toISOString().slice(0, 23) + z;
      const time = timeOf(text, () => 0);
      const next = new Date(ms + later).toISOString().slice(0, 23) + z;
      return time !== null && time.ms === ms && next >= String(boundOf(ms, time.shape, () => 0, false));
    }), { seed: 1 });
  });
});

it('DBR-04 cells: numbers, words, truth; NULL, bytes, dates and NaN are no value', () => {
  const bad = (why: number) => ({ value: null, status: (Status.deviceFailure | why) >>> 0 });
  expect([1.5, '1.5', ' -2e3 ', true, false, 12n, '1e999', 'Infinity', Buffer.from([1])].map((x) => cell(x).value)).toEqual([1.5, 1.5, -2000, 1, 0, 12, Number.MAX_VALUE, Number.MAX_VALUE, 1]);
  expect([null, undefined, NaN, 'NaN', new Date(0), {}, Buffer.from([1, 2]), 'x'.repeat(1025)].map(cell)).toEqual([bad(3), bad(3), bad(5), bad(5), bad(6), bad(6), bad(6), bad(1)]);
  expect(['ERR', '', '1,5', '0x10', '２５'].map(cell)).toMatchObject(['ERR', '', '1,5', '0x10', '２５'].map((text) => ({ value: null, status: 0, text })));
});
it('DBR-04 quality: by the words of the site; what they do not say is bad', () => {
  const states = { 0: 'good', 1: 'uncertain', OVR: 'over-range' } as const;
  const of = (q: unknown, timed = true): unknown => { const { value, status } = judged(cell(7), q, timed, states); return [value, status]; };
  expect([of(undefined), of(0), of('0 '), of(1), of('OVR'), of(4), of(null), of('constructor'), of('99')]).toEqual([
    [7, 0], [7, 0], [7, 0], [7, 0x4000_0001], [7, Status.outOfRange], [null, Status.deviceFailure + 4], [null, Status.deviceFailure + 31], [null, Status.deviceFailure + 31], [null, Status.deviceFailure + 31]]);
  expect(of(0, false)).toEqual([7, 0x4000_0000]);
});

describe('DBR-07 statements', () => {
  const made = (dialect: Dialect, more: object = {}) => {
    const o = optionsOf({ dialect, ...(dialect === 'sqlite' ? { file: 'a.db' } : said), by: 'key', ...more });
    const { driver } = new DataSource(sourceOptions(o, means));
    return statements(o, (name) => driver.escape(name), false);
  };
  const wanted = { from: '17', keys: ["x'; --", 'B'], limit: 10, skip: 0 };
  it('SQL Server, which cannot be had here: every statement as text', () => {
    const say = made('mssql', { table: 'dbo.readings' });
    const shown = 'CONVERT(nvarchar(200), s."id") AS k, s."tag" AS p, CONVERT(nvarchar(40), s."ts", 126) AS t, s."quality" AS q, s."value" AS v';
    expect(say.columns()).toEqual({ text: 'SELECT name AS name, TYPE_NAME(system_type_id) AS type FROM sys.columns WHERE object_id = OBJECT_ID(@0)', values: ['"dbo"."readings"'] });
    expect(say.last()).toEqual({ text: 'SELECT CONVERT(nvarchar(200), MAX(s."id")) AS k FROM "dbo"."readings" s', values: [] });
    expect(say.rows(wanted, [])).toEqual({ text: `SELECT ${shown} FROM "dbo"."readings" s WHERE s."id" > CAST(@0 AS bigint) AND s."tag" IN (@1, @2) ORDER BY s."id" OFFSET @3 ROWS FETCH NEXT @4 ROWS ONLY`, values: ['17', "x'; --", 'B', 0, 10] });
    expect(say.newest(['A'], [])).toEqual({ text: `SELECT ${shown} FROM "dbo"."readings" s JOIN (SELECT s."tag" AS mp, MAX(s."id") AS mo FROM "dbo"."readings" s WHERE s."tag" IN (@0) GROUP BY s."tag") m ON s."tag" = m.mp AND s."id" = m.mo`, values: ['A'] });
    const wide = made('mssql', { style: 'wide', by: 'time', columns: { time: 'ts' }, table: undefined, select: 'SELECT ts, a FROM v' });
    expect(wide.rows({ from: '2026-11-20T08:00:00', keys: null, limit: 5, skip: 5 }, ['a', '压力'])).toEqual({ text: 'SELECT CONVERT(nvarchar(40), s."ts", 126) AS t, s."a" AS v0, s."压力" AS v1 FROM (SELECT ts, a FROM v) s WHERE s."ts" >= @0 ORDER BY s."ts" OFFSET @1 ROWS FETCH NEXT @2 ROWS ONLY', values: ['2026-11-20T08:00:00', 5, 5] });
  });
  it('SQL Server: one connection, encrypted and verified where ssl is wanted, read-only intent, its own time limit', () => {
    const o = optionsOf({ dialect: 'mssql', ...said, by: 'key', ssl: true, queryMs: 700 });
    expect(sourceOptions(o, { ...means, ca: 'CA' })).toMatchObject({ type: 'mssql', port: 1433, requestTimeout: 700, pool: { max: 1 }, options: { encrypt: true, trustServerCertificate: false, readOnlyIntent: true, cryptoCredentialsDetails: { ca: 'CA' } } });
  });
  it('what comes from outside goes beside the statement, in every dialect', () => {
    const evil = ["x'; --", '"', '`', ']', '\\'];
    for (const dialect of ['postgres', 'mysql', 'mssql', 'sqlite'] as const) {
      const say = made(dialect);
      for (const { text, values } of [say.rows({ from: "1' OR 1=1", keys: evil, limit: 3, skip: 1 }, []), say.newest(evil, [])]) {
        expect(evil.every((e) => values.includes(e))).toBe(true);
        expect(text).not.toMatch(/--|OR 1|x'|\\|;/);
      }
    }
  });
  it('DBR-08 sessions are read only, before anything else is asked', () => {
    expect(setup(optionsOf({ dialect: 'postgres', ...said, by: 'key' }), 0)[0]).toEqual({ text: 'SET default_transaction_read_only = on', optional: false });
    expect(setup(optionsOf({ dialect: 'mysql', ...said, by: 'key', zone: '-03:30' }), 0).map((s) => s.text)).toEqual(["SET SESSION sql_mode = 'NO_ENGINE_SUBSTITUTION'", 'SET SESSION TRANSACTION READ ONLY', "SET time_zone = '-03:30'", 'SET SESSION max_execution_time = 5000', 'SET SESSION max_statement_time = 5']);
    expect(sourceOptions(optionsOf({ dialect: 'sqlite', file: 'a.db', by: 'key' }), means)).toMatchObject({ readonly: true, fileMustExist: true });
  });
});

describe('DBR-06 the cursor', () => {
  const o = { by: 'time', batch: 2, dialect: 'sqlite', overlapMs: 10_000, overlapKeys: 0 } as const;
  const time = (s: number) => timeOf(new Date(s * 1000).toISOString(), () => 0);
  it('a row from the future does not hide those of the present', () => {
    const c = cursorOf(o, () => 0, () => 100_000);
    c.reach(1e9, time(1e6)); c.forward(); c.back();
    const from = (s: number): string => new Date(s * 1000).toISOString().slice(0, 19);
    expect([c.front.wanted().from, c.late.wanted().from]).toEqual([from(1e6), from(90)]);
  });
  it('looks for late rows as far back as the last time it looked, and the overlap', () => {
    const c = cursorOf(o, () => 0, () => 1e9);
    const from = (s: number): string => new Date(s * 1000).toISOString().slice(0, 19);
    c.reach(50_000, time(50)); c.back();
    expect([c.late.wanted().from, c.late.paged(0, null)]).toEqual([from(40), true]);
    c.reach(200_000, time(200)); c.back();
    expect(c.late.wanted().from).toBe(from(40));
  });
  it('many rows in one second are passed over by number, then the sweep moves on', () => {
    const c = cursorOf(o, () => 0, () => 1e12);
    const { front } = c;
    c.reach(40_000, time(40)); c.forward();
    const from = (s: number): string => new Date(s * 1000).toISOString().slice(0, 19);
    expect([front.wanted(), front.paged(2, 40_900), front.wanted(), front.paged(2, 45_000), front.wanted(), front.paged(1, 45_500)]).toEqual([
      { from: from(40), limit: 2, skip: 0 }, false, { from: from(40), limit: 2, skip: 2 }, false, { from: from(45), limit: 2, skip: 0 }, true]);
  });
  it('what left the overlap is forgotten, so that memory is bounded', () => {
    const c = cursorOf({ ...o, by: 'key', overlapKeys: 10 }, () => 0, () => 0);
    for (let i = 0n; i < 1000n; i++) { c.reach(i, null); c.fresh(String(i), i); }
    c.forward();
    expect([c.seen(), c.fresh('995', 995n), c.reached()]).toEqual([10, false, { key: '999', ms: null }]);
  });
});

it('DBR-10 a fault is made of codes alone', () => {
  const inner = Object.assign(new Error('password authentication failed for user "reader" with pass-7f3a-word'), { code: '28P01' });
  const outer = Object.assign(new Error("SELECT 'pass-7f3a-word'"), { driverError: inner, query: 'pass-7f3a-word', parameters: ['pass-7f3a-word'], code: 'pass-7f3a-word' });
  expect(faultOf(outer, 'h:1')).toEqual({ code: 'refused', params: { peer: 'h:1', reason: 'login' } });
  expect(codes(outer)).toEqual(['28P01']);
  const code = (c: string) => { const f = faultOf({ code: c }, 'p'); return [f.code, f.params['reason'] ?? f.params['what']]; };
  expect(['ELOGIN', '57014', 'ECONNREFUSED', '42P01', 'ER_NO_SUCH_TABLE', 'EREQUEST', 'SQLITE_BUSY', 'SQLITE_NOTADB', 'SELF_SIGNED_CERT_IN_CHAIN', '57P01', 'ESOCKET', 'PROTOCOL_CONNECTION_LOST', '25006'].map(code)).toEqual([
    ['refused', 'login'], ['unreachable', 'slow'], ['unreachable', 'ECONNREFUSED'], ['refused', '42P01'], ['refused', 'ER_NO_SUCH_TABLE'], ['refused', 'EREQUEST'], ['unreachable', 'locked'], ['protocol', 'SQLITE_NOTADB'],
    ['untrusted', 'SELF_SIGNED_CERT_IN_CHAIN'], ['unreachable', '57P01'], ['unreachable', 'ESOCKET'], ['unreachable', 'PROTOCOL_CONNECTION_LOST'], ['refused', '25006']]);
});
