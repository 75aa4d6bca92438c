import { parentPort } from 'node:worker_threads';
import type { ToReader } from '../../../../storage/history/reading/protocol.ts';

// The real thread, which dies of a question about `die`.
if (parentPort === null) throw new Error('this file is started as a worker thread');
parentPort.on('message', (m: ToReader) => { if (m.t === 'ask' && m.name === 'history.rows' && m.question.point === 'die') process.exit(3); });
await import('../../../../storage/history/reading/worker.ts');
