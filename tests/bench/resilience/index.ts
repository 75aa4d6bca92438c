import fs from 'node:fs';
import os from 'node:os';
import type { EventLine } from '#app/alarm';
import { protocols } from '../../../simulator/counters/wire.ts';
import { scratch, siteFolder } from '../../main/engine/living.ts';
import { row, type Asked, type Row } from '../report.ts';
import type { EngineAsk, EngineSays, SourceCount } from '../counting/engine.ts';
import type { Gap } from '../counting/gaps.ts';
import { child } from '../counting/processes.ts';
import { protocolOf, wiresSite, writeSecrets } from '../counting/site.ts';
import { cases, only } from './cases.ts';
import { judge, lostInPeace, strays, type Done, type Heard, type Limits, type Verdict } from './judge.ts';
import { page } from './markdown.ts';
import { countingPeers } from './peers.ts';
import { work } from './schedule.ts';

const bench = 'resilience';
const points = 20;
const warmSeconds = 15;
const limits: Limits = { outageMs: 5000, toldMs: 10_000, standingMs: 15_000 };
const holdMs = [6000, 10_000] as const;
/** Counters stay below it, whatever a fault shows stays above it: 9999 is the least of those. */
const most = 5000;
const definition = { limits: { HH: null, H: most, L: null, LL: null }, range: { low: 0, high: 8000 }, periodMs: 1000 };

/** All that the engine says, kept until it is judged. */
function listening(engine: ReturnType<typeof child>) {
  const events: EventLine[] = [];
  const spans: { readonly source: string; readonly of: 'good' | 'new'; readonly gap: Gap }[] = [];
  const notes: string[] = [];
  let sources: readonly SourceCount[] = [];
  const warm = Promise.withResolvers<void>();
  const over = (async () => {
    for (let line = await engine.line(); line !== null; line = await engine.line()) {
      const said = JSON.parse(line) as EngineSays;
      switch (said.t) {
        case 'warm': warm.resolve(); break;
        case 'event': events.push(said.event); break;
        case 'gap': spans.push({ source: said.source, of: said.of, gap: { from: said.from, to: said.to } }); break;
        case 'note': notes.push(said.line); break;
        case 'done': sources = said.sources; break;
        case 'memory': case 'samples': break;
      }
    }
    warm.reject(new Error('the engine ended before its time'));
  })();
  return { events, spans, notes, warm: warm.promise, over, sources: () => sources };
}
type Listened = ReturnType<typeof listening>;

function heardOf(protocol: string, said: Listened, shownAt: (n: number) => number): Heard {
  const gaps = (of: 'good' | 'new'): Gap[] => said.spans.filter((x) => x.source === protocol && x.of === of).map((x) => x.gap);
  const missing = said.sources().find((x) => x.source === protocol)?.missing ?? [];
  return { events: said.events.filter((e) => protocolOf(e.alarm) === protocol), good: gaps('good'), fresh: gaps('new'), lost: missing.map(([n, of]) => ({ at: shownAt(n), points: of })) };
}
function rowsOf(verdicts: readonly Verdict[]): Row[] {
  return [...Map.groupBy(verdicts, (v) => `${v.protocol} ${v.fault}`)].toSorted(([a], [b]) => a.localeCompare(b)).flatMap(([name, of]) => [
    row(bench, `${name}: values lost by sequence`, of.reduce((n, v) => n + v.lost, 0), 'values', of[0]!.mayLose ? null : '= 0'),
    row(bench, `${name}: nothing good for, worst of ${of.length}`, Math.max(...of.map((v) => v.goodMs)) / 1000, 's'),
    row(bench, `${name}: wrong or missing words${of.some((v) => v.wrong.length > 0) ? ` (${[...new Set(of.flatMap((v) => v.wrong))].join(', ')})` : ''}`, of.reduce((n, v) => n + v.wrong.length, 0), '', '= 0'),
  ]);
}

/** Every fault on every protocol by seed, for so long; the page is written to artefacts/resilience.md, or of `parts` (names of faults and protocols) to artefacts/resilience-parts.md. */
export async function run(seconds: number | null, { seed, parts }: Asked): Promise<readonly Row[]> {
  const total = seconds ?? 1800;
  const { dir, remove } = scratch();
  const peers = await countingPeers(points, dir);
  const known = only(peers.known, parts);
  const all = known.reduce((n, [, faults]) => n + faults.length, 0);
  const lanes = Math.min(4, Math.max(1, Math.ceil((all * (holdMs[1] + limits.standingMs + 1500)) / 1000 / total)));
  const site = await siteFolder(dir, wiresSite(peers.places, definition));
  writeSecrets(`${dir}/data`);
  const ask: EngineAsk = { site, data: `${dir}/data`, warmSeconds, most, gapMs: 1500 };
  const engine = child('tests/bench/counting/engine.ts', [JSON.stringify(ask)]);
  const said = listening(engine);
  const loads: number[] = [];
  const load = setInterval(() => { loads.push(os.loadavg()[0] ?? NaN); }, 5000);
  try {
    await said.warm;
    const [firstCount, began] = [peers.count(), Date.now()];
    process.stdout.write(`seed ${seed}; ${all} faults of ${protocols.length} protocols, ${lanes} at a time, ${total} s\n`);
    const done: readonly Done[] = await work(cases(seed, known, holdMs), {
      lanes, until: began + total * 1000, settleMs: limits.standingMs + 500, doing: peers,
      told: (c) => { process.stdout.write(`${new Date().toISOString().slice(11, 19)} ${c.protocol} ${c.fault} for ${c.holdMs} ms\n`); },
    });
    engine.process.stdin.end();
    await said.over;
    const heard = new Map(protocols.map((p) => [p, heardOf(p, said, (n) => (n > firstCount ? peers.shownAt(n) : 0))] as const));
    const verdicts = done.map((d) => judge(d, heard.get(d.protocol)!, limits));
    const lone = strays(said.events.filter((e) => Date.parse(e.time) >= began), done);
    const inPeace = Object.fromEntries(protocols.map((p) => [p, lostInPeace(p, heard.get(p)!.lost.filter(({ at }) => at >= began), done)]));
    fs.mkdirSync('artefacts', { recursive: true });
    const report = `artefacts/resilience${parts.length > 0 ? '-parts' : ''}.md`;
    fs.writeFileSync(report, page({ seed, seconds: Math.round((Date.now() - began) / 1000), points, lanes, began: new Date(began).toISOString(), loads, limits, verdicts, strays: lone, inPeace }));
    fs.writeFileSync(report.replace('.md', '.log'), [...said.notes, ...said.events.map((e) => JSON.stringify(e))].join('\n'));
    return [
      row(bench, `faults injected, seed ${seed}`, verdicts.length, 'faults'),
      ...rowsOf(verdicts),
      ...protocols.map((p) => row(bench, `${p}: lost without a fault`, inPeace[p] ?? 0, 'values', '= 0')),
      row(bench, 'alarms on a protocol to which nothing was done', lone.length, 'alarms', '= 0'),
      row(bench, 'faults of which something wrong or nothing was told', verdicts.filter((v) => v.wrong.length > 0).length, 'faults', '= 0'),
      row(bench, 'load of the machine, greatest', Math.max(...loads), `on ${os.cpus().length} cores`),
    ];
  } finally { clearInterval(load); await engine.end(); await peers.end(); remove(); }
}
