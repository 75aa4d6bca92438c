import { hj212, hj212Options } from '#adapters/hj212';
import { hj212Station } from '../../simulator/devices/hj212.ts';
import { adapterConformance } from '../conformance/adapter.suite.ts';
import { relay } from '../conformance/relay.ts';

const mn = '88888880000001';
const station = hj212Station({ mn, pw: '123456', changes: true, heartMs: 60, overMs: 150, times: 2, retryMs: 20 });
const wire = relay('client');
const port = await relay().reserve();
await wire.reserve();

adapterConformance({
  name: 'hj212',
  at: (n) => `${mn}/a${String(n).padStart(5, '0')}-Rtd`,
  travelMs: 100,
  timeStepMs: 1000,
  listens: true,
  wire,
  peer: {
    start: async () => { await wire.start(port); await station.start(wire.port()); },
    stop: async () => { await station.stop(); await wire.stop(); },
    connections: () => station.connections(),
    set: (a, v) => station.set(a, v),
    setAt: (a, v, t) => station.set(a, v, { sourceTime: new Date(t) }),
    fault: (a) => station.fault(a),
  },
  secret: (name) => (name === 'station' ? '123456' : null),
  note: (line) => process.stdout.write(`hj212: ${line}\n`),
  make: (deps) => {
    const o = hj212Options({ port, stations: [{ mn, password: 'secret:station' }], silentMs: 500, goneMs: 60, answerMs: 200, retryMs: 20 });
    if (!o.ok) throw new Error(o.fault.code);
    return hj212(o.value, deps);
  },
});
