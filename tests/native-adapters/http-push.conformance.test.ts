import { httpPush, httpPushOptions } from '#adapters/http-push';
import { pusher } from '../../simulator/devices/pusher.ts';
import { adapterConformance } from '../conformance/adapter.suite.ts';
import { relay } from '../conformance/relay.ts';

const secret = 'a-secret-of-thirty-two-characters';
const device = pusher({ enterprise: 'hengyuan', secret, everyMs: 40, answerMs: 150, retryMs: 10 });
const wire = relay('client');
const outside = await wire.reserve();
const inside = await relay().reserve();       // where the adapter listens, behind the wire
const options = httpPushOptions({
  port: inside, enterprises: [{ id: 'hengyuan', secret: 'secret:hengyuan' }], silentMs: 300, retryMs: 20, perSecond: 1000, burst: 10_000, strangersBurst: 1000, maxSamples: 6000, reportMs: 200, headersMs: 200, requestMs: 300,
});
if (!options.ok) throw new Error(JSON.stringify(options.fault));

adapterConformance({
  name: 'http-push',
  at: (n) => `hengyuan/p${n}`,
  absent: { address: 'nobody/p1', status: 0x803e_0000 },
  travelMs: 300,
  noticeMs: 1500,
  listens: true,
  wire,
  secret: (name) => (name === 'hengyuan' ? secret : null),
  peer: {
    start: async () => { await wire.start(inside); await device.start(outside); },
    stop: async () => { await device.stop(); await wire.stop(); },
    connections: () => wire.connections(),
    set: (a, v) => device.set(a, v),
    setAt: (a, v, at) => device.set(a, v, { sourceTime: new Date(at) }),
    fault: (a) => device.fault(a),
  },
  note: (line) => process.stdout.write(`http-push: ${line}\n`),
  make: (deps) => httpPush(options.value, deps),
});
