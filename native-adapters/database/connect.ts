import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import type { DataSource, QueryRunner } from 'typeorm';
import type { AdapterDeps, AdapterFault } from '#app/acquisition';
import { fail, ok, type Result } from '#kernel/result';
import type { Cancellation, Stop } from '#kernel/time';
import { codes, faultOf, isLocked } from './faults.ts';
import type { DatabaseOptions } from './options.ts';
import { setup, sourceOptions } from './source.ts';
import type { Ask } from './sql.ts';
import { wires, type Wires } from './wires.ts';

export type Row = Readonly<Record<string, unknown>>;
/** One session: one statement at a time. */
export interface Session {
  ask(ask: Ask): Promise<Result<readonly Row[], AdapterFault>>;
  /** The driver's own quoting of names. */
  readonly quote: (name: string) => string;
  /** Why it is no longer to be used; null while it is. */
  fault(): AdapterFault | null;
  /** Ends it with whatever it is waiting for; resolves when nothing of it is left. */
  end(fault: AdapterFault): Promise<void>;
}

/** How long a library may take to give back what is cut already. */
const LEAVE_MS = 500;
/** How long after the end of its line a driver may say why. */
const CLOSED_MS = 20;
/** Between two tries at a SQLite file that somebody is writing. */
const LOCKED_MS = 15;

export const peerOf = (o: DatabaseOptions): string => (o.dialect === 'sqlite' ? o.file ?? '' : `${o.host ?? ''}:${o.port}`);

interface Ready { readonly password: string; readonly ca: string | undefined; readonly file: string | null }

/** Which file that is: another one of the same name is another database. */
const identity = async (file: string): Promise<string | null> => stat(file, { bigint: true }).then((s) => `${s.dev}:${s.ino}`, () => null);

/** What has to be there before anything is asked of a wire. */
async function ready(o: DatabaseOptions, deps: AdapterDeps): Promise<Result<Ready, AdapterFault>> {
  const peer = peerOf(o);
  if (o.dialect === 'sqlite') {
    const file = await identity(o.file ?? '');
    return file === null ? fail('unreachable', { peer, reason: 'no-file' }) : ok({ password: '', ca: undefined, file });
  }
  const password = deps.secret((o.password ?? '').slice('secret:'.length));
  if (password === null) return fail('refused', { peer, reason: 'secret-missing', secret: o.password ?? '' });
  if (o.ca === undefined) return ok({ password, ca: undefined, file: null });
  try { return ok({ password, ca: await readFile(path.join(deps.pki, 'database', o.ca), 'utf8'), file: null }); } catch { return fail('untrusted', { peer, reason: 'no-such-file', file: o.ca, to: 'pki/database' }); }
}

/** A limit on one thing that is waited for; `lost` settles it early. */
function within<T>(what: Promise<T>, lost: Promise<never>): Promise<T> {
  what.catch(() => {});
  return Promise.race([what, lost]);
}

function sessionOver(source: DataSource, runner: QueryRunner, o: DatabaseOptions, deps: AdapterDeps, held: Held): Session {
  const { clock } = deps;
  const peer = peerOf(o);
  const inTransaction = o.select !== undefined && o.dialect !== 'sqlite';

  /** SQL Server has no read-only transaction: there it is one that is always rolled back. */
  async function begin(): Promise<void> { await (o.dialect === 'mssql' ? runner.startTransaction() : runner.query('START TRANSACTION READ ONLY')); }
  async function undo(): Promise<void> { await (o.dialect === 'mssql' ? runner.rollbackTransaction() : runner.query('ROLLBACK')); }
  async function run({ text, values }: Ask): Promise<unknown> {
    if (inTransaction) await begin();
    const rows: unknown = await runner.query(text, [...values]);
    if (inTransaction) await undo();
    return rows;
  }
  async function patiently(asked: Ask, until: number): Promise<unknown> {
    for (;;) {
      if (held.file !== null && await identity(o.file ?? '') !== held.file) throw Object.assign(new Error(), { code: 'ENOENT' });
      try { held.deadline = until; return await run(asked); } catch (error) {
        if (!isLocked(error) || clock.mono() + LOCKED_MS >= until || held.gone !== null) throw error;
        await new Promise<void>((resolve) => { held.stopWaiting = clock.after(LOCKED_MS, resolve); });
      }
    }
  }
  async function ask(asked: Ask): Promise<Result<readonly Row[], AdapterFault>> {
    if (held.gone !== null) return { ok: false, fault: held.gone };
    const stop = o.dialect === 'sqlite' ? (): void => {} : clock.after(o.queryMs, () => held.lose(fail('unreachable', { peer, reason: 'slow' }).fault));
    try {
      const rows = await within(patiently(asked, clock.mono() + o.queryMs), held.lost);
      if (Array.isArray(rows)) return ok(rows as readonly Row[]);
      held.lose(fail('protocol', { peer, what: 'rows' }).fault);
    } catch (error) {
      const gone = held.file !== null && codes(error)[0] === 'ENOENT';
      held.lose(held.slow || gone ? fail('unreachable', { peer, reason: gone ? 'no-file' : 'slow' }).fault : faultOf(error, peer));
    } finally { stop(); }
    return { ok: false, fault: held.gone ?? fail('closed').fault };
  }
  let ending: Promise<void> | null = null;
  return {
    ask, fault: () => held.gone,
    quote: (name) => source.driver.escape(name),
    end(fault) {
      held.lose(fault);
      ending ??= leave(source, Promise.resolve(runner), deps);
      return ending;
    },
  };
}

/** Gives everything back, and waits no longer than `LEAVE_MS` for a library that cannot. */
async function leave(source: DataSource, opening: Promise<QueryRunner>, { clock }: AdapterDeps): Promise<void> {
  let stop: Stop = () => {};
  const late = new Promise<void>((resolve) => { stop = clock.after(LEAVE_MS, resolve); });
  const all = async (): Promise<void> => {
    await opening.then((runner) => runner.release()).catch(() => {});
    if (source.isInitialized) await source.destroy();
  };
  await Promise.race([all().catch(() => {}), late]);
  stop();
}

interface Held { gone: AdapterFault | null; deadline: number; slow: boolean; stopWaiting: Stop; stopClosing: Stop | null; readonly file: string | null; readonly wires: Wires; readonly lost: Promise<never>; lose(fault: AdapterFault): void }

function hold(o: DatabaseOptions, file: string | null, { clock }: AdapterDeps, onLost: () => void): Held {
  const { promise: lost, reject } = Promise.withResolvers<never>();
  lost.catch(() => {});
  const held: Held = {
    gone: null, deadline: Infinity, slow: false, stopWaiting: () => {}, stopClosing: null, file, lost,
    // the driver is given a moment to say why, since a refusal and the end of its line come together
    wires: wires(() => { if (held.gone === null) held.stopClosing ??= clock.after(CLOSED_MS, () => held.lose(fail('unreachable', { peer: peerOf(o), reason: 'closed' }).fault)); }, o.dialect === 'mssql'),
    lose(fault) {
      if (held.gone !== null) return;
      held.gone = fault;
      held.stopWaiting();
      held.stopClosing?.();
      held.wires.end();
      reject(new Error('the session is over'));
      onLost();
    },
  };
  return held;
}

/** Connects, and makes the session read only, within `queryMs`; or says why not. The library, and of its drivers the one that is needed, are loaded here. A cancelled attempt leaves nothing behind. */
export async function connect(o: DatabaseOptions, deps: AdapterDeps, cancel: Cancellation, onLost: () => void): Promise<Result<Session, AdapterFault>> {
  if (cancel.aborted) return fail('cancelled');
  const means = await ready(o, deps);
  if (!means.ok) return means;
  const { DataSource: Source } = await import('typeorm');
  const { clock } = deps;
  const peer = peerOf(o);
  let living = false;
  const held = hold(o, means.value.file, deps, () => { if (living) onLost(); });
  const inTime = (): number => { if (clock.mono() > held.deadline) { held.slow = true; throw new Error('slow'); } return 1; };
  const abort = (): void => held.lose(fail('cancelled').fault);
  cancel.addEventListener('abort', abort);
  if (cancel.aborted) abort();
  const stop = clock.after(o.queryMs, () => held.lose(fail('unreachable', { peer, reason: 'timeout' }).fault));
  const source = new Source(sourceOptions(o, { ...means.value, wires: held.wires, inTime }));
  const opening = (async (): Promise<QueryRunner> => {
    await source.initialize();
    const runner = source.createQueryRunner();
    await runner.connect();
    for (const { text, optional } of setup(o, clock.now())) await (optional ? runner.query(text).catch(() => {}) : runner.query(text));
    return runner;
  })();
  try {
    const made = await within(opening, held.lost);
    living = true;
    return ok(sessionOver(source, made, o, deps, held));
  } catch (error) {
    const why = held.gone ?? faultOf(error, peer);
    held.lose(why);
    const all = codes(error);
    if (why.code !== 'cancelled') deps.note(`database ${peer}: ${why.code} ${all.length > 0 ? all.join(' ') : String(why.params['reason'] ?? '')}`);
    await leave(source, opening, deps);
    return { ok: false, fault: why };
  } finally { stop(); cancel.removeEventListener('abort', abort); }
}
