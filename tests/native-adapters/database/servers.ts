import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, chownSync, existsSync, globSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
export const password = 'pass-7f3a-word';
/** A server that none of us wrote, on a folder and a port of its own. `tls`: certificate and key in PEM. */
export interface Server { readonly port: number; sql(text: string): Promise<void>; start(): Promise<void>; stop(): Promise<void>; leave(): Promise<void> }
export interface Tls { readonly cert: string; readonly key: string }

const free = (): Promise<number> => new Promise((resolve) => { const s = net.createServer().listen(0, '127.0.0.1', () => { const { port } = s.address() as net.AddressInfo; s.close(() => resolve(port)); }); });
const root = process.getuid?.() === 0;
const found = (pattern: string): string | null => globSync(pattern).toSorted().at(-1) ?? null;

/** Debian's `postgresql`; null where it is not installed. */
export const postgresBin = found('/usr/lib/postgresql/*/bin/initdb');
/** Debian's `mariadb-server`; null where it is not installed. */
export const mariadbBin = root && existsSync('/usr/sbin/mariadbd') && existsSync('/usr/bin/mariadb-install-db') ? '/usr/sbin/mariadbd' : null;

/** As another user where we are root, since neither server runs as root. */
function as(user: string, command: string, args: readonly string[]): readonly [string, readonly string[]] {
  return root ? ['runuser', ['-u', user, '--', command, ...args]] : [command, args];
}
async function uidOf(user: string): Promise<readonly [number, number]> {
  const [uid, gid] = await Promise.all(['-u', '-g'].map(async (flag) => Number((await run('id', [flag, user])).stdout)));
  return [uid ?? 0, gid ?? 0];
}
async function folderFor(user: string): Promise<string> {
  const folder = mkdtempSync(path.join(tmpdir(), `watchroom-${user}-`));
  if (root) { const [uid, gid] = await uidOf(user); chownSync(folder, uid, gid); }
  return folder;
}
async function keep(user: string, folder: string, name: string, text: string): Promise<string> {
  const file = path.join(folder, name);
  writeFileSync(file, text);
  chmodSync(file, 0o600);
  if (root) { const [uid, gid] = await uidOf(user); chownSync(file, uid, gid); }
  return file;
}

/** `durable`: what is committed is on the disk, as in operation; a test needs it not. */
export async function postgres(tls?: Tls, durable = false): Promise<Server> {
  const bin = path.dirname(postgresBin ?? '');
  const folder = await folderFor('postgres');
  const port = await free();
  const data = path.join(folder, 'data');
  const secret = await keep('postgres', folder, 'password', password);
  const act = (command: string, ...args: string[]): Promise<unknown> => { const [c, a] = as('postgres', path.join(bin, command), args); return run(c, [...a], { cwd: folder }); };
  await act('initdb', '-D', data, '-U', 'reader', '--auth=scram-sha-256', `--pwfile=${secret}`, '--no-sync', '--encoding=UTF8', '--locale=C');
  const more = tls === undefined ? '' : ` -c ssl=on -c ssl_cert_file=${await keep('postgres', folder, 'cert.pem', tls.cert)} -c ssl_key_file=${await keep('postgres', folder, 'key.pem', tls.key)}`;
  const options = `-p ${port} -k ${folder} -c listen_addresses=127.0.0.1 -c fsync=${durable ? 'on' : 'off'}${more}`;
  const start = async (): Promise<void> => { await act('pg_ctl', '-D', data, '-w', '-s', '-l', path.join(folder, 'log'), '-o', options, 'start'); };
  const stop = async (): Promise<void> => { await act('pg_ctl', '-D', data, '-w', '-s', '-m', 'immediate', 'stop'); };
  await start();
  return {
    port, start, stop,
    sql: async (text) => { await run('psql', ['-q', '-X', '-v', 'ON_ERROR_STOP=1', '-h', '127.0.0.1', '-p', String(port), '-U', 'reader', '-d', 'postgres', '-c', text], { env: { ...process.env, PGPASSWORD: password } }); },
    leave: async () => { await stop().catch(() => {}); rmSync(folder, { recursive: true, force: true, maxRetries: 3 }); },
  };
}

export async function mariadb(tls?: Tls): Promise<Server> {
  const folder = await folderFor('mysql');
  const port = await free();
  const data = path.join(folder, 'data');
  const socket = path.join(folder, 's');
  const [install, installing] = as('mysql', '/usr/bin/mariadb-install-db', ['--no-defaults', `--datadir=${data}`, `--tmpdir=${folder}`, '--auth-root-authentication-method=normal', '--skip-test-db']);
  await run(install, [...installing], { cwd: folder });
  const more = tls === undefined ? [] : [`--ssl-cert=${await keep('mysql', folder, 'cert.pem', tls.cert)}`, `--ssl-key=${await keep('mysql', folder, 'key.pem', tls.key)}`];
  const [command, args] = as('mysql', '/usr/sbin/mariadbd', ['--no-defaults', `--datadir=${data}`, `--tmpdir=${folder}`, `--port=${port}`, `--socket=${socket}`, '--bind-address=127.0.0.1', `--pid-file=${path.join(folder, 'pid')}`, '--skip-name-resolve', '--innodb-flush-log-at-trx-commit=0', '--innodb-buffer-pool-size=32M', ...more]);
  const sql = async (text: string): Promise<void> => { await run('mariadb', ['--no-defaults', `--socket=${socket}`, '-u', 'root', '-e', text]); };
  let server: ChildProcess | null = null;
  const start = async (): Promise<void> => {
    server = spawn(command, [...args], { stdio: 'ignore' });
    for (const end = Date.now() + 30_000; Date.now() < end; await new Promise((r) => { setTimeout(r, 100); })) if (await sql('SELECT 1').then(() => true, () => false)) return;
    throw new Error('mariadbd does not answer');
  };
  const stop = async (): Promise<void> => {
    const was = server;
    server = null;
    if (was === null) return;
    const gone = new Promise((resolve) => { was.once('exit', resolve); });
    await run('mariadb-admin', ['--no-defaults', `--socket=${socket}`, '-u', 'root', 'shutdown']);
    await gone;
  };
  await start();
  await sql(`CREATE USER 'reader'@'127.0.0.1' IDENTIFIED BY '${password}'; CREATE DATABASE park CHARACTER SET utf8mb4; GRANT ALL ON park.* TO 'reader'@'127.0.0.1'`);
  return { port, sql, start, stop, leave: async () => { await stop().catch(() => {}); rmSync(folder, { recursive: true, force: true, maxRetries: 3 }); } };
}
