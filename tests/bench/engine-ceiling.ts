import type { Batch } from '#app/acquisition';
import { alarmId, type AlarmRule } from '#app/alarm';
import { pointId, sourceId, type LimitKind } from '#app/park';
import { pipeline } from '../../main/engine/pipeline.ts';
import type { PipelinePoint } from '../../main/engine/judge/latest.ts';
import { realClock } from '../clock.ts';
import { row, type Row } from './report.ts';

const range = { low: 0, high: 100 };
const plc = sourceId('plc');
const size = 1000;

/** A site of 8,000 rules: `kinds` for each point. */
function site(kinds: readonly LimitKind[]): { points: PipelinePoint[]; rules: AlarmRule[] } {
  const points = Array.from({ length: 8000 / kinds.length }, (_, handle) => ({ handle, id: pointId(`p${handle}`), source: plc, periodMs: 1000, range }));
  const limits: Partial<Record<LimitKind, number>> = { HH: 80, H: 70, L: 5 };
  const rules = points.flatMap((p) => kinds.map((kind): AlarmRule => ({
    id: alarmId(`${p.id}.${kind}`), kind, point: p.id, source: plc, range, limit: limits[kind] ?? null, deadband: 1, onDelayMs: 0, offDelayMs: 0, level: 'B', ackRequired: true, confirmRequired: false, handleWithinMs: 600_000,
  })));
  return { points, rules };
}

/** Columns of `size` samples that go through all points in turn. `beyond`: true of the samples (by number) that are over the limit. */
function batches(points: number, rounds: number, beyond: (n: number) => boolean): Batch[] {
  const start = Date.now();
  return Array.from({ length: Math.ceil((points * rounds) / size) }, (_b, b) => {
    const n = (i: number): number => b * size + i;
    return {
      handle: Uint32Array.from({ length: size }, (_, i) => n(i) % points), value: Float64Array.from({ length: size }, (_, i) => (beyond(n(i)) ? 90 : 20 + (n(i) % 40))), status: new Uint32Array(size),
      sourceTime: Float64Array.from({ length: size }, (_, i) => start + Math.floor(n(i) / points)), receivedTime: new Float64Array(size).fill(start), length: size,
    };
  });
}

/** Samples per second that one core takes, and how many changes they made. The dates go on from lap to lap, as a device's do. */
async function measure({ points, rules }: ReturnType<typeof site>, all: readonly Batch[], seconds: number): Promise<{ perSecond: number; changesPerSample: number }> {
  let changes = 0;
  const lines = pipeline(points, rules, { clock: realClock, term: 1 }, () => { changes++; });
  const lap = async (): Promise<number> => {
    for (const batch of all) {
      for (let i = 0; i < size; i++) batch.sourceTime[i]! += 1000;
      await lines.take(batch);
    }
    return all.length * size;
  };
  for (const until = performance.now() + seconds * 200; performance.now() < until;) await lap();
  let n = 0;
  changes = 0;
  const began = performance.now();
  while (performance.now() - began < seconds * 1000) n += await lap();
  const perSecond = (n / (performance.now() - began)) * 1000;
  lines.stop();
  return { perSecond, changesPerSample: changes / n };
}

/** How many samples a second the pipeline judges on one core, fed in-process with columns of 1,000 and 8,000 rules. `seconds`: for each case, 2 by default. */
export async function run(seconds: number | null): Promise<readonly Row[]> {
  const each = seconds ?? 2;
  const rows: Row[] = [];
  const one = (n: number): boolean => (n * 2_654_435_761) % 4_294_967_296 < 42_949_673;         // 1 % of them, scattered
  const cases: readonly [string, readonly LimitKind[], (n: number) => boolean, (points: number) => number, string | null][] = [
    ['8,000 points with a rule each, 1 % beyond the limit', ['HH'], one, () => 20, '>= 300000'],
    ['2,000 points with HH, H, noValue, stale, 1 % beyond', ['HH', 'H', 'noValue', 'stale'], one, () => 80, '>= 300000'],
    ['8,000 points with a rule each, every second sample changes its alarm', ['HH'], (n) => Math.floor(n / 8000) % 4 < 2, () => 20, '>= 300000'],
  ];
  for (const [name, kinds, beyond, rounds, limit] of cases) {
    const s = site(kinds);
    const { perSecond, changesPerSample } = await measure(s, batches(s.points.length, rounds(s.points.length), beyond), each);
    rows.push(row('engine-ceiling', name, Math.round(perSecond), 'samples/s', limit), row('engine-ceiling', `  changes`, changesPerSample, 'per sample'));
  }
  return rows;
}
