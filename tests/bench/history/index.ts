import os from 'node:os';
import path from 'node:path';
import type { Asked, Row } from '../report.ts';

const said = (line: string): void => { process.stdout.write(`${line}\n`); };
/** The parts, each loaded when it is asked for. */
const parts: Readonly<Record<string, (seconds: number | null, asked: Asked) => Promise<readonly Row[]>>> = {
  codec: async () => (await import('./codec.ts')).codecRows(),
  tiers: async () => (await import('./tiers.ts')).tierBenchRows(),
  merging: async () => (await import('./merging.ts')).mergingRows(),
  queries: async (_seconds, { data, long }) => (await import('./queries.ts')).queries({ dir: data ?? path.join(os.tmpdir(), 'watchroom-bench-history'), rounds: long ? 40 : 20, said }),
  latest: async () => (await import('./latest.ts')).latest(said),
  compare: async () => (await import('./compare/index.ts')).compareRows(),
};

/** History on the frozen generator, whose digest is printed first: what a sample costs on the disk and on a core, how long questions take, and the same data in the databases of others. `--parts` names some of them. */
export async function run(seconds: number | null, asked: Asked): Promise<readonly Row[]> {
  const unknown = asked.parts.filter((name) => !Object.hasOwn(parts, name));
  if (unknown.length > 0) throw new Error(`no part ${unknown.join(', ')}; there are ${Object.keys(parts).join(', ')}`);
  const { DIGEST, reference } = await import('./generator.ts');
  const digest = reference();
  if (digest !== DIGEST) throw new Error(`the frozen generator gives ${digest}, not ${DIGEST}`);
  said(`frozen generator: SHA-256 ${digest}`);
  const rows: Row[] = [];
  for (const [name, part] of Object.entries(parts)) if (asked.parts.length === 0 || asked.parts.includes(name)) rows.push(...await part(seconds, asked));
  return rows;
}
