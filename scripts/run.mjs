import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setup } from './setup/all.mjs';
import { ROOT, toolNode } from './setup/places.mjs';
import { EXIT, script, Stop } from './setup/say.mjs';
import { forward } from './start/processes.mjs';

/** Runs a TypeScript entry with the tool Node; arguments, terminal, signals and exit code are its own. */
await script('run', async () => {
  const [entry, ...args] = process.argv.slice(2);
  if (entry === undefined || !existsSync(join(ROOT, entry))) throw new Stop(EXIT.usage, `node scripts/run.mjs FILE.ts [arguments]; there is no ${entry ?? 'file'}`);
  await setup({ windows: entry.startsWith('tests/bench') });   // a bench measures the real windows too
  return forward(toolNode(), [join(ROOT, entry), ...args]);
});
