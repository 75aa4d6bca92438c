import readline from 'node:readline';
import { modbusDevice } from '../../../simulator/devices/modbus.ts';

/** A park of one Modbus device in a process of its own. On standard input: `raise N` (so many new alarms a second), `change N` (so many alarms a second go up or down), `rest`. On standard output: its port, then each alarm as it is raised. Ends with its standard input. */
const registers = Number(process.argv[2]);
const device = modbusDevice({ regions: [['hr:0', registers + 1]] });
const port = await device.start(0);
for (let i = 0; i < registers; i++) device.set(`hr:${i}`, 5);
const say = (of: unknown): void => void process.stdout.write(`${JSON.stringify(of)}\n`);
say({ port });

const tickMs = 10;
let next = 0;
let job: { readonly what: 'raise' | 'change'; readonly perSecond: number; readonly since: number; made: number } | null = null;
function one(what: 'raise' | 'change'): void {
  const i = next++ % registers;
  if (what === 'raise') { device.set(`hr:${i}`, 40); say({ point: `M-${i}`, at: Date.now() }); return; }
  device.set(`hr:${i}`, Math.floor((next - 1) / registers) % 2 === 0 ? 40 : 5);
}
setInterval(() => {
  if (job === null) return;
  const due = Math.floor(((performance.now() - job.since) / 1000) * job.perSecond);
  for (; job.made < due; job.made++) one(job.what);
}, tickMs);
readline.createInterface({ input: process.stdin }).on('line', (line) => {
  const [what, perSecond] = line.split(' ');
  job = what === 'raise' || what === 'change' ? { what, perSecond: Number(perSecond), since: performance.now(), made: 0 } : null;
  if (what === 'rest') { next = 0; for (let i = 0; i < registers; i++) device.set(`hr:${i}`, 5); }
}).on('close', () => void device.stop().then(() => process.exit(0)));
