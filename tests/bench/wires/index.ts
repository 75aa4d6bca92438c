import os from 'node:os';
import { row, type Asked, type Row } from '../report.ts';
import { backFilling } from './back-fill.ts';
import { ceilings } from './ceiling.ts';
import { forwarding } from './forward.ts';
import { fuzzing } from './fuzz.ts';
import { reconnecting } from './reconnect.ts';
import { twoThousand } from './two-thousand.ts';

const parts: Readonly<Record<string, (seconds: number | null, asked: Asked) => Promise<readonly Row[]> | readonly Row[]>> = {
  'two-thousand': (seconds) => twoThousand(seconds ?? 600),
  'ceiling': () => ceilings(),
  'reconnect': () => reconnecting(),
  'back-fill': () => backFilling(),
  'forward': (seconds) => forwarding(seconds ?? 60),
  'fuzz': (_, { long, seed }) => fuzzing(long ? 1_000_000 : 100_000, seed),
};

/** Every number of the issue, in its order; `asked.parts` names some of them. */
export async function run(seconds: number | null, asked: Asked): Promise<readonly Row[]> {
  const unknown = asked.parts.filter((name) => !Object.hasOwn(parts, name));
  if (unknown.length > 0) throw new Error(`no part ${unknown.join(', ')}; there are ${Object.keys(parts).join(', ')}`);
  const rows: Row[] = [];
  for (const [name, part] of Object.entries(parts)) {
    if (asked.parts.length > 0 && !asked.parts.includes(name)) continue;
    rows.push(...await part(seconds, asked), row('wires', `load of the machine after ${name}`, os.loadavg()[0] ?? NaN, `on ${os.cpus().length} cores`));
  }
  return rows;
}
