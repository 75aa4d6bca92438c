import { parentPort, workerData } from 'node:worker_threads';
import { columnsIn } from '#app/history';
import type { ToWriter, WriterOptions } from '../../../../storage/history/protocol.ts';
import { serveWriting } from '../../../../storage/history/writing/serve-writing.ts';

// The real thread, which dies when it is handed the value 666.
if (parentPort === null) throw new Error('this file is started as a worker thread');
parentPort.on('message', (m: ToWriter) => { if (m.t === 'rows' && columnsIn(m.buffer).value[0] === 666) process.exit(3); });
serveWriting(parentPort, workerData as WriterOptions);
