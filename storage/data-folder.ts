import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { fail, ok, type Fault, type Result } from '#kernel/result';
import { nodeId, type NodeId } from '#kernel/session';
import type { Clock } from '#kernel/time';
import { headKeyName } from './head.ts';
import { takeLock, type Lock } from './disk/lock.ts';
import { reserveName } from './journal/reserve.ts';
import { migrate, type MigrateFault, type Migration } from './migrate.ts';
import { migrations } from './migrations/index.ts';
import { readSecret, writeSecret } from './disk/secret.ts';
import { newPrivateKey } from './sm2.ts';
import { readStateFile, writeStateFile } from './disk/state-file.ts';
import { reasonOf } from './disk/reason.ts';
import { systemFault, type SystemFault } from './disk/system-fault.ts';

export type DataFault = MigrateFault | SystemFault | Fault<'locked' | 'parent-missing'>;

/** A data folder that this process holds. */
export interface DataFolder {
  readonly dir: string;
  readonly node: NodeId;
  readonly formatVersion: number;
  /** Lets others have it. Close what is open in it first. Idempotent. */
  close(): void;
}

const DataFile = z.object({ formatVersion: z.number().int().nonnegative(), node: z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/), createdAt: z.number() });
type DataFile = z.infer<typeof DataFile>;

const folders = ['pki', 'logs', 'history', 'media', 'heads'] as const;

/** What `data.json` says, null where there is none. */
export function readDataFile(dir: string): Result<DataFile | null, Fault<'data-damaged'>> {
  const file = path.join(dir, 'data.json');
  try {
    const text = readStateFile(file);
    if (text === null) return ok(null);
    const parsed = DataFile.safeParse(JSON.parse(text));
    return parsed.success ? ok(parsed.data) : fail('data-damaged', { file, reason: parsed.error.issues[0]?.path.join('.') ?? '' });
  } catch (error) { return fail('data-damaged', { file, reason: reasonOf(error) }); }
}
export const writeDataFile = (dir: string, data: DataFile): void => writeStateFile(path.join(dir, 'data.json'), `${JSON.stringify(data, null, 2)}\n`);

/** A name nobody else has: 64 random bits. */
export const newNode = (): string => `n-${randomBytes(8).toString('hex')}`;

/** Creates what is missing, and tells what stands in the way. */
function prepare(dir: string): Result<void, DataFault> {
  const stat = fs.statSync(dir, { throwIfNoEntry: false });
  if (stat !== undefined && !stat.isDirectory()) return fail('not-a-folder', { dir });
  if (stat === undefined) {
    if (!fs.existsSync(path.dirname(dir))) return fail('parent-missing', { dir, parent: path.dirname(dir) });
    fs.mkdirSync(dir);
  }
  try { fs.accessSync(dir, fs.constants.W_OK); } catch { return fail('read-only', { dir, reason: 'not writable' }); }
  return ok(undefined);
}

function fill(dir: string, clock: Clock, steps: readonly Migration[]): Result<DataFile, DataFault> {
  const read = readDataFile(dir);
  if (!read.ok) return read;
  if (read.value === null && fs.existsSync(path.join(dir, 'journal.db'))) return fail('data-damaged', { file: path.join(dir, 'data.json'), reason: 'missing' });
  let data = read.value ?? { formatVersion: 0, node: newNode(), createdAt: clock.now() };
  if (read.value === null) writeDataFile(dir, data);
  const done = migrate(dir, data.formatVersion, steps, (formatVersion) => { data = { ...data, formatVersion }; writeDataFile(dir, data); });
  if (!done.ok) return done;
  for (const folder of folders) fs.mkdirSync(path.join(dir, folder), { recursive: true });
  const secrets = path.join(dir, 'secrets');
  fs.mkdirSync(secrets, { recursive: true, mode: 0o700 });
  fs.chmodSync(secrets, 0o700);
  const key = readSecret(dir, headKeyName);
  if (key.ok && key.value === null) writeSecret(dir, headKeyName, newPrivateKey());
  return ok(data);
}

/** A disk that is full leaves no room even to look: then the reserve is given up here, and the journal says so when it opens (STO-06). */
function filled(dir: string, clock: Clock, steps: readonly Migration[]): Result<DataFile, DataFault> {
  try { return fill(dir, clock, steps); } catch (error) {
    const reserve = path.join(dir, reserveName);
    if (systemFault(error, dir).code !== 'disk-full' || !fs.existsSync(reserve)) throw error;
    fs.rmSync(reserve);
    return fill(dir, clock, steps);
  }
}

/** Takes the folder for this process: made where it is missing, migrated where it is old (STO-01, STO-05). `steps` are those of this release. */
export function openData(dir: string, { clock, steps = migrations }: { readonly clock: Clock; readonly steps?: readonly Migration[] }): Result<DataFolder, DataFault> {
  const at = path.resolve(dir);
  let held: Lock | null = null;
  try {
    const ready = prepare(at);
    if (!ready.ok) return ready;
    const lock = takeLock(at);
    if (!lock.ok) return lock;
    held = lock.value;
    const data = filled(at, clock, steps);
    if (!data.ok) { held.release(); return data; }
    return ok({ dir: at, node: nodeId(data.value.node), formatVersion: data.value.formatVersion, close: () => { lock.value.release(); } });
  } catch (error) {
    held?.release();
    return { ok: false, fault: systemFault(error, at) };
  }
}
