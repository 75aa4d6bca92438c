import { collector, collectorOptions } from '#adapters/collector';
import { collectionHost } from '../../simulator/devices/collection-host.ts';
import { adapterConformance } from '../conformance/adapter.suite.ts';
import { relay } from '../conformance/relay.ts';

const secret = 'a-secret-of-thirty-two-characters';
const device = collectionHost({ name: 'far', secret });
const wire = relay('client');
const outside = await wire.reserve();
const inside = await relay().reserve();       // where the adapter listens, behind the wire
const options = collectorOptions({ port: inside, collector: 'far', secret: 'secret:far', silentMs: 300, answerMs: 300, retryMs: 20 });
if (!options.ok) throw new Error(JSON.stringify(options.fault));

adapterConformance({
  name: 'collector',
  at: (n) => `p${n}`,
  absent: { address: 'nobody', status: 0x803e_0000 },
  travelMs: 300,
  noticeMs: 1500,
  listens: true,
  paced: true,
  wire,
  secret: (name) => (name === 'far' ? secret : null),
  peer: {
    start: async () => { await wire.start(inside); await device.start(outside); },
    stop: async () => { await device.stop(); await wire.stop(); },
    connections: () => wire.connections(),
    set: (a, v) => device.set(a, v),
    setAt: (a, v, at) => device.set(a, v, at),
    fault: (a) => device.fault(a),
  },
  note: (line) => process.stdout.write(`collector: ${line}\n`),
  make: (deps) => collector(options.value, deps),
});
