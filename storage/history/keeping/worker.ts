import { parentPort, workerData } from 'node:worker_threads';
import type { KeeperOptions } from './protocol.ts';
import { serveKeeper } from './serve-keeper.ts';

// The entry of the thread that keeps history.
if (parentPort === null) throw new Error('this file is started as a worker thread');
serveKeeper(parentPort, workerData as KeeperOptions);
