import { mkdtempSync, readdirSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll } from 'vitest';
import { database } from '#adapters/database';
import { Status } from '#app/acquisition';
import { databaseDevice } from '../../simulator/devices/database.ts';
import { adapterConformance } from '../conformance/adapter.suite.ts';
import { optionsOf } from './database/subject.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'watchroom-database-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** How many handles this process has on a file, wherever it was moved; where the system does not say, none. */
function handlesOn(file: string): number {
  const links = process.platform === 'linux' ? readdirSync('/proc/self/fd') : [];
  return links.filter((fd) => { try { return readlinkSync(`/proc/self/fd/${fd}`).startsWith(file); } catch { return false; } }).length;
}

for (const by of ['key', 'time'] as const) {
  const device = databaseDevice({ file: path.join(folder, `${by}.db`) });
  let own = 0;
  adapterConformance({
    name: `database by ${by}`,
    at: (n) => `TAG-${n}`,
    absent: { address: 'NO-SUCH-TAG', status: (Status.deviceFailure | 2) >>> 0 },
    travelMs: 100,
    peer: {
      start: async () => { own = 1; await device.start(0); },
      stop: async () => {
        if (own === 1) device.sql(`DELETE FROM readings WHERE ts > '${device.local(Date.now())}'`);   // rows from the future, of ADP-13, are put right
        own = 0;
        await device.stop();
      },
      connections: () => handlesOn(device.file) - own,
      set: (a, v) => device.set(a, v),
      setAt: (a, v, ms) => device.set(a, v, { sourceTime: new Date(ms) }),
      fault: (a) => device.fault(a),
    },
    note: (line) => process.stdout.write(`database by ${by}: ${line}\n`),
    make: (deps) => database(optionsOf({ dialect: 'sqlite', file: device.file, by, everyMs: 10, retryMs: 20, queryMs: 1000, overlapMs: 2 * 3_600_000, batch: 5000 }), deps),
  });
}
