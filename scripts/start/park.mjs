import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
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

/** The ports on this machine that a site's sources name. */
export function portsOf(site) {
  const text = readFileSync(join(site, 'sources.json'), 'utf8');
  const urls = [...text.matchAll(/(?:127\.0\.0\.1|localhost):(\d+)/g)].map((m) => Number(m[1]));
  const plain = [...text.matchAll(/"port"\s*:\s*(\d+)/g)].map((m) => Number(m[1]));
  return [...new Set([...urls, ...plain])];
}

/** Starts the simulated park of the demo site, unless one is already there. */
export async function park(started, site, scenario) {
  const ports = portsOf(site);
  const taken = (await Promise.all(ports.map(answers))).map((yes, i) => (yes ? ports[i] : null)).filter((p) => p !== null);
  if (taken.length > 0 && taken.length === ports.length) { say('park', `already serving on ${ports.join(', ')}: using it`); return; }
  if (taken.length > 0) throw new Stop(EXIT.port, `port ${taken.join(', ')} is used by another program, and the simulated park needs it. End that program, or start with --no-park.`);
  say('park', `simulated devices on ${ports.join(', ')}${scenario === undefined ? '' : `, scenario ${scenario}`}`);
  const typed = process.stdin.isTTY === true;
  const child = started.start(toolNode(), [join(ROOT, 'simulator', 'cli.ts'), '--until-eof', ...(scenario === undefined ? [] : [scenario])], { stdio: ['pipe', typed ? 'inherit' : 'ignore', 'inherit'] });   // our end of the pipe closes with us, however we end
  if (!typed) return;
  process.stdin.pipe(child.stdin, { end: false });   // scenario leak-at-tank-7, fault drop dcs-1, clear dcs-1, help
  process.stdin.unref();
}
