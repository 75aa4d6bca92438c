import { parentPort, workerData } from 'node:worker_threads';
import type { CollectorStart, ToCollector } from '../../../../main/engine/collect/messages.ts';

/** A collector's worker that misbehaves as its source's options say: `crash` throws when it is run, `hang` never says anything again, `well-then-hang` soon does not, `stubborn` does not close, `chatty` prints, `misshapen` sends columns of different lengths, `nonsense` words that nobody knows, `mumble` half a message, `tells` an event and a count, `gibbers` half an event, `choke` a batch on which the test's engine throws. */
const how = (workerData as CollectorStart).options as string;
const port = parentPort!;
port.on('message', (message: ToCollector) => {
  if (message.t === 'run' && how === 'crash') throw new Error('the library of this protocol fell over');
  if (message.t === 'run' && how === 'hang') for (;;);
  if (message.t === 'run' && how === 'well-then-hang') setTimeout(() => { for (;;); }, 400);
  if (message.t === 'run') port.postMessage({ t: 'link', state: { up: true, reason: null } });
  if (message.t === 'close' && how !== 'stubborn') { port.postMessage({ t: 'closed' }); clearInterval(pulse); port.close(); }
});
port.on('message', (message: ToCollector) => {
  if (message.t !== 'run') return;
  const batch = { handle: new Uint32Array(3), value: new Float64Array(3), status: new Uint32Array(3), sourceTime: new Float64Array(3), receivedTime: new Float64Array(1), length: 3 };
  if (how === 'misshapen') port.postMessage({ t: 'batch', batch, lost: 0 });
  if (how === 'nonsense') port.postMessage({ t: 'batch', batch: null, lost: 'many' });
  const event = { kind: 'alarm', address: '1', severity: 5, active: true, text: 'hot', sourceTime: null, receivedTime: 1 };
  if (how === 'tells') { port.postMessage({ t: 'event', event }); port.postMessage({ t: 'events-left', left: 3, of: 2 }); }
  if (how === 'gibbers') port.postMessage({ t: 'event', event: { ...event, text: undefined } });
  if (how === 'mumble') port.postMessage({ t: 'link' });
  if (how === 'choke') port.postMessage({ t: 'batch', batch: { ...batch, receivedTime: new Float64Array(3) }, lost: 0 });
  if (how === 'chatty') { process.stdout.write('a library talks to itself\n'); process.stderr.write('and complains\n'); }
});
const pulse = setInterval(() => port.postMessage({ t: 'alive', lost: 0 }), 200);
