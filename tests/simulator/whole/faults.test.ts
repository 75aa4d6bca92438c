import { mkdtemp, rm } from 'node:fs/promises';
import net from 'node:net';
import { once } from 'node:events';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { faultTable } from '../../../simulator/fault-table.ts';
import { parkFaultKinds } from '../../../simulator/park-device.ts';
import { parkNamed, startPark, type Park } from '../../../simulator/park.ts';
import type { ParkDescription } from '../../../simulator/plant/description.ts';
import { rawClient } from '../devices/client.ts';

let description: ParkDescription;
let park: Park;
let pkiDir: string;
let centre: net.Server;
const heard: { text: string; readonly lines: Set<net.Socket>; calls: number } = { text: '', lines: new Set(), calls: 0 };

beforeAll(async () => {
  pkiDir = await mkdtemp(path.join(os.tmpdir(), 'watchroom-whole-'));
  description = await parkNamed('whole');
  // a centre that hears what the stations say, and answers nothing
  centre = net.createServer((s) => { heard.calls++; heard.lines.add(s); s.on('data', (d: Buffer) => { heard.text += d.toString('latin1'); }); s.on('error', () => {}); s.on('close', () => heard.lines.delete(s)); }).listen(0, '127.0.0.1');
  await once(centre, 'listening');
  const ports = Object.fromEntries(description.devices.map((d) => [d.id, d.kind === 'hj212' ? (centre.address() as net.AddressInfo).port : 0]));
  park = await startPark({ description: { ...description, devices: description.devices.map((d) => (d.kind === 'hj212' ? { ...d, stations: d.stations!.slice(0, 3), periodMs: 200 } : d)), points: description.points.filter((p) => p.device !== 'env-1' || /^320899(0{7}[123])\//.test(p.address)) }, seed: 1, ports, tickMs: 50, pkiDir });
}, 60_000);
afterAll(async () => { await park.stop(); centre.close(); for (const s of heard.lines) s.destroy(); await rm(pkiDir, { recursive: true, force: true }); });
beforeEach(async () => { for (const d of description.devices) if (park.faults(d.id).length > 0) await park.fault(d.id, null); });

const until = async (is: () => boolean): Promise<void> => { while (!is()) await new Promise((r) => { setTimeout(r, 5); }); };
const port = (id: string): number => park.ports[id]!;
const READ = '03 0000 0002';
interface Said { readonly value: unknown; readonly time: number }
async function camera(): Promise<Record<string, Said>> {
  const answer = await fetch(`http://127.0.0.1:${port('cam-1')}/GC-2`, { signal: AbortSignal.timeout(5000) });
  return await answer.json() as Record<string, Said>;
}

describe('the whole park runs', () => {
  it('shows on every device what its plant says', async () => {
    expect(park.devices.get('dcs-1')!.device.get('ns=2;s=T-07.LEVEL')).toBe(park.value('T-07.LEVEL'));
    expect((await camera())['GC-2_TEMP']!.value).toBeGreaterThan(10);
    const [first] = description.points.filter((p) => p.device === 'iot-2');
    expect(park.devices.get('iot-2')!.device.get(first!.address)).toBe(park.value(first!.id));
    await until(() => /MN=32089900000001;.*w01018-Rtd=\d/.test(heard.text));
  });
  it('refreshes what is slow only every so often', async () => {
    const slow = description.points.find((p) => p.id === 'S01-M1.MM')!;
    expect(slow.everyS).toBe(5);
    const seen = new Set<unknown>();
    const from = park.elapsedS();
    await until(() => { seen.add(park.devices.get('iot-1')!.device.get(slow.address)); return park.elapsedS() > from + 4.5; });
    expect(seen.size).toBeLessThanOrEqual(2);
  });
});

describe('wrong-clock', () => {
  it('puts the times of values ahead by so much, and back again', async () => {
    await park.fault('cam-1', 'wrong-clock', { ms: 90_000 });
    let ahead = 0;
    await until(() => { void camera().then((c) => { ahead = c['GC-2_TEMP']!.time - Date.now(); }, () => {}); return ahead > 80_000 && ahead < 91_000; });
    await park.fault('cam-1', null);
    await until(() => { void camera().then((c) => { ahead = c['GC-2_TEMP']!.time - Date.now(); }, () => {}); return ahead <= 0; });
  });
  it('is the station’s own where it keeps the clock', async () => {
    await park.fault('env-1', 'wrong-clock', { ms: 400 * 86_400_000 });
    heard.text = '';
    const year = new Date(Date.now() + 400 * 86_400_000).getUTCFullYear();
    await until(() => heard.text.includes(`DataTime=${year}`));
  });
  it('is refused where there is no clock', async () => {
    await expect(park.fault('plc-1', 'wrong-clock')).rejects.toThrow('no wrong-clock at plc-1: Modbus tells no time');
    expect(park.faults('plc-1')).toEqual([]);
  });
});

describe('half-frame', () => {
  it('breaks a Modbus answer off in its middle, and says no more on that line', async () => {
    await park.fault('gds-1', 'half-frame');
    const s = net.connect(port('gds-1'), '127.0.0.1');
    let got = 0;
    s.on('data', (d: Buffer) => { got += d.length; }).on('error', () => {});
    const ask = Buffer.from('000100000006010300000002', 'hex');
    s.write(ask);
    await until(() => got > 0);
    s.write(ask);
    await new Promise((r) => { setTimeout(r, 60); });
    expect(got).toBe(7);                        // of 13
    const closed = once(s, 'close');
    await park.fault('gds-1', null);
    await closed;                               // who waits on it must not wait for ever
    const client = await rawClient(port('gds-1'));
    expect((await client.ask(READ)).slice(0, 4)).toBe('0304');
    client.end();
  });
  it('breaks off what a station says', async () => {
    await park.fault('env-1', 'half-frame');
    heard.text = '';
    await until(() => /##\d{4}QN=[^\r]{20,}##/.test(heard.text));
  });
});

describe('slow-answer', () => {
  it('lets an answer trickle over its time', async () => {
    const client = await rawClient(port('gds-2'));
    await park.fault('gds-2', 'slow-answer', { ms: 300 });
    const from = performance.now();
    expect((await client.ask(READ)).slice(0, 4)).toBe('0304');
    expect(performance.now() - from).toBeGreaterThan(250);
    await park.fault('gds-2', null);
    expect((await client.ask(READ)).slice(0, 4)).toBe('0304');
    client.end();
  });
  it('does so over HTTP too', async () => {
    await park.fault('cam-1', 'slow-answer', { ms: 300 });
    const from = performance.now();
    expect((await camera())['GC-2_FAULT']!.value).toBe(false);
    expect(performance.now() - from).toBeGreaterThan(250);
  });
});

describe('reconnect-storm', () => {
  it.each(['plc-1', 'dcs-2', 'iot-1', 'gate-1'])('cuts the lines of %s again and again, and lets it be in the end', async (id) => {
    await park.fault(id, 'reconnect-storm', { ms: 30 });
    let cuts = 0;
    const dial = (): void => { const s = net.connect(port(id), '127.0.0.1'); s.on('error', () => {}); s.on('connect', () => s.on('close', () => { cuts++; })); };
    const timer = setInterval(dial, 10);
    await until(() => cuts >= 3);
    clearInterval(timer);
    await park.fault(id, null);
    const s = net.connect(port(id), '127.0.0.1');
    await once(s, 'connect');
    let closed = false;
    s.on('close', () => { closed = true; });
    await new Promise((r) => { setTimeout(r, 300); });
    expect(closed).toBe(false);
    s.destroy();
  });
  it('lets stations call again and again', async () => {
    const before = heard.calls;
    await park.fault('env-1', 'reconnect-storm', { ms: 30 });
    await until(() => heard.calls > before + 4);
  });
  it('leaves the other faults of the device in force', async () => {
    await park.fault('plc-2', 'bad-status');
    await park.fault('plc-2', 'reconnect-storm', { ms: 400 });
    let refused = 0;
    while (refused < 2) {
      const client = await rawClient(port('plc-2')).catch(() => null);
      const cut = new Promise<null>((r) => { setTimeout(() => r(null), 500); });   // a line cut while it was asked answers nothing
      const answer = client === null ? null : await Promise.race([client.ask(READ).catch(() => null), cut]);
      if (answer === '8304') refused++;
      else expect(answer ?? '8304').toBe('8304');
      client?.end();
      await new Promise((r) => { setTimeout(r, 150); });
    }
    expect(park.faults('plc-2')).toEqual(['bad-status', 'reconnect-storm']);
  });
});

describe('any fault at any device at any time', () => {
  it.each(parkFaultKinds)('%s comes and goes at every device that can have it', async (kind) => {
    for (const { id, kind: protocol } of description.devices) {
      if ('refused' in faultTable[protocol][kind]) { await expect(park.fault(id, kind)).rejects.toThrow(`no ${kind} at ${id}: `); continue; }
      await park.fault(id, kind);
      expect(park.faults(id)).toEqual([kind]);
      await park.fault(id, null);
      expect(park.faults(id)).toEqual([]);
    }
    const client = await rawClient(port('plc-1'));
    expect((await client.ask(READ)).slice(0, 4)).toBe('0304');
    client.end();
    expect((await camera())['GC-2_FAULT']!.value).toBe(false);
  }, 20_000);
  it.each(parkFaultKinds)('%s at one point comes and goes, or is refused with its reason, and nothing of it stays', async (kind) => {
    for (const { id, kind: protocol } of description.devices) {
      const cell = faultTable[protocol][kind];
      const [analog, state] = [description.points.find((p) => p.device === id && !p.digital)!, description.points.find((p) => p.device === id && p.digital)];
      if ('refused' in cell || !cell.point) { await expect(park.fault(id, kind, { point: analog.id })).rejects.toThrow('refused' in cell ? cell.refused : `${kind} is of a whole device, not of ${analog.id} alone`); expect(park.faults(id)).toEqual([]); continue; }
      await park.fault(id, kind, { point: analog.id });
      expect(park.faults(id)).toEqual([`${kind} ${analog.id}`]);
      if (kind === 'over-range' && state !== undefined) await expect(park.fault(id, kind, { point: state.id })).rejects.toThrow(`${state.id} is a state and has no range`);
      await park.fault(id, null);
      expect(park.faults(id)).toEqual([]);
    }
  }, 20_000);
  it('a nonsense length is refused', async () => {
    await expect(park.fault('plc-1', 'late', { ms: -5 })).rejects.toThrow('-5 ms is not from 0');
    expect(park.faults('plc-1')).toEqual([]);
  });
  it('a station says flag D of the one factor that is broken, as long as it is', async () => {
    await park.fault('env-1', 'bad-status', { point: 'EF-E01.COD' });
    heard.text = '';
    await until(() => (heard.text.match(/w01018-Rtd=[\d.]+,w01018-Flag=D/g) ?? []).length >= 3);
    expect(/w01001-Flag=D/.test(heard.text)).toBe(false);
    await park.fault('env-1', null);
    heard.text = '';
    await until(() => /MN=32089900000001;.*w01018-Rtd=[\d.]+,w01018-Flag=N/.test(heard.text));
  });
});
