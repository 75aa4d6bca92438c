import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join, resolve } from 'node:path';
import { ROOT, toolNode } from '../setup/places.mjs';
import { EXIT, Stop, say } from '../setup/say.mjs';

const KNOCK_MS = 300;

const answers = (port) => new Promise((known) => {
  const socket = connect({ host: '127.0.0.1', port });
  const end = (yes) => { socket.destroy(); known(yes); };
  socket.setTimeout(KNOCK_MS, () => end(false));
  socket.once('connect', () => end(true));
  socket.once('error', () => end(false));
});

/** The site that is watched, and the description of its simulated park. The whole park is the usual one; a customer's own site (`site`) has none. `points`: the whole park with so many, made first. */
export function parkFor({ site, park: name = 'whole', points }) {
  if (site !== undefined) return { site: resolve(site), description: null };
  if (points !== undefined) return made(points);
  const [folder, description] = [join(ROOT, 'resources', 'sites', name), join(ROOT, 'simulator', 'parks', `${name}.json`)];
  if (!/^[a-z][a-z0-9-]*$/.test(name) || !existsSync(folder) || !existsSync(description)) throw new Stop(EXIT.usage, `there is no park ${name}; there is whole and demo`);
  return { site: folder, description };
}
function made(points) {
  const to = join(ROOT, '.cache', `park-${Number(points)}`);
  const r = spawnSync(toolNode(), [join(ROOT, 'scripts', 'make-whole-park.ts'), '--points', points, '--to', to], { encoding: 'utf8' });
  if (r.status !== 0) throw new Stop(EXIT.usage, r.stderr.trim());
  return { site: join(to, 'site'), description: join(to, 'park.json') };
}

/** The ports on this machine at which the devices of a site listen: a source that itself listens, and waits for stations to call, is none. */
export function portsOf(site) {
  const listens = new Set(['hj212', 'http-push', 'database']);
  const ports = JSON.parse(readFileSync(join(site, 'sources.json'), 'utf8')).filter((s) => !listens.has(s.kind)).map(({ options: o }) => {
    const place = o.endpoint ?? o.url;
    return place === undefined ? Number(o.port) : Number(new URL(place.replace(/^[a-z.]+:/, 'http:')).port);
  });
  return [...new Set(ports)];
}

/** Starts the simulated park of a site, unless one is already there. */
export async function park(started, site, description, scenario) {
  const ports = portsOf(site);
  const taken = (await Promise.all(ports.map(answers))).map((yes, i) => (yes ? ports[i] : null)).filter((p) => p !== null);
  if (taken.length > 0 && taken.length === ports.length) { say('park', `already serving on ${ports.join(', ')}: using it`); return; }
  if (taken.length > 0) throw new Stop(EXIT.port, `port ${taken.join(', ')} is used by another program, and the simulated park needs it. End that program, or start with --no-park.`);
  say('park', `simulated devices on ${ports.join(', ')}${scenario === undefined ? '' : `, scenario ${scenario}`}`);
  const typed = process.stdin.isTTY === true;
  const child = started.start(toolNode(), [join(ROOT, 'simulator', 'cli.ts'), '--park', description, '--until-eof', ...(scenario === undefined ? [] : [scenario])], { stdio: ['pipe', typed ? 'inherit' : 'ignore', 'inherit'] });   // our end of the pipe closes with us, however we end
  if (!typed) return;
  process.stdin.pipe(child.stdin, { end: false });   // scenario leak-at-tank-7, fault drop dcs-1, clear dcs-1, help
  process.stdin.unref();
}
