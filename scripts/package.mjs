import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { setup } from './setup/all.mjs';
import { electronOrigin } from './setup/electron.mjs';
import { ROOT, TOOLS, toolNode, windows } from './setup/places.mjs';
import { EXIT, say, script, seconds, Stop } from './setup/say.mjs';
import { environment, goOnWithToolNode } from './start/processes.mjs';

const USAGE = 'npm run package [-- [--dir] [--output DIR] [--accept-electron ORIGIN]]';
const P7ZIP = '/usr/bin/7za';

function options() {
  try {
    return parseArgs({ options: { 'dir': { type: 'boolean' }, 'output': { type: 'string' }, 'accept-electron': { type: 'string' } } }).values;
  } catch (error) { throw new Stop(EXIT.usage, `${error.message}\n${USAGE}`); }
}

/** A release is made of Electron from its makers; another origin has to be named by whoever answers for it. `--dir` alone makes no release, only a folder to look at. */
function demandOrigin({ dir, 'accept-electron': accepted }) {
  const origin = electronOrigin();
  if (origin === 'official' || origin === accepted || dir) { say('package', `Electron: ${origin}${origin === 'official' ? '' : ', not for delivery'}`); return; }
  throw new Stop(EXIT.usage, `this Electron is not from its makers (${origin}); a release is refused. Delete node_modules/electron/dist and run the set-up where the official download can be reached, or say --accept-electron ${origin}`);
}

await script('package', async () => {
  const given = options();
  await setup();
  if (await goOnWithToolNode(join(ROOT, 'scripts', 'package.mjs'))) return process.exitCode;
  demandOrigin(given);
  const { build } = await import('./start/build.mjs');
  build();
  const since = performance.now();
  const target = given.dir ? ['dir'] : windows ? ['dir'] : ['dir', 'tar.gz'];
  if (!given.dir && !windows && !existsSync(P7ZIP)) throw new Stop(EXIT.right, 'tar.gz needs 7za. Type: sudo apt-get install -y p7zip-full');
  const output = given.output === undefined ? [] : [`-c.directories.output=${given.output}`];
  const r = spawnSync(toolNode(), [TOOLS.builder, windows ? '--win' : '--linux', ...target, '--config', 'electron-builder.yml', ...output], { cwd: ROOT, encoding: 'utf8', maxBuffer: 2 ** 26, env: environment({ ELECTRON_BUILDER_7ZIP_PATH: P7ZIP }) });
  if (r.status !== 0) throw new Stop(EXIT.failed, `electron-builder failed:\n${`${r.stdout}${r.stderr}`.trim().split('\n').slice(-20).map((l) => l.slice(0, 400)).join('\n')}`);
  say('package', `done in ${seconds(since)}: ${given.output ?? join(ROOT, 'dist')}`);
});
