import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Status } from '#app/acquisition';
import { never, until } from '../../conformance/subject.ts';
import { mariadb, mariadbBin, password, postgres, postgresBin, type Server } from './servers.ts';
import { optionsOf, reading } from './subject.ts';

const ready = (what: string): Record<string, unknown> => ({ dialect: what, host: '127.0.0.1', database: what === 'mysql' ? 'park' : 'postgres', user: 'reader', password: 'secret:db', everyMs: 20, retryMs: 50, queryMs: 1500 });
const secret = (): string => password;

const makes = [
  {
    dialect: 'postgres', debian: 'postgresql', there: postgresBin !== null, make: postgres,
    table: 'CREATE TABLE readings (id bigserial PRIMARY KEY, tag text NOT NULL, ts timestamp(3), value text, quality int)',
    typed: 'CREATE TABLE typed (id bigint PRIMARY KEY, tag int, ts timestamptz, value numeric(20,6), ok boolean, quality varchar(10))',
    wide: 'CREATE TABLE "宽表" (id int PRIMARY KEY, ts timestamp, "压力" real, pump boolean, note text)',
    view: 'CREATE VIEW slow AS SELECT * FROM readings WHERE pg_sleep(20)::text IS NOT NULL',
    db: '',
  },
  {
    dialect: 'mysql', debian: 'mariadb-server', there: mariadbBin !== null, make: mariadb,
    table: 'CREATE TABLE readings (id bigint AUTO_INCREMENT PRIMARY KEY, tag varchar(60) NOT NULL, ts datetime(3), value varchar(60), quality int)',
    typed: 'CREATE TABLE typed (id bigint unsigned PRIMARY KEY, tag int, ts timestamp(3) NULL, value decimal(20,6), ok bit(1), quality varchar(10))',
    wide: 'CREATE TABLE `宽表` (id int PRIMARY KEY, ts datetime, `压力` float, pump bit(1), note text)',
    view: 'CREATE VIEW slow AS SELECT * FROM readings WHERE SLEEP(20) = 0',
    db: 'USE park; ',
  },
] as const;

for (const of of makes) {
  describe.skipIf(!of.there)(of.there ? `${of.dialect}: a real server (Debian's ${of.debian})` : `skipped: ${of.debian} is not installed`, () => {
    let server: Server;
    const sql = (text: string): Promise<void> => server.sql(of.db + text);
    const options = (more: Record<string, unknown> = {}) => optionsOf({ ...ready(of.dialect), port: server.port, by: 'key', ...more });
    beforeAll(async () => {
      server = await of.make();
      for (const table of [of.table, of.typed, of.wide]) await sql(table);
      await sql(of.view);
    }, 60_000);
    afterAll(() => server?.leave());

    it('DBR-01 DBR-05 by key: the newest of each, then what came since, in the zone of the source', { timeout: 20_000 }, async () => {
      await sql("INSERT INTO readings (tag, ts, value, quality) VALUES ('A', '2026-01-01 08:00:00', '1', 0), ('A', '2026-01-01 08:00:01.5', '2', 0), ('B', '2026-01-01 08:00:02', '3', 4)");
      const r = reading(options(), { secret });
      expect(await r.adapter.open(never)).toEqual({ ok: true, value: undefined });
      r.watch('A', 'B', 'C');
      await until(() => r.of(2).length > 0);
      expect(r.of(0)).toMatchObject([{ value: 2, status: Status.good, sourceTime: Date.UTC(2026, 0, 1, 0, 0, 1, 500) }]);
      expect(r.of(1)).toMatchObject([{ value: null, status: Status.deviceFailure + 4 }]);
      expect(r.of(2)).toMatchObject([{ value: null, status: Status.deviceFailure + 2 }]);
      await sql("INSERT INTO readings (tag, ts, value, quality) VALUES ('A', '2026-01-01 07:00:00', '-7.25', 0), ('B', NULL, NULL, 0), ('C', '2026-01-01 08:00:03', 'open', 0)");
      await until(() => r.of(2).length > 1 && r.of(0).length > 1 && r.of(1).length > 1);
      expect(r.of(0)[1]).toMatchObject({ value: -7.25, sourceTime: Date.UTC(2025, 11, 31, 23, 0, 0) });
      expect(r.of(1)[1]).toMatchObject({ value: null, sourceTime: null, status: Status.deviceFailure + 3 });
      expect(r.of(2)[1]).toMatchObject({ value: null, text: 'open', status: Status.good });
    });
    it('DBR-06 by time: late rows within the overlap, each once', { timeout: 20_000 }, async () => {
      const r = reading(options({ by: 'time', overlapMs: 3_600_000 }), { secret });
      await r.adapter.open(never); r.watch('T');
      const at = (s: number): string => new Date(Date.now() + 8 * 3_600_000 - 600_000 + 1000 * s).toISOString().slice(0, 19).replace('T', ' ');
      await sql(`INSERT INTO readings (tag, ts, value, quality) VALUES ('T', '${at(100)}', '1', 0)`);
      await until(() => r.values(0).includes(1));
      await sql(`INSERT INTO readings (tag, ts, value, quality) VALUES ('T', '${at(300)}', '2', 0)`);
      await until(() => r.values(0).includes(2));
      await sql(`INSERT INTO readings (tag, ts, value, quality) VALUES ('T', '${at(200)}', '3', 0)`);
      await until(() => r.values(0).includes(3));
      await new Promise((done) => { setTimeout(done, 150); });
      expect(r.values(0).filter((v) => v !== null)).toEqual([1, 2, 3]);
    });
    it('DBR-04 keys beyond 2^53, numbers as point keys, decimals, instants, truth, words of quality', { timeout: 20_000 }, async () => {
      await sql(`INSERT INTO typed VALUES (9007199254740993, 17, '2026-01-01 08:00:00${of.dialect === 'postgres' ? '+08' : ''}', 12.340000, ${of.dialect === 'postgres' ? 'true' : "b'1'"}, 'OK')`);
      const typed = { table: of.dialect === 'postgres' ? 'public.typed' : 'park.typed', states: { OK: 'good', CAL: 'uncertain', OVR: 'over-range' } };
      const a = reading(options(typed), { secret });
      const b = reading(options({ ...typed, columns: { point: 'tag', key: 'id', time: 'ts', value: 'ok' } }), { secret });
      await a.adapter.open(never); a.watch('17', 'no number'); b.watch('17');
      await until(() => a.of(0).length > 0 && a.of(1).length > 0 && b.of(0).length > 0);
      expect(a.of(0)).toMatchObject([{ value: 12.34, status: Status.good, ...(of.dialect === 'postgres' && { sourceTime: Date.UTC(2026, 0, 1) }) }]);
      expect(a.of(1)).toMatchObject([{ value: null, status: Status.deviceFailure + 2 }]);
      expect(b.of(0)).toMatchObject([{ value: 1 }]);
      expect(a.adapter.reached()).toEqual({ key: '9007199254740993', ms: null });
      await sql("INSERT INTO typed VALUES (9007199254740994, 17, NULL, 0.000001, NULL, 'CAL'), (9007199254740995, 17, NULL, 1e6, NULL, 'OVR'), (9007199254740996, 17, NULL, 5, NULL, 'odd')");
      await until(() => a.of(0).length >= 4);
      expect(a.of(0).slice(1).map((s) => [s.value, s.status])).toEqual([[1e-6, 0x4000_001f], [1e6, Status.outOfRange], [null, Status.deviceFailure + 31]]);
    });
    it('DBR-03 a wide table with Chinese names; a column that is not there', { timeout: 20_000 }, async () => {
      await sql(of.dialect === 'postgres' ? `INSERT INTO "宽表" VALUES (1, '2026-01-01 08:00:00', 0.5, true, 'ok')` : "INSERT INTO `宽表` VALUES (1, '2026-01-01 08:00:00', 0.5, b'1', 'ok')");
      const r = reading(options({ style: 'wide', table: '宽表', columns: { key: 'id', time: 'ts' } }), { secret });
      await r.adapter.open(never); r.watch('压力', 'pump', 'note', 'missing');
      await until(() => r.of(3).length > 0);
      expect([r.values(0), r.values(1), r.of(2).map((s) => s.text), r.of(3).map((s) => s.status)]).toEqual([[0.5], [1], ['ok'], [(Status.deviceFailure | 2) >>> 0]]);
    });
    it('DBR-08 the session cannot write, nor what it calls', { timeout: 20_000 }, async () => {
      await sql("INSERT INTO readings (tag, ts, value, quality) VALUES ('A', '2026-01-01 07:00:00', '-7.25', 0)");
      await sql(of.dialect === 'postgres'
        ? "CREATE TABLE harm (a int); CREATE FUNCTION innocent() RETURNS int AS 'INSERT INTO harm VALUES (1) RETURNING 1' LANGUAGE sql"
        : 'CREATE TABLE harm (a int); \nDELIMITER //\nCREATE FUNCTION innocent() RETURNS int BEGIN INSERT INTO harm VALUES (1); RETURN 1; END//');
      const r = reading(options({ select: 'SELECT id, tag, ts, innocent() AS value FROM readings', columns: { point: 'tag', key: 'id', time: 'ts', value: 'value' } }), { secret });
      await r.adapter.open(never); r.watch('A');
      await until(() => r.links.some((l) => !l.up));
      expect(r.links.find((l) => !l.up)?.reason).toMatchObject({ code: 'refused', params: { reason: of.dialect === 'postgres' ? '25006' : 'ER_CANT_EXECUTE_IN_READ_ONLY_TRANSACTION' } });
      const good = reading(options({ select: "SELECT id, 'ONE' AS tag, ts, CONCAT('v', 7) AS value FROM readings WHERE quality = 0", columns: { point: 'tag', key: 'id', time: 'ts', value: 'value' } }), { secret });
      await good.adapter.open(never); good.watch('ONE');
      await until(() => good.of(0).length > 0);
      expect(good.of(0)[0]).toMatchObject({ text: 'v7', status: Status.good });
    });
    it('DBR-09 a slow statement ends at its time, here and there, and never holds up a close', { timeout: 20_000 }, async () => {
      const slow = reading(options({ table: 'slow', queryMs: 400 }), { secret });
      await slow.adapter.open(never); slow.watch('A');
      await until(() => slow.links.some((l) => l.reason?.params['reason'] === 'slow'), 5000);
      const r = reading(options({ table: 'slow', queryMs: 60_000 }), { secret });
      await r.adapter.open(never); r.watch('A');
      await new Promise((done) => { setTimeout(done, 200); });
      const began = performance.now();
      await r.adapter.close();
      expect(performance.now() - began).toBeLessThan(1000);
      expect(r.timers()).toBe(0);
    });
    it('DBR-10 a wrong password is refused by name, and said nowhere; so is a table that is not there', { timeout: 20_000 }, async () => {
      const wrong = 'another-Secret-word';
      const r = reading(options(), { secret: () => wrong });
      expect(await r.adapter.open(never)).toMatchObject({ ok: false, fault: { code: 'refused', params: { reason: 'login' } } });
      const none = reading(options(), { secret: () => null });
      expect(await none.adapter.open(never)).toMatchObject({ ok: false, fault: { code: 'refused', params: { reason: 'secret-missing', secret: 'secret:db' } } });
      const lost = reading(options({ table: 'nowhere' }), { secret });
      await lost.adapter.open(never); lost.watch("A' OR '1'='1");
      await until(() => lost.links.length > 0);
      expect(lost.links[0]?.reason).toMatchObject({ code: 'refused', params: { reason: 'no-table: nowhere' } });
      expect(JSON.stringify([r.notes, r.links, none.notes, lost.notes, lost.links])).not.toMatch(/another-Secret|pass-7f3a/);
    });
    it('DBR-07 keys that look like statements are only keys', { timeout: 20_000 }, async () => {
      const evil = ["A' OR '1'='1", "A\\' OR 1=1 -- ", 'A"; DROP TABLE readings; --', "x'; DELETE FROM readings; --"];
      const r = reading(options(), { secret });
      await r.adapter.open(never);
      expect(r.watch(...evil.map((e) => e.trim()), 'A').ok).toBe(true);
      await until(() => r.of(4).length > 0 && r.of(3).length > 0);
      expect(r.of(4)[0]?.value).toBe(-7.25);
      for (const i of [0, 1, 2, 3]) expect(r.of(i)).toMatchObject([{ value: null, status: Status.deviceFailure + 2 }]);
    });
    it('DBR-11 a server that dies and comes back: dark, then the newest, then what was missed', { timeout: 40_000 }, async () => {
      const r = reading(options(), { secret });
      await r.adapter.open(never); r.watch('A');
      await until(() => r.links.at(-1)?.up === true);
      await server.stop();
      await until(() => r.of(0).at(-1)?.status === Status.noCommunication && r.links.at(-1)?.up === false);
      r.forget();
      await server.start();
      await until(() => r.links.at(-1)?.up === true, 8000);
      expect(r.values(0)[0]).toBe(-7.25);
    });
  });
}
