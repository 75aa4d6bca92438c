import { parentPort, workerData } from 'node:worker_threads';
import type { WorkerOptions } from './protocol.ts';
import { serveReader } from './serve-reader.ts';
import { serveSearch } from '../search/serve-search.ts';
import { serveWriter } from './serve-writer.ts';

// The entry of the worker threads: the one that writes, the one that reads, and the one that searches.
if (parentPort === null) throw new Error('this file is started as a worker thread');
const options = workerData as WorkerOptions;
const serve = { writer: serveWriter, reader: serveReader, search: serveSearch }[options.role];
serve(parentPort, options);
