import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll } from 'vitest';
import { mqtt, mqttOptions } from '#adapters/mqtt';
import { mqttDevice, type MqttDeviceOptions } from '../../simulator/devices/mqtt.ts';
import { adapterConformance, type Subject } from '../conformance/adapter.suite.ts';
import { relay } from '../conformance/relay.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'watchroom-mqtt-'));
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));

/** The suite once for each way to say a value. */
async function conform(format: MqttDeviceOptions['format'], at: (n: number) => string, absent: NonNullable<Subject['absent']>): Promise<void> {
  const device = mqttDevice({ format, denied: (topic) => topic.startsWith('secret/') });
  const wire = relay();
  const port = await wire.reserve();
  const options = mqttOptions({
    url: `mqtt://127.0.0.1:${port}`, version: 4, keepaliveS: 1, retryMs: 20, answerMs: 500, freshMs: 60_000, timePath: '@.t', qualityPath: '@.q', maxPayload: 4_000_000,
  });
  if (!options.ok) throw new Error(JSON.stringify(options.fault));
  adapterConformance({
    name: `mqtt ${format}`, at, absent, travelMs: 200, noticeMs: 3000, wire,
    pki: path.join(folder, format),
    peer: {
      start: async () => wire.start(await device.start(0)),
      stop: async () => { await wire.stop(); await device.stop(); },
      connections: () => device.connections(),
      set: (a, v) => device.set(a, v),
      setAt: (a, v, t) => device.set(a, v, { sourceTime: new Date(t) }),
      fault: (a) => device.fault(a),
    },
    note: (line) => process.stdout.write(`mqtt ${format}: ${line}\n`),
    make: (deps) => mqtt(options.value, deps),
  });
}
await conform('json', (n) => `park/unit-1/p${n}#$.v`, { address: 'secret/p1#$.v', status: 0x801f_0000 });
await conform('sparkplug', (n) => `sp:park/edge-1/dev-1:p${n}`, { address: 'sp:park/edge-1/dev-1:nobody', status: 0x8034_0000 });
