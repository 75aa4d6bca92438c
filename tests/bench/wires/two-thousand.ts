import { protocols } from '../../../simulator/counters/wire.ts';
import { scratch, siteFolder } from '../../main/engine/living.ts';
import { row, type Row } from '../report.ts';
import type { EngineAsk, EngineSays } from '../counting/engine.ts';
import type { ParkCost } from '../counting/park.ts';
import { child, json, startPark } from '../counting/processes.ts';
import { freePort, protocolOf, wiresSite, writeSecrets } from '../counting/site.ts';
import { leastSquares, type At } from '../counting/slope.ts';

const bench = 'wires';
const total = 2000;
const warmSeconds = 20;
/** A counter starts at 1 and counts once a second. */
const most = 1e6;
const points = { limits: { HH: null, H: 4e9, L: null, LL: null }, range: { low: 0, high: 5e9 }, periodMs: 1000 };

/** `LEL-101.HH`: HH; with its source, which is what the point is called by here. */
const kindOf = (alarm: string): string => `${alarm.slice(alarm.lastIndexOf('.') + 1)} of ${protocolOf(alarm)}`;
const sumOf = (of: ReadonlyMap<string, number>, counts: (key: string) => boolean): number => [...of].reduce((n, [key, k]) => n + (counts(key) ? k : 0), 0);

type Done = Extract<EngineSays, { t: 'done' }>;
/** Runs an engine for so long and gives what it counted, its memory once a second, and how many alarms rose. */
async function counted(ask: EngineAsk, seconds: number): Promise<{ readonly done: Done; readonly memory: readonly Extract<EngineSays, { t: 'memory' }>[]; readonly raised: ReadonlyMap<string, number> }> {
  const engine = child('tests/bench/counting/engine.ts', [JSON.stringify(ask)], ['--expose-gc']);
  const memory: Extract<EngineSays, { t: 'memory' }>[] = [];
  const raised = new Map<string, number>();
  let warm = false;
  for (let line = await engine.line(); line !== null; line = await engine.line()) {
    const said = JSON.parse(line) as EngineSays;
    switch (said.t) {
      case 'warm': warm = true; setTimeout(() => engine.process.stdin.end(), seconds * 1000); break;
      case 'memory': memory.push(said); break;
      case 'event': if (said.event.kind === 'raised') { const of = `${warm ? '' : 'while warming, '}${kindOf(said.event.alarm)}`; raised.set(of, (raised.get(of) ?? 0) + 1); } break;
      case 'gap': case 'samples': case 'note': break;
      case 'done': await engine.end(); return { done: said, memory, raised };
    }
  }
  throw new Error('the engine ended before its time');
}

/** What came in the first third is warming up: rings of recent values, nonces and code fill to their bounds. */
function slopeRows(what: string, samples: readonly At[], limit: string | null): Row[] {
  const { slope, half, n } = leastSquares(samples.slice(Math.floor(samples.length / 3)));
  return [
    row(bench, `${what}: slope (least squares, n = ${n})`, slope * 3600, 'MB/h'),
    row(bench, `${what}: half of its 95 % interval`, half * 3600, 'MB/h'),
    row(bench, `${what}: growth that is proved (slope less half the interval)`, Math.max(0, (slope - half) * 3600), 'MB/h', limit),
  ];
}

/** 2,000 points at 1 Hz over all protocols; park, engine and this are three processes. */
export async function twoThousand(seconds: number): Promise<Row[]> {
  const { dir, remove } = scratch();
  const each = Math.floor(total / protocols.length);
  const asked = await Promise.all(protocols.map(async (protocol, i) => ({ protocol, dir, points: i === 0 ? total - each * (protocols.length - 1) : each, port: ['hj212', 'http-push'].includes(protocol) ? await freePort() : 0 })));
  const { park, wires } = await startPark({ periodMs: 1000, wires: asked });
  try {
    const site = await siteFolder(dir, wiresSite(wires.map((w, i) => ({ ...w, points: asked[i]!.points, dir, everyMs: 250 })), points));
    writeSecrets(`${dir}/data`);
    const { done, memory, raised } = await counted({ site, data: `${dir}/data`, warmSeconds, most, gapMs: 2500 }, seconds);
    park.process.stdin.end();
    const cost = await json<ParkCost>(park);
    const sum = (of: (s: Done['sources'][number]) => number): number => done.sources.reduce((n, s) => n + of(s), 0);
    return [
      row(bench, `points heard of ${total} over ${protocols.length} protocols`, sum((s) => s.points), 'points', `= ${total}`),
      row(bench, `samples in ${Math.round(done.seconds)} s`, sum((s) => s.samples), 'samples'),
      ...done.sources.map((s) => row(bench, `lost by sequence, ${s.source} (${s.points} points)`, s.lost, 'values', '= 0')),
      row(bench, 'samples without a value, or with one that no counter shows', sum((s) => s.bad + s.odd), 'samples', '= 0'),
      row(bench, 'alarms raised', sumOf(raised, (of) => !of.startsWith('while')), 'alarms', '= 0'),
      ...[...raised].map(([of, n]) => row(bench, `alarms raised: ${of}`, n, 'alarms')),
      row(bench, 'engine and collectors, CPU', done.cpuPercent, '% of a core', '<= 35'),
      row(bench, 'park: slowest of its counts (what it delays is not lost by us)', cost.slowestMs, 'ms'),
      row(bench, 'park: counts that waited because it stood still itself', cost.stalls, 'counts'),
      row(bench, 'memory at the end (RSS)', memory.at(-1)?.rssMB ?? NaN, 'MB'),
      ...slopeRows('RSS', memory.map((m) => ({ x: m.s, y: m.rssMB })), '<= 20'),
      ...slopeRows('live heap of the main thread', memory.map((m) => ({ x: m.s, y: m.liveMB })), '<= 2'),
    ];
  } finally { await park.end(); remove(); }
}
