import fs from 'node:fs';
import path from 'node:path';
import { demoPark, type Park, startPark } from '../../simulator/park.ts';
import { type Application, folder, launch, ROOT } from './application.ts';

/** The simulated park on ports of its own, with a copy of the demo site that points there and an empty data folder. */
export interface Demo { readonly park: Park; readonly site: string; readonly data: string; open(...args: string[]): Promise<Application>; end(): Promise<void> }

/** `speed`: plant seconds per second, so that a story need not wait for its leak. */
export async function demo(scenario: string, speed = 1): Promise<Demo> {
  const description = await demoPark();
  const free = Object.fromEntries(description.devices.map((d) => [d.id, 0]));
  const park = await startPark({ description, seed: 1, scenario, speed, ports: free, tickMs: 250, pkiDir: path.join(ROOT, '.cache', 'park-pki') });
  const at = folder();
  const [site, data] = [path.join(at.path, 'site'), path.join(at.path, 'data')];
  fs.cpSync(path.join(ROOT, 'resources', 'sites', 'demo'), site, { recursive: true });
  const file = path.join(site, 'sources.json');
  const sources = description.devices.reduce((text, d) => text.replaceAll(String(d.port), String(park.ports[d.id])), fs.readFileSync(file, 'utf8'));
  fs.writeFileSync(file, sources);
  return { park, site, data, open: (...args) => launch(['--site', site, '--data', data, ...args]), end: async () => { await park.stop(); at.end(); } };
}
