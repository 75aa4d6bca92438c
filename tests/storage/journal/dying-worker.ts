import { parentPort, workerData } from 'node:worker_threads';
import type { Ask, WorkerOptions } from '../../../storage/journal/protocol.ts';
import { serveReader } from '../../../storage/journal/serve-reader.ts';
import { serveWriter } from '../../../storage/journal/serve-writer.ts';

// The real workers, which die when they are asked to write the kind `die`.
if (parentPort === null) throw new Error('this file is started as a worker thread');
const options = workerData as WorkerOptions;
parentPort.on('message', (ask: Ask) => { if (ask.t === 'append' && ask.drafts[0]?.kind === 'die') process.exit(3); });
if (options.role === 'writer') serveWriter(parentPort, options); else serveReader(parentPort, options);
