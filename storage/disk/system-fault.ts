import path from 'node:path';
import Database from 'better-sqlite3';
import type { Fault } from '#kernel/result';
import { reasonOf } from './reason.ts';
import { faultOf } from './sqlite-fault.ts';

export type SystemFault = Fault<'read-only' | 'access-denied' | 'disk-full' | 'not-a-folder' | 'data-error'>;

const codes: Readonly<Record<string, SystemFault['code']>> = {
  EROFS: 'read-only', EACCES: 'access-denied', EPERM: 'access-denied', ENOSPC: 'disk-full', EDQUOT: 'disk-full', ENOTDIR: 'not-a-folder', EEXIST: 'not-a-folder',
  'read-only': 'read-only', 'disk-full': 'disk-full',
};

/** What the operating system or a database in `dir` refused, to somebody who can do something about it. */
export function systemFault(error: unknown, dir: string): SystemFault {
  const own = error instanceof Error && 'code' in error ? String(error.code) : '';
  const code = error instanceof Database.SqliteError ? faultOf(error, path.join(dir, 'journal.db')).code : own;
  return { code: codes[code] ?? 'data-error', params: { dir, reason: reasonOf(error) } };
}
