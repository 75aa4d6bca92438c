import { spawn } from 'node:child_process';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { mqttDevice } from '../../../simulator/devices/mqtt.ts';
import { folder } from './harness.ts';

it.each([false, true])('ADP-08 mqtt: after close the process ends by itself, so nothing of it or its library is left (nobody answers: %s)', { timeout: 30_000 }, async (cut) => {
  const device = mqttDevice({ format: 'json' });
  const port = await device.start(0);
  onTestFinished(() => device.stop());
  device.set('park/a#$.v', 1);
  const subject = { kind: 'mqtt', address: 'park/a#$.v', options: { url: `mqtt://127.0.0.1:${cut ? 1 : port}`, version: 4, retryMs: 20, timePath: '@.t' }, pki: folder(), cut };
  const child = spawn(process.execPath, [path.join(import.meta.dirname, '..', 'leave.ts'), JSON.stringify(subject)], { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  let closedAt = NaN;
  child.stdout.on('data', (b: Buffer) => { said += b.toString(); if (said.includes('closed')) closedAt = performance.now(); });
  const late = setTimeout(() => child.kill('SIGKILL'), 20_000);
  const code = await new Promise((r) => { child.on('exit', r); });
  clearTimeout(late);
  expect({ said: said.trim(), code }).toEqual({ said: cut ? 'closed unreachable' : 'closed open', code: 0 });
  expect(performance.now() - closedAt).toBeLessThan(1500);
});
