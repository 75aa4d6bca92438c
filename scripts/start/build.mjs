import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, TOOLS, toolNode } from '../setup/places.mjs';
import { EXIT, Stop, say, seconds } from '../setup/say.mjs';
import { readStamp, writeStamp } from '../setup/stamp.mjs';
import { environment } from './processes.mjs';

/** Everything the bundles are made of; a change in none of these makes the same bundles. */
const INPUTS = ['{app,main,preload,renderer,native-adapters,outputs,storage}/**/*.{ts,tsx,css,html,svg,json}', 'resources/{locales,sounds,icons}/**/*', '{electron.vite.config.ts,tsconfig.base.json,package.json,package-lock.json}'];
const RESULTS = ['out/main/index.js', 'out/main/engine.js', 'out/preload/index.cjs'];
const STAMP = join(ROOT, 'out', '.built');

function inputs() {
  const hash = createHash('sha256');
  for (const file of globSync(INPUTS, { cwd: ROOT, withFileTypes: true }).filter((f) => f.isFile()).map((f) => join(f.parentPath, f.name)).toSorted()) hash.update(file.slice(ROOT.length)).update('\0').update(readFileSync(file)).update('\0');
  return hash.digest('hex');
}

/** Builds main, preload and pages into out/, unless they are what the sources say already. */
export function build() {
  const of = inputs();
  if (readStamp(STAMP).of === of && RESULTS.every((f) => existsSync(join(ROOT, f)))) return;
  const since = performance.now();
  const r = spawnSync(toolNode(), [TOOLS.vite, 'build', '--logLevel', 'warn'], { cwd: ROOT, encoding: 'utf8', env: environment({ NO_COLOR: '1' }) });
  if (r.status !== 0) throw new Stop(EXIT.failed, `the build failed:\n${`${r.stdout}${r.stderr}`.trim().split('\n').slice(-30).join('\n')}`);
  writeStamp(STAMP, { of });
  say('build', `done in ${seconds(since)}`);
}
