import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { modbusDevice } from '../../simulator/devices/modbus.ts';
import { opcuaDevice } from '../../simulator/devices/opcua.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'watchroom-leave-'));
const register = modbusDevice();
const server = opcuaDevice({ pkiDir: path.join(folder, 'device') });
const ports = { modbus: await register.start(0), opcua: await server.start(0) };
register.set('hr:1', 1);
server.set('ns=2;s=a', 1);
afterAll(async () => { await register.stop(); await server.stop(); rmSync(folder, { recursive: true, force: true, maxRetries: 3 }); });

const subjects = {
  modbus: (port: number) => ({ kind: 'modbus', address: 'hr:1', options: { host: '127.0.0.1', port, everyMs: 20, retryMs: 20 } }),
  opcua: (port: number) => ({ kind: 'opcua', address: 'ns=2;s=a', options: { endpoint: `opc.tcp://127.0.0.1:${port}/park`, securityMode: 'None', publishingMs: 20, retryMs: 20 } }),
};

it.each([['modbus', false], ['opcua', false], ['modbus', true], ['opcua', true]] as const)('ADP-08 %s: after close the process ends by itself, so nothing of it or its library is left (nobody answers: %s)', { timeout: 30_000 }, async (kind, cut) => {
  const child = spawn(process.execPath, [path.join(import.meta.dirname, 'leave.ts'), JSON.stringify({ ...subjects[kind](cut ? 1 : ports[kind]), pki: path.join(folder, 'node'), cut })], { stdio: ['ignore', 'pipe', 'inherit'] });
  let closedAt = NaN;
  let said = '';
  child.stdout.on('data', (b: Buffer) => { said += b.toString(); if (said.includes('closed')) closedAt = performance.now(); });
  const late = setTimeout(() => child.kill('SIGKILL'), 20_000);
  const code = await new Promise((r) => { child.on('exit', r); });
  clearTimeout(late);
  expect({ said: said.trim(), code }).toEqual({ said: cut ? 'closed unreachable' : 'closed open', code: 0 });
  expect(performance.now() - closedAt).toBeLessThan(1500);
});
