import { parentPort, workerData } from 'node:worker_threads';
import type { CollectorStart, ToCollector } from '../../../../main/engine/collect/messages.ts';

/** A collector's worker that misbehaves as its source's options say: `crash` throws when it is run, `hang` never says anything again, `stubborn` does not close. */
const how = (workerData as CollectorStart).options as string;
const port = parentPort!;
port.on('message', (message: ToCollector) => {
  if (message.t === 'run' && how === 'crash') throw new Error('the library of this protocol fell over');
  if (message.t === 'run' && how === 'hang') for (;;);
  if (message.t === 'run') port.postMessage({ t: 'link', state: { up: true, reason: null } });
  if (message.t === 'close' && how !== 'stubborn') { port.postMessage({ t: 'closed' }); clearInterval(pulse); port.close(); }
});
const pulse = setInterval(() => port.postMessage({ t: 'alive', lost: 0 }), 200);
