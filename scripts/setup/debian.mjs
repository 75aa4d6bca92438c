import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { electronBinary } from './places.mjs';
import { EXIT, Stop, say } from './say.mjs';

/** Which Debian package brings a library that Electron asks for. On Ubuntu 24.04 some are called ...t64: `known` finds out. */
const PACKAGE_OF = {
  'libgtk-3.so.0': 'libgtk-3-0', 'libgdk-3.so.0': 'libgtk-3-0', 'libnss3.so': 'libnss3', 'libnssutil3.so': 'libnss3', 'libsmime3.so': 'libnss3',
  'libnspr4.so': 'libnspr4', 'libasound.so.2': 'libasound2', 'libgbm.so.1': 'libgbm1', 'libdrm.so.2': 'libdrm2', 'libatk-1.0.so.0': 'libatk1.0-0',
  'libatk-bridge-2.0.so.0': 'libatk-bridge2.0-0', 'libatspi.so.0': 'libatspi2.0-0', 'libcups.so.2': 'libcups2', 'libdbus-1.so.3': 'libdbus-1-3',
  'libX11.so.6': 'libx11-6', 'libxcb.so.1': 'libxcb1', 'libXext.so.6': 'libxext6', 'libXfixes.so.3': 'libxfixes3', 'libXcomposite.so.1': 'libxcomposite1',
  'libXdamage.so.1': 'libxdamage1', 'libXrandr.so.2': 'libxrandr2', 'libxkbcommon.so.0': 'libxkbcommon0', 'libpango-1.0.so.0': 'libpango-1.0-0',
  'libcairo.so.2': 'libcairo2', 'libglib-2.0.so.0': 'libglib2.0-0', 'libgio-2.0.so.0': 'libglib2.0-0', 'libgobject-2.0.so.0': 'libglib2.0-0',
  'libexpat.so.1': 'libexpat1', 'libudev.so.1': 'libudev1',
};
const CJK_FONT = 'fonts-noto-cjk';

const has = (program) => (process.env.PATH ?? '').split(':').some((d) => existsSync(`${d}/${program}`));
const output = (program, args) => spawnSync(program, args, { encoding: 'utf8' }).stdout ?? '';

/** Packages without which no window can open. */
function required() {
  const packages = new Set();
  for (const line of output('ldd', [electronBinary()]).split('\n')) {
    const missing = /^\s*(\S+) => not found/.exec(line)?.[1];
    if (missing === undefined || missing === 'libffmpeg.so') continue;
    const name = PACKAGE_OF[missing];
    if (name === undefined) throw new Stop(EXIT.failed, `Electron needs the library ${missing}, and this set-up does not know which package brings it.`);
    packages.add(name);
  }
  if (!process.env.DISPLAY && !process.env.WAYLAND_DISPLAY && !has('Xvfb')) packages.add('xvfb');
  return [...packages];
}

/** Packages without which Chinese text is boxes. */
function wanted() {
  if (!has('fc-list')) return ['fontconfig', CJK_FONT];
  return output('fc-list', [':lang=zh', 'family']).trim() === '' ? [CJK_FONT] : [];
}

/** True where the lists know the package; `libasound2` is a virtual name on Ubuntu 24.04 and `libasound2t64` the real one. */
function known(name) {
  const candidate = (p) => /Candidate: (?!\(none\))\S/.test(output('apt-cache', ['policy', p]));
  return candidate(name) ? name : candidate(`${name}t64`) ? `${name}t64` : name;
}

const command = (packages) => ['install', '-y', '--no-install-recommends', ...packages];
function apt(args) {
  const r = spawnSync('apt-get', args, { encoding: 'utf8', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C' } });
  return { ok: r.status === 0, tail: `${r.stdout ?? ''}${r.stderr ?? ''}`.trim().split('\n').slice(-3).join('\n') };
}
const haveLists = () => existsSync('/var/lib/apt/lists') && readdirSync('/var/lib/apt/lists').some((f) => f.includes('_Packages'));

function install(names) {
  if (!haveLists()) {
    say('setup', 'system: fetching the lists of packages (apt-get update)');
    apt(['update']);
  }
  const packages = names.map(known);
  say('setup', `system: installing ${packages.join(' ')}`);
  if (apt(command(packages)).ok) return;
  apt(['update']);   // stale lists name files that are gone
  const again = apt(command(names.map(known)));
  if (!again.ok) throw new Stop(EXIT.fetch, `apt-get could not install ${packages.join(' ')}:\n${again.tail}\nTry by hand: apt-get update && apt-get ${command(packages).join(' ')}`);
}

/** How a person without our right does the same. */
const byHand = (packages) => `sudo apt-get update && sudo apt-get ${command(packages).join(' ')}`;
const distribution = () => (existsSync('/etc/os-release') ? /^PRETTY_NAME="?([^"\n]*)/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1] : undefined) ?? 'this Linux';

/** Debian and Ubuntu: libraries of the window system, a virtual display where there is none, a font with Chinese. Installs as root, else says what to type. */
export function debian() {
  if (process.platform !== 'linux') return;
  const must = required();
  const should = wanted();
  if (must.length + should.length === 0) return;
  if (!has('apt-get')) {
    const sentence = `${distribution()} has no apt-get: install what these Debian packages bring: ${[...must, ...should].join(' ')}`;
    if (must.length > 0) throw new Stop(EXIT.right, sentence);
    say('setup', sentence);
    return;
  }
  if (process.getuid?.() === 0) {
    install([...must, ...should]);
    const rest = required();
    if (rest.length > 0) throw new Stop(EXIT.failed, `still missing after apt-get: ${rest.join(' ')}`);
    return;
  }
  const names = [...must, ...should].map(known);
  if (must.length > 0) throw new Stop(EXIT.right, `windows need packages that only root can install. Type this, then start again:\n\n  ${byHand(names)}\n`);
  say('setup', `Chinese text will show as boxes until a font is there. Type:  ${byHand(names)}`);
}
