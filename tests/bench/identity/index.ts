import { row, type Asked, type Row } from '../report.ts';
import { permissionCheck } from './check.ts';
import { login } from './door.ts';
import { officers } from './officers.ts';
import { windows } from './windows.ts';

const parts: Readonly<Record<string, (long: boolean) => Promise<readonly Row[]>>> = {
  check: async () => permissionCheck(),
  door: (long) => login(long ? 100 : 12),
  officers,
  windows,
};

/** The numbers of "Who is acting": by the domain alone (`check`, `door`), on the real engine (`officers`), and in the real windows (`windows`). Audit search and verification are of `audit-search`. `--parts check,door,officers,windows`; `--long`: more of everything. */
export async function run(_seconds: number | null, asked: Asked): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const [name, part] of Object.entries(parts)) {
    if (asked.parts.length > 0 && !asked.parts.includes(name)) continue;
    try { rows.push(...await part(asked.long)); } catch (error) { process.stderr.write(`${name}: ${String(error)}\n`); rows.push(row('identity', `${name}: could not be measured`, Number.NaN, '', '= 0')); }
  }
  return rows;
}
