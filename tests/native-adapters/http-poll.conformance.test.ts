import { httpPoll, httpPollOptions } from '#adapters/http-poll';
import { httpDevice } from '../../simulator/devices/http.ts';
import { adapterConformance } from '../conformance/adapter.suite.ts';
import { relay } from '../conformance/relay.ts';

const device = httpDevice();
const wire = relay();
const port = await wire.reserve();
const options = httpPollOptions({ url: `http://127.0.0.1:${port}/`, everyMs: 10, answerMs: 300, retryMs: 20, maxRetryMs: 40, timePath: '@.time', qualityPath: '@.quality' });
if (!options.ok) throw new Error(JSON.stringify(options.fault));

adapterConformance({
  name: 'http-poll',
  at: (n) => `racks/${Math.floor(n / 500)}#$.p${n}.value`,
  absent: { address: 'racks/none#$.p1.value', status: 0x808b_0004 },
  travelMs: 0,
  noticeMs: 1500,
  wire,
  peer: {
    start: async () => wire.start(await device.start(0)),
    stop: async () => { await wire.stop(); await device.stop(); },
    connections: () => device.connections(),
    set: (a, v) => device.set(a, v),
    setAt: (a, v, at) => device.set(a, v, { sourceTime: new Date(at) }),
    fault: (a) => device.fault(a),
  },
  note: (line) => process.stdout.write(`http-poll: ${line}\n`),
  make: (deps) => httpPoll(options.value, deps),
});
