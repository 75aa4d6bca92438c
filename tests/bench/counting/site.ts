import { mkdirSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import type { PointDefinition, Site, SourceDefinition } from '#app/park';
import { databaseFile, ENTERPRISE, stationsOf } from '../../../simulator/counters/wires.ts';
import type { Protocol } from '../../../simulator/counters/wire.ts';
import { writeSecret } from '../../../storage/disk/secret.ts';
import { point, smallSite, source } from '../../small-site.ts';

/** What a caller proves itself by. */
export const SECRET = 'a-secret-of-thirty-two-characters';
const STATION_SECRET = '123456';
export const secretOf = (protocol: Protocol): string => (protocol === 'hj212' ? STATION_SECRET : SECRET);
/** What adapters find under `secret:<name>`. */
export const secrets: Readonly<Record<string, string>> = { [ENTERPRISE]: SECRET, station: STATION_SECRET };

/** Where a peer of so many points is: `port` its own or, where it calls, ours. `dir`: of its files. `everyMs`: how often it is asked, where it is asked. */
export interface Place { readonly protocol: Protocol; readonly port: number; readonly points: number; readonly dir: string; readonly everyMs: number }

const options: Readonly<Record<Protocol, (p: Place) => SourceDefinition['options']>> = {
  opcua: ({ port }) => ({ endpoint: `opc.tcp://127.0.0.1:${port}/park`, securityMode: 'None', securityPolicy: 'None', user: null, publishingMs: 250, samplingMs: 0, queueSize: 20 }),
  modbus: ({ port, everyMs }) => ({ host: '127.0.0.1', port, everyMs }),
  mqtt: ({ port }) => ({ url: `mqtt://127.0.0.1:${port}`, version: 4, timePath: '@.t', qualityPath: '@.q' }),
  hj212: ({ port, points }) => ({ port, stations: stationsOf(points).map((mn) => ({ mn, password: 'secret:station' })) }),
  'http-poll': ({ port, everyMs }) => ({ url: `http://127.0.0.1:${port}/`, everyMs, timePath: '@.time', qualityPath: '@.quality' }),
  'http-push': ({ port }) => ({ port, enterprises: [{ id: ENTERPRISE, secret: `secret:${ENTERPRISE}` }] }),
  database: ({ dir, everyMs }) => ({ dialect: 'sqlite', file: databaseFile(dir), table: 'readings', columns: { point: 'tag', key: 'id', time: 'ts', value: 'value', quality: 'quality' }, by: 'key', everyMs }),
};
/** The options of a source as a site has them: those of the product, but for what the bench is about. */
export const optionsOf = (place: Place): SourceDefinition['options'] => options[place.protocol](place);

/** Source and point ids: `opcua`, `opcua_17`. */
export const pointName = (protocol: Protocol, i: number): string => `${protocol}_${i}`;
export const protocolOf = (id: string): Protocol => id.replace(/[._].*$/, '') as Protocol;

/** A site with one source for each place; every point of it is `more`. */
export function wiresSite(places: readonly (Place & { readonly addresses: readonly string[] })[], more: Partial<PointDefinition>): Site {
  return smallSite(
    places.map((p) => source(p.protocol, p.protocol, optionsOf(p))),
    places.flatMap((p) => p.addresses.map((address, i) => point(pointName(p.protocol, i), p.protocol, address, more))),
  );
}
/** What callers prove themselves by, where the engine finds it. */
export function writeSecrets(data: string): void {
  mkdirSync(path.join(data, 'secrets'), { recursive: true, mode: 0o700 });
  for (const [name, text] of Object.entries(secrets)) writeSecret(data, name, text);
}

/** A port of loopback that is free now. */
export const freePort = (): Promise<number> => new Promise((resolve, reject) => {
  const server = net.createServer().once('error', reject);
  server.listen(0, '127.0.0.1', () => { const { port } = server.address() as net.AddressInfo; server.close(() => resolve(port)); });
});
