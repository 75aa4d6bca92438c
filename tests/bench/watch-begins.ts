import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import readline from 'node:readline';
import { scratch, siteFolder } from '../main/engine/living.ts';
import { point, smallSite, source } from '../small-site.ts';
import { changeToJournal } from './change-to-journal.ts';
import { changeToDesk } from './change-to-desk.ts';
import { run as ceiling } from './engine-ceiling.ts';
import { row, type Row } from './report.ts';
import { startToAlarm } from './start-to-alarm.ts';

const bench = 'watch-begins';
const [perProtocol, warmSeconds] = [1000, 8];
interface Counted { readonly samples: number; readonly lost: number; readonly back: number; readonly bad: number; readonly points: number; readonly cpuPercent: number; readonly rssMB: number; readonly seconds: number }

const firstLine = (stream: NodeJS.ReadableStream): Promise<string> => new Promise((resolve, reject) => {
  readline.createInterface({ input: stream }).once('line', resolve).once('close', () => reject(new Error('it ended before it said anything')));
});

const gone = async (child: ChildProcess): Promise<void> => { if (child.exitCode === null && child.signalCode === null) await once(child, 'exit'); };

/** 2,000 points at 1 Hz over both protocols: nothing lost, and what the engine costs. The park runs in a process of its own. */
async function twoThousand(seconds: number): Promise<Row[]> {
  const { dir, remove } = scratch();
  const park = spawn(process.execPath, ['tests/bench/counters-park.ts', String(perProtocol), String(perProtocol), '1000', `${dir}/park-pki`], { stdio: ['pipe', 'pipe', 'inherit'] });
  try {
    const { ports, addresses } = JSON.parse(await firstLine(park.stdout)) as { ports: { opcua: number; modbus: number }; addresses: { opcua: string[]; modbus: string[] } };
    const count = { limits: { HH: null, H: 4e9, L: null, LL: null }, range: { low: 0, high: 5e9 }, periodMs: 1000 };
    const site = smallSite([
      source('o', 'opcua', { endpoint: `opc.tcp://127.0.0.1:${ports.opcua}/park`, securityMode: 'None', securityPolicy: 'None', user: null, publishingMs: 250, samplingMs: 250, queueSize: 20, retryMs: 1000, answerMs: 5000 }),
      source('m', 'modbus', { host: '127.0.0.1', port: ports.modbus, unit: 1, everyMs: 500, answerMs: 2000, retryMs: 1000, maxRegisters: 125, maxGap: 8 }),
    ], [...addresses.opcua.map((a, i) => point(`O-${i}`, 'o', a, count)), ...addresses.modbus.map((a, i) => point(`M-${i}`, 'm', a, count))]);
    const engine = spawn(process.execPath, ['tests/bench/sequence-engine.ts', await siteFolder(dir, site), `${dir}/data`, String(warmSeconds), String(seconds)], { stdio: ['ignore', 'pipe', 'inherit'] });
    const counted = JSON.parse(await firstLine(engine.stdout)) as Counted;
    await gone(engine);
    return [
      row(bench, 'points heard of 2000', counted.points, 'points', '= 2000'),
      row(bench, `samples in ${Math.round(counted.seconds)} s`, counted.samples, 'samples'),
      row(bench, 'values lost by sequence', counted.lost + counted.back, 'values', '= 0'),
      row(bench, 'samples without a value', counted.bad, 'samples', '= 0'),
      row(bench, 'engine CPU, 2,000 points at 1 Hz', counted.cpuPercent, '% of a core', '<= 25'),
      row(bench, 'engine memory', counted.rssMB, 'MB'),
    ];
  } finally { park.stdin.end(); await gone(park); remove(); }
}

/** Every number of the issue, in its order. `seconds`: how long 2,000 points run (120 unless told). */
export async function run(seconds: number | null): Promise<readonly Row[]> {
  return [
    ...await changeToJournal(bench), ...await changeToDesk(bench), ...await twoThousand(seconds ?? 120), ...(await ceiling(seconds)).map((r) => ({ ...r, bench })), ...await startToAlarm(bench),
  ];
}
