import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { parkNamed, startPark } from '../../../simulator/park.ts';

/** A process of its own: the whole park on free ports, and in the folder that is named a site that points there. Says `{ site }` once it runs; ends with its standard input. */
const [folder = '', scenario = ''] = process.argv.slice(2);
const description = await parkNamed('whole');
/** A port that nobody holds: for a station that calls, it is the engine's. */
const freePort = (): Promise<number> => new Promise((found) => { const s = net.createServer().listen(0, '127.0.0.1', () => { const at = s.address(); s.close(() => found(typeof at === 'object' && at !== null ? at.port : 0)); }); });
const ports = Object.fromEntries(await Promise.all(description.devices.map(async (d) => [d.id, d.kind === 'hj212' ? await freePort() : 0] as const)));
const park = await startPark({
  description, seed: 1, ...(scenario !== '' && { scenario }), speed: 1, ports, tickMs: 500, pkiDir: path.join(folder, 'park-pki'),
});
const site = path.join(folder, 'site');
fs.cpSync('resources/sites/whole', site, { recursive: true });
const file = path.join(site, 'sources.json');
fs.writeFileSync(file, description.devices.reduce((text, d) => text.replaceAll(String(d.port), String(park.ports[d.id] || ports[d.id])), fs.readFileSync(file, 'utf8')));
process.stdout.write(`${JSON.stringify({ site })}\n`);
process.stdin.resume().on('end', () => void park.stop().then(() => process.exit(0)));
