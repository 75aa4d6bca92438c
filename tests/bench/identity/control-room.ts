import { spawn } from 'node:child_process';
import { once } from 'node:events';
import readline from 'node:readline';
import type { SeatView } from '#app/access';
import type { AlarmView } from '#app/alarm';
import { engineContract, type EngineContract } from '#app/contract';
import { connect } from '#kernel/client';
import type { Client } from '#kernel/contract';
import { runEngine } from '../../../main/engine/run.ts';
import { staff } from '../../end-to-end/staff.ts';
import { scratch, siteFolder } from '../../main/engine/living.ts';
import { point, smallSite, source } from '../../small-site.ts';
import { channel } from '../../wire.ts';

/** What a window at a real port heard. `gaps`: how often it found that it had missed something. `alarms`: each as it came, with when. */
export interface BenchWindow {
  readonly ask: Client<EngineContract>['call']; readonly gaps: () => number; close(): void;
  readonly alarms: readonly { readonly view: AlarmView; readonly at: number }[]; readonly seats: readonly { readonly view: SeatView; readonly at: number }[];
}
/** An alarm as the park raised it. */
export interface Raised { readonly point: string; readonly at: number }

/** A real engine over a staffed data folder, its hashing and journal in their threads, and a park of `registers` points beside it, in a process of its own, asked every 100 ms. */
export async function controlRoom(registers: number) {
  const { dir, remove } = scratch();
  const park = spawn(process.execPath, ['tests/bench/identity/alarm-park.ts', String(registers)], { stdio: ['pipe', 'pipe', 'inherit'] });
  const raised: Raised[] = [];
  const begun = Promise.withResolvers<number>();
  readline.createInterface({ input: park.stdout }).on('line', (line) => { const said = JSON.parse(line) as { port: number } & Raised; if ('port' in said) begun.resolve(said.port); else raised.push(said); });
  park.once('exit', () => begun.reject(new Error('the park ended before it began')));
  const port = await begun.promise;
  const options = { host: '127.0.0.1', port, unit: 1, everyMs: 100, answerMs: 2000, retryMs: 500, maxRegisters: 125, maxGap: 8 };
  const site = await siteFolder(dir, smallSite([source('m', 'modbus', options)], Array.from({ length: registers }, (_, i) => point(`M-${i}`, 'm', `hr:${i}`))));
  const data = `${dir}/data`;
  await staff(data);
  const started = await runEngine({ site, data, heads: [], workstation: 'bench', restart: null }, { note: () => {}, event: null });
  if (!started.ok) throw new Error(JSON.stringify(started));
  const engine = started.value;

  function window(own = false): BenchWindow {
    const wire = channel();
    const seat = engine.seat({ workstation: 'bench', own });
    const end = engine.open(wire.engine, seat.session);
    const client = connect(engineContract, wire.window, (run) => setImmediate(run));
    const [alarms, seats]: [{ view: AlarmView; at: number }[], { view: SeatView; at: number }[]] = [[], []];
    let gaps = 0;
    client.listen('alarm.changed', { value: (view) => alarms.push({ view, at: Date.now() }), gap: () => { gaps++; } });
    client.listen('seat.changed', { value: (view) => seats.push({ view, at: Date.now() }) });
    return { ask: client.call.bind(client), alarms, seats, gaps: () => gaps, close: () => { client.close(); end(); seat.stop(); wire.close(); } };
  }
  return {
    engine, window, raised, site, data,
    order: (line: string): void => void park.stdin.write(`${line}\n`),
    async end(): Promise<void> { await engine.stop(); park.stdin.end(); if (park.exitCode === null) await once(park, 'exit'); remove(); },
  };
}
export type BenchRoom = Awaited<ReturnType<typeof controlRoom>>;
