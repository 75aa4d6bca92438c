import { protocols, type Protocol } from '../../../simulator/counters/wire.ts';
import { scratch } from '../../main/engine/living.ts';
import { row, type Row } from '../report.ts';
import type { CeilingAsk, CeilingSays } from './ceiling-adapter.ts';
import { child, json, startPark } from '../counting/processes.ts';
import { freePort } from '../counting/site.ts';

const bench = 'wires';
const points = 1000;
const [warmMs, ms] = [3000, 10_000];
/** Between two counts: so fast that what each change costs outweighs what the time costs. */
const periodMs = 250;

async function ceilingOf(protocol: Protocol): Promise<Row[]> {
  const { dir, remove } = scratch();
  const port = ['hj212', 'http-push'].includes(protocol) ? await freePort() : 0;
  const { park, wires } = await startPark({ periodMs, wires: [{ protocol, points, port, dir }] });
  try {
    const { port: taken, addresses } = wires[0]!;
    const ask: CeilingAsk = { place: { protocol, port: taken, points, dir, everyMs: periodMs / 2 }, addresses, pki: `${dir}/pki`, warmMs, ms };
    const adapter = child('tests/bench/wires/ceiling-adapter.ts', [JSON.stringify(ask)]);
    await adapter.line();
    const said = await json<CeilingSays>(adapter);
    await adapter.end();
    return [
      row(bench, `${protocol}: ceiling, changes/s at one core`, said.changes / (said.cpuMs / 1000), 'changes/s'),
      row(bench, `${protocol}: measured at`, said.changes / (said.ms / 1000), 'changes/s'),
      row(bench, `${protocol}: lost while measured`, said.lost, 'values'),
    ];
  } finally { await park.end(); remove(); }
}

/** How many changes of value the adapter of each protocol can bring in a second with one core of its own; what its peer costs is in another process. */
export async function ceilings(): Promise<Row[]> {
  const rows: Row[] = [];
  for (const protocol of protocols) rows.push(...await ceilingOf(protocol));
  return rows;
}
