import fs from 'node:fs';
import { machine, print, type Asked, type Row } from './report.ts';

/** `npm run bench [-- NAME] [--json FILE] [--seconds N] [--parts A,B] [--long] [--seed N] [--data FOLDER]`: prints figures, limits and the machine. It never fails a test run: a limit that is not met is said, not thrown. */
const benches: Readonly<Record<string, () => Promise<{ readonly run: (seconds: number | null, asked: Asked) => Promise<readonly Row[]> }>>> = {
  'engine-ceiling': () => import('./engine-ceiling.ts'),
  'journal': () => import('./journal.ts'),
  'watch-begins': () => import('./watch-begins.ts'),
  'resilience': () => import('./resilience/index.ts'),
  'windows': () => import('./windows/index.ts'),
  'wires': () => import('./wires/index.ts'),
  'search': () => import('./search.ts'),
  'identity': () => import('./identity/index.ts'),
  'audit-search': () => import('./audit-search.ts'),
  'history': () => import('./history/index.ts'),
  'engine': () => import('./engine/index.ts'),
};

const args = process.argv.slice(2);
const after = (flag: string): string | null => { const i = args.indexOf(flag); return i < 0 ? null : args[i + 1] ?? null; };
const json = after('--json');
const seconds = after('--seconds');
const names = args.filter((a, i) => !a.startsWith('--') && !['--json', '--seconds', '--parts', '--seed', '--data'].includes(args[i - 1] ?? ''));
const asked: Asked = { parts: after('--parts')?.split(',') ?? [], long: args.includes('--long'), seed: Number(after('--seed') ?? Date.now() % 2 ** 31), data: after('--data') };
const unknown = names.filter((a) => !Object.hasOwn(benches, a));
if (unknown.length > 0) {
  process.stderr.write(`no bench ${unknown.join(', ')}; there are ${Object.keys(benches).join(', ')}\n`);
  process.exitCode = 2;
} else {
  const all: Row[] = [];
  process.stdout.write(`machine: ${machine()}\n`);
  for (const name of names.length > 0 ? names : Object.keys(benches)) {
    process.stdout.write(`\n== ${name}\n`);
    const rows = await (await benches[name]!()).run(seconds === null ? null : Number(seconds), asked);
    print(rows);
    all.push(...rows);
  }
  if (json !== null) fs.writeFileSync(json, `${JSON.stringify(all, null, 2)}\n`);
}
