import { spawn, spawnSync } from 'node:child_process';
import net from 'node:net';
import path from 'node:path';
import { ServerTCP } from 'modbus-serial';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Status } from '#app/acquisition';
import { never, until } from '../../conformance/subject.ts';
import { speaking } from './raw-peer.ts';

const python = '/usr/bin/python3';
const script = path.join(import.meta.dirname, 'pymodbus-server.py');
const there = spawnSync(python, [script, '--probe'], { encoding: 'utf8' }).stdout?.trim() === 'ok';

async function pymodbus(): Promise<number> {
  const server = spawn(python, [script], { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => new Promise<void>((r) => { server.on('exit', () => r()); server.kill(); }));
  return new Promise((r) => { server.stdout.once('data', (b: Buffer) => r(Number(b.toString()))); });
}

/** The npm library that most Modbus programs in this language speak with, as a device. */
async function serial(): Promise<number> {
  const registers = Array.from({ length: 200 }, (_, i) => i);
  const floats = Buffer.alloc(8);
  floats.writeFloatBE(123.5, 0); floats.writeFloatBE(-7.25, 4);
  [0, 2, 6, 4].forEach((at, i) => { registers[100 + i] = floats.readUInt16BE(at); });
  const coils = Array.from({ length: 200 }, (_, i) => i % 2 === 1);
  const port = await new Promise<number>((r) => { const s = net.createServer().listen(0, '127.0.0.1', () => { const { port: p } = s.address() as net.AddressInfo; s.close(() => r(p)); }); });
  const server = new ServerTCP({
    getHoldingRegister: (a: number) => registers[a] ?? 0, getInputRegister: (a: number) => 1000 + a, getCoil: (a: number) => coils[a] ?? false, getDiscreteInput: (a: number) => a % 4 !== 1,
    setRegister: (a: number, v: number) => { registers[a] = v; }, setCoil: (a: number, v: boolean) => { coils[a] = v; },
  }, { host: '127.0.0.1', port, unitID: 1 });
  await new Promise<void>((r) => { server.on('initialized', () => r()); });
  onTestFinished(() => new Promise<void>((r) => { server.close(() => r()); }));
  return port;
}

async function reads(port: number): Promise<void> {
  const { adapter, watch, last, point } = speaking(port, { answerMs: 1000 });
  expect(await adapter.open(never)).toEqual({ ok: true, value: undefined });
  watch('hr:7', 'hr:100:f32', 'hr:102:f32:cdab', 'ir:9', 'co:1', 'co:2', 'di:0', 'di:1');
  await until(() => [0, 1, 2, 3, 4, 5, 6, 7].every((h) => last(h) !== undefined));
  expect([0, 1, 2, 3, 4, 5, 6, 7].map((h) => last(h)!.value)).toEqual([7, 123.5, -7.25, 1009, 1, 0, 1, 0]);
  for (const [handle, address, value] of [[0, 'hr:7', 4711], [1, 'hr:100:f32', -0.5], [5, 'co:2', 1]] as const) {
    expect(await adapter.write!(point(address), value)).toEqual({ ok: true, value: undefined });
    await until(() => last(handle)?.value === value);
  }
}

describe('MOD-13 a device of another make', () => {
  it.skipIf(!there)(there ? 'python3-pymodbus: reads, writes and exceptions' : 'skipped: python3-pymodbus not installed', { timeout: 20_000 }, async () => {
    const port = await pymodbus();
    await reads(port);
    const { adapter, watch, last } = speaking(port, { answerMs: 1000 });
    await adapter.open(never); watch('hr:104:f64', 'hr:108:i32', 'hr:5000');
    await until(() => [0, 1, 2].every((h) => last(h) !== undefined));
    expect([last(0)!.value, last(1)!.value, last(2)!.status]).toEqual([98_765.4321, -123_456, (Status.deviceFailure | 2) >>> 0]);
  });
  it('modbus-serial: reads and writes', async () => { await reads(await serial()); });
});
