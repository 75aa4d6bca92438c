import { parentPort, workerData } from 'node:worker_threads';
import type { WorkerOptions } from './protocol.ts';
import { serveReader } from './serve-reader.ts';
import { serveSearch } from '../search/serve-search.ts';
import { serveVerify } from '../verifying/serve-verify.ts';
import { serveWriter } from './serve-writer.ts';

// The entry of the worker threads: the one that writes, the one that reads, the one that searches, and the one that verifies.
if (parentPort === null) throw new Error('this file is started as a worker thread');
const options = workerData as WorkerOptions;
const serve = { writer: serveWriter, reader: serveReader, search: serveSearch, verify: serveVerify }[options.role];
serve(parentPort, options);
