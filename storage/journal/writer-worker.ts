import { parentPort, workerData } from 'node:worker_threads';
import type { WorkerOptions } from './protocol.ts';
import { serveReader } from './serve-reader.ts';
import { serveWriter } from './serve-writer.ts';

// The entry of both worker threads: the one that writes and the one that reads.
if (parentPort === null) throw new Error('this file is started as a worker thread');
const options = workerData as WorkerOptions;
if (options.role === 'writer') serveWriter(parentPort, options); else serveReader(parentPort, options);
