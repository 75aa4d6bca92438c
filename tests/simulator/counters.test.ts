import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startCounters, type Counters } from '../../simulator/counters.ts';
import { rawClient } from './devices/client.ts';

let pkiDir: string;
let counters: Counters;
beforeAll(async () => {
  pkiDir = await mkdtemp(path.join(os.tmpdir(), 'watchroom-counters-'));
  counters = await startCounters({ opcua: 3, modbus: 60, periodMs: 20, pkiDir });
}, 30_000);
afterAll(async () => { await counters.stop(); await rm(pkiDir, { recursive: true, force: true }); });

it('counts every point at the same moment, without a gap', async () => {
  const client = await rawClient(counters.ports.modbus);
  const seen: number[] = [];
  for (const end = counters.count() + 5; counters.count() < end;) {
    const words = Buffer.from((await client.ask('03 0000 0078')).slice(4), 'hex');
    const values = Array.from({ length: 60 }, (_, i) => words.readUInt32BE(4 * i));
    expect(new Set(values).size).toBe(1);
    if (values[0] !== seen.at(-1)) seen.push(values[0]!);
  }
  expect(seen).toEqual(Array.from(seen, (_, i) => seen[0]! + i));
  client.end();
});
it('sets one by hand, which then stays', async () => {
  const client = await rawClient(counters.ports.modbus);
  const before = Date.now();
  expect(counters.setNow(counters.modbusAddress(2), 70_000)).toBeGreaterThanOrEqual(before);
  const at = counters.count();
  while (counters.count() < at + 2) await client.ask('03 0000 0001');
  expect(await client.ask('03 0004 0002')).toBe('030400011170');
  client.end();
});
