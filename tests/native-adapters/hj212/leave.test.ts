import { spawn } from 'node:child_process';
import path from 'node:path';
import { expect, it } from 'vitest';
import { hj212Station } from '../../../simulator/devices/hj212.ts';
import { freePort } from './caller.ts';

it.each([false, true])('ADP-08 after close the process ends by itself (nobody calls: %s)', { timeout: 30_000 }, async (cut) => {
  const port = await freePort();
  const station = hj212Station({ mn: 'A', retryMs: 20 });
  station.set('a1', 1);
  if (!cut) await station.start(port);
  const told = { kind: 'hj212', address: 'A/a1-Rtd', options: { port, stations: [{ mn: 'A', password: null }], silentMs: cut ? 100 : 60_000 }, pki: '', cut };
  const child = spawn(process.execPath, [path.join(import.meta.dirname, '..', 'leave.ts'), JSON.stringify(told)], { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  let closedAt = NaN;
  child.stdout.on('data', (b: Buffer) => { said += b.toString(); closedAt = performance.now(); });
  const late = setTimeout(() => child.kill('SIGKILL'), 20_000);
  const code = await new Promise((r) => { child.on('exit', r); });
  clearTimeout(late);
  await station.stop();
  expect({ said: said.trim(), code }).toEqual({ said: 'closed open', code: 0 });
  expect(performance.now() - closedAt).toBeLessThan(1500);
});
