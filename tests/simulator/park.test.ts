import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoPark, PortTaken, startPark, type Park } from '../../simulator/park.ts';
import type { ParkDescription } from '../../simulator/plant/description.ts';
import { rawClient } from './devices/client.ts';

const FREE = { 'dcs-1': 0, 'plc-2': 0, 'gds-3': 0 };
let description: ParkDescription;
let pkiDir: string;
let park: Park;

beforeAll(async () => {
  pkiDir = await mkdtemp(path.join(os.tmpdir(), 'watchroom-park-'));
  description = await demoPark();
  park = await startPark({ description, seed: 1, ports: FREE, tickMs: 20, pkiDir });
}, 30_000);
afterAll(async () => { await park.stop(); await rm(pkiDir, { recursive: true, force: true }); });

const device = (id: string) => park.devices.get(id)!.device;
/** Waits until `is` holds; the test's own limit ends it. */
const until = async (is: () => boolean): Promise<void> => { while (!is()) await new Promise((r) => { setImmediate(r); }); };
const later = async (): Promise<void> => { const now = park.elapsedS(); await until(() => park.elapsedS() > now + 0.05); };

/** A port that was free a moment ago. */
async function freePort(): Promise<number> {
  const server = net.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as net.AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function floatAt(register: number): Promise<number> {
  const client = await rawClient(park.ports['gds-3']!);
  const pdu = await client.ask(`03 ${register.toString(16).padStart(4, '0')} 0002`);
  client.end();
  return Buffer.from(pdu.slice(4), 'hex').readFloatBE(0);
}

describe('a park', () => {
  it('shows on its devices what its plant says', async () => {
    expect(await floatAt(0)).toBeCloseTo(Number(park.value('GD-A01')), 0);
    expect(device('dcs-1').get('ns=2;s=T-01.LEVEL')).toBe(park.value('T-01.LEVEL'));
    expect(device('dcs-1').get('ns=2;s=R-201.PHASE')).toBe(park.value('R-201.PHASE'));
    expect(device('plc-2').get('hr:103')).toBe(Math.round(Number(park.value('T-09.PRESS')) / 0.01));
    expect(device('gds-3').get('di:24')).toBe(1);
  });
  it('writes with the device’s own time, and goes on', async () => {
    const before = device('dcs-1').get('ns=2;s=T-01.TEMP');
    await later();
    expect(device('dcs-1').get('ns=2;s=T-01.TEMP')).not.toBe(before);
  });
  it('freezes one point, or a device, and lets it go', async () => {
    const values = (): unknown[] => ['T-01.TEMP', 'T-02.TEMP'].map((p) => device('dcs-1').get(`ns=2;s=${p}`));
    await park.fault('dcs-1', 'frozen', { point: 'T-01.TEMP' });
    const before = values();
    await later();
    expect([values()[0], values()[1] === before[1]]).toEqual([before[0], false]);
    await park.fault('dcs-1', 'frozen');
    const all = values();
    await later();
    expect(values()).toEqual(all);
    await park.fault('dcs-1', null);
    await until(() => values()[0] !== all[0]);
  });
  it('drives a detector past its full scale, in the units of its register', async () => {
    await park.fault('gds-3', 'over-range', { point: 'GD-A01' });
    await later();
    expect(await floatAt(0)).toBeCloseTo(110, 4);
    await park.fault('gds-3', null);
    await later();
    expect(await floatAt(0)).toBeLessThan(10);
  });
  it('makes one point of a Modbus device answer an exception', async () => {
    await park.fault('gds-3', 'bad-status', { point: 'GD-A02' });
    const client = await rawClient(park.ports['gds-3']!);
    expect([await client.ask('03 0002 0002'), (await client.ask('03 0000 0002')).slice(0, 4)]).toEqual(['8304', '0304']);
    await park.fault('gds-3', null);
    expect((await client.ask('03 0002 0002')).slice(0, 4)).toBe('0304');
    client.end();
  });
  it('refuses what it does not know', async () => {
    expect(() => park.scenario('tea')).toThrow('no scenario');
    await expect(park.fault('x', 'drop')).rejects.toThrow('no device');
    await expect(park.fault('dcs-1', 'frozen', { point: 'GD-A01' })).rejects.toThrow('no point');
  });
  it('says which port is in use, and leaves none open', async () => {
    const taken = park.ports['gds-3']!;
    const [dcs, plc] = [await freePort(), await freePort()];
    const error = await startPark({ description, seed: 1, ports: { 'dcs-1': dcs, 'plc-2': plc, 'gds-3': taken }, pkiDir: path.join(pkiDir, 'second') }).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(PortTaken);
    expect((error as Error).message).toContain(`port ${taken} for gds-3 is in use`);
    for (const port of [dcs, plc]) await expect(rawClient(port)).rejects.toThrow('ECONNREFUSED');
  });
});
