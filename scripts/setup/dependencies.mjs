import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { MODULES, ROOT, toolNode, windows } from './places.mjs';
import { EXIT, Stop, say, seconds } from './say.mjs';
import { readStamp, writeStamp } from './stamp.mjs';

/** What this set-up remembers; `npm ci` wipes it together with what it is about. */
export const STAMP = join(MODULES, '.watchroom-setup');

/** npm as a command line: the very npm that started us, where it did; no shell but for npm.cmd. */
export function npm(args, options = {}) {
  const cli = process.env.npm_execpath;
  if (cli !== undefined && /npm-cli\.c?js$/.test(cli)) return spawnSync(process.env.npm_node_execpath ?? process.execPath, [cli, ...args], { cwd: ROOT, ...options });
  return spawnSync(windows ? 'npm.cmd' : 'npm', args, { cwd: ROOT, shell: windows, ...options });
}

/** Somebody ran npm without us: true where what npm says it installed is what the lock asks for, optional packages of other platforms aside. */
function installed(lockText) {
  const hidden = join(MODULES, '.package-lock.json');
  if (!existsSync(hidden)) return false;
  const have = JSON.parse(readFileSync(hidden, 'utf8')).packages;
  return Object.entries(JSON.parse(lockText).packages).every(([path, want]) =>
    path === '' || (have[path] === undefined ? want.optional === true || want.devOptional === true : have[path].version === want.version));
}

const install = (...how) => npm([...how, '--no-audit', '--no-fund', '--loglevel=error'], { stdio: ['ignore', 'ignore', 'pipe'], encoding: 'utf8' });
/** One question without patience: npm itself retries a dead line for a quarter of an hour. */
const online = () => npm(['view', 'zod', 'name', '--fetch-retries=0', '--fetch-timeout=15000', '--prefer-online'], { stdio: 'ignore' }).status === 0;
const tail = (words) => words.trim().split('\n').slice(0, 12).join('\n');

/** npm ci; where a registry without some other platform's packages made a lock that npm ci will not have, npm install with the versions that it names. */
function fetchAll() {
  if (windows && process.execPath.startsWith(MODULES))   // Windows does not let go of a program that runs
    throw new Stop(EXIT.failed, 'package-lock.json has changed, and this script runs on a Node inside node_modules. Type: npm ci   then start again.');
  const since = performance.now();
  say('setup', 'dependencies: npm ci (about 600 packages; a few minutes over a slow line)');
  const offline = online() ? [] : ['--offline'];
  if (offline.length > 0) say('setup', 'dependencies: the npm registry cannot be reached; trying what npm has in its cache');
  let r = install('ci', ...offline);
  if (r.status !== 0 && String(r.stderr).includes('EUSAGE')) {
    say('setup', 'dependencies: npm ci does not accept the lock; npm install takes the versions that it names');
    r = install('install', '--no-save', ...offline);
  }
  if (r.error !== undefined) throw new Stop(EXIT.failed, 'npm is not to be found. It comes with Node: install Node 20 or newer together with npm.');
  if (r.status !== 0) throw new Stop(EXIT.fetch, `npm could not install the dependencies:\n${tail(String(r.stderr))}\n${offline.length > 0 ? 'Mend the line, or name a mirror (npm config set registry URL), then start again.' : 'Start again once that is mended.'}`);
  say('setup', `dependencies: done in ${seconds(since)}`);
}

/** node_modules as package-lock.json says; skipped when the lock is the one of the last time. */
export function dependencies() {
  const lockText = readFileSync(join(ROOT, 'package-lock.json'), 'utf8');
  const lock = createHash('sha256').update(lockText).digest('hex');
  if (readStamp(STAMP).lock === lock) return;
  if (!installed(lockText)) fetchAll();
  if (toolNode() === null)
    throw new Stop(EXIT.failed, `there is no tool Node for ${process.platform}-${process.arch}, and this Node is ${process.version}: install Node 24 or newer, then start again.`);
  writeStamp(STAMP, { lock });
}
