import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll } from 'vitest';
import { opcua } from '#adapters/opcua';
import { opcuaDevice } from '../../simulator/devices/opcua.ts';
import { adapterConformance } from '../conformance/adapter.suite.ts';
import { relay } from '../conformance/relay.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'watchroom-opcua-'));
const device = opcuaDevice({ pkiDir: path.join(folder, 'device') });
const wire = relay();
const port = await wire.reserve();
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));

adapterConformance({
  name: 'opcua',
  at: (n) => `ns=2;s=point-${n}`,
  absent: { address: 'ns=2;s=nobody', status: 0x8034_0000 },
  travelMs: 200,
  noticeMs: 2000,
  wire,
  pki: path.join(folder, 'node'),
  peer: {
    start: async () => wire.start(await device.start(0)),
    stop: async () => { await wire.stop(); await device.stop(); },
    connections: () => device.connections(),
    set: (a, v) => device.set(a, v),
    setAt: (a, v, t) => device.set(a, v, { sourceTime: new Date(t) }),
    fault: (a) => device.fault(a),
    condition: (a, active, severity, text) => device.condition(a, active, severity, text),
  },
  note: (line) => process.stdout.write(`opcua: ${line}\n`),
  make: (deps) => opcua({
    endpoint: `opc.tcp://127.0.0.1:${port}/park`, securityMode: 'None', securityPolicy: 'None', user: null, publishingMs: 20, samplingMs: 0, queueSize: 50, retryMs: 20, answerMs: 400, events: 'conditions', notifiers: ['i=2253'],
  }, deps),
});
