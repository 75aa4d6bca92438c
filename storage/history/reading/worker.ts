import { parentPort, workerData } from 'node:worker_threads';
import type { ReaderOptions } from './protocol.ts';
import { serveReader } from './serve-reader.ts';
import { warmUp } from './warm-up.ts';
import { workings } from './workings.ts';

// The entry of the thread that reads what history keeps.
if (parentPort === null) throw new Error('this file is started as a worker thread');
warmUp(() => performance.now(), 300);
const options = workerData as ReaderOptions;
serveReader(parentPort, options, workings(options.dir));
