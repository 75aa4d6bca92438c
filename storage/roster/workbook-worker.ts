import { parentPort, workerData } from 'node:worker_threads';
import { fixedZone, shiftsOf, zoneNamed } from '#app/duty';
import { readRosterFile } from './read.ts';
import type { WorkbookAsk, WorkbookAnswer } from './workbook-thread.ts';
import { rosterFile } from './write.ts';

// The entry of a thread that reads or writes one workbook and ends: its seconds hold up no alarm.
const port = parentPort;
if (port === null) throw new Error('this file is started as a worker thread');
const ask = workerData as WorkbookAsk;
const zone = zoneNamed(ask.context.zone);
const context = { people: ask.context.people, units: ask.context.units, shifts: shiftsOf(ask.context.table, zone.ok ? zone.value : fixedZone(0)) };
const answer: WorkbookAnswer = ask.t === 'read' ? { t: 'read', read: await readRosterFile(ask.bytes, context) } : { t: 'write', file: await rosterFile(ask.entries, context, ask.language) };
port.postMessage(answer);
