import { spawn } from 'node:child_process';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { httpDevice } from '../../../simulator/devices/http.ts';
import { relay } from '../../conformance/relay.ts';

/** The port of an enterprise that never comes is given up as silent, which is a sample too. */
it.each(['http-poll', 'http-push'])('ADP-08 %s: after close the process ends by itself', { timeout: 20_000 }, async (kind) => {
  const device = httpDevice();
  device.set('a#$.p.value', 1);
  const port = kind === 'http-poll' ? await device.start(0) : await relay().reserve();
  onTestFinished(() => device.stop());
  const subject = kind === 'http-poll'
    ? { kind, address: 'a#$.p.value', options: { url: `http://127.0.0.1:${port}/`, everyMs: 20 }, pki: '', cut: false }
    : { kind, address: 'e/p', options: { port, silentMs: 100, enterprises: [{ id: 'e', secret: 'secret:e' }] }, pki: '', cut: true };
  const child = spawn(process.execPath, [path.join(import.meta.dirname, '..', 'leave.ts'), JSON.stringify(subject)], { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  child.stdout.on('data', (b: Buffer) => { said += b.toString(); });
  const late = setTimeout(() => child.kill('SIGKILL'), 15_000);
  const code = await new Promise((r) => { child.on('exit', r); });
  clearTimeout(late);
  expect({ said: said.trim(), code }).toEqual({ said: 'closed open', code: 0 });
});
