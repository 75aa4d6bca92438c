import { parentPort, workerData } from 'node:worker_threads';
import type { WriterOptions } from '../protocol.ts';
import { serveWriting } from './serve-writing.ts';

// The entry of the thread that writes history.
if (parentPort === null) throw new Error('this file is started as a worker thread');
serveWriting(parentPort, workerData as WriterOptions);
