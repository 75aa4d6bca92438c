import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { opcua, opcuaOptions } from '#adapters/opcua';
import { row, type LinkState, type Sample } from '#app/acquisition';
import { pointId } from '#app/park';
import { opcuaDevice } from '../../../simulator/devices/opcua.ts';
import { countingClock, never, until, wait } from '../../conformance/subject.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'watchroom-opcua-'));
const device = opcuaDevice({ pkiDir: path.join(folder, 'device') });
beforeAll(async () => { await device.start(0); device.set('ns=2;s=quiet', 1); });
afterAll(async () => { await device.stop(); rmSync(folder, { recursive: true, force: true, maxRetries: 3 }); });

it.each([[20, 300], [500, 400], [100, 1000]])('OPC-11 a plant where nothing changes keeps its link: publishing every %i ms, answers within %i ms', { timeout: 20_000 }, async (publishingMs, answerMs) => {
  const parsed = opcuaOptions({ endpoint: device.endpoint(), securityMode: 'None', publishingMs, answerMs, retryMs: 50 });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.fault));
  const links: LinkState[] = [];
  const taken: Sample[] = [];
  const adapter = opcua(parsed.value, { clock: countingClock().clock, note: () => {}, bound: 100, link: (l) => { links.push(l); }, pki: path.join(folder, 'node'), secret: () => null });
  onTestFinished(() => adapter.close());
  await adapter.open(never);
  adapter.watch([{ handle: 1, id: pointId('q'), address: 'ns=2;s=quiet' }], { take: async (b) => { for (let i = 0; i < b.length; i++) taken.push(row(b, i)); } });
  await until(() => taken.length > 0);
  await wait(3000);                             // several keep-alives; nothing to await, since nothing is to happen
  expect(links).toEqual([{ up: true, reason: null }]);
  expect(taken.map((s) => s.value)).toEqual([1]);
});
