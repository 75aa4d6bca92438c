import type { EngineContract } from '#app/contract';
import type { AnswerOf, Annotation } from '#app/history';
import type { PointView } from '#app/park';
import type { Handlers } from '#kernel/contract';
import { fail, ok } from '#kernel/result';

const day = 86_400_000;
/** Something between 0 and 1 that depends on whole numbers alone. */
const hashed = (a: number, b: number): number => { const x = Math.sin(a * 127.1 + b * 311.7) * 43_758.5453; return x - Math.floor(x); };
const noise = (n: number, t: number, ms: number): number => { const i = Math.floor(t / ms); const f = t / ms - i; return hashed(n, i) * (1 - f) + hashed(n, i + 1) * f - 0.5; };

/** What a pretended process did: a daily round, drift, noise, a spike now and then, a stretch that was bad and one that was uncertain. */
export function pretended(p: PointView, n: number, t: number): { readonly value: number | null; readonly quality: 'good' | 'uncertain' | 'bad' } {
  const hour = Math.floor(t / 3_600_000);
  if (hashed(n + 50, hour) > 0.985 && t % 3_600_000 < 900_000) return { value: null, quality: 'bad' };
  const quality = hashed(n + 90, hour) > 0.97 ? 'uncertain' as const : 'good' as const;
  if (p.type !== 'analog') return { value: hashed(n, Math.floor(t / 1_300_000)) > 0.72 ? 1 : 0, quality };
  const [low, high] = [p.limits.L ?? p.limits.LL ?? p.range.low, p.limits.H ?? p.limits.HH ?? p.range.high];
  const spike = hashed(n + 7, Math.floor(t / 30_000)) > 0.9993 ? 0.5 : 0;
  const part = 0.42 + 0.16 * Math.sin((2 * Math.PI * t) / day + n) + 0.22 * noise(n, t, 5_400_000) + 0.08 * noise(n + 3, t, 400_000) + 0.025 * noise(n + 5, t, 2000) + spike;
  return { value: low + (high - low) * part, quality };
}

/** A historian that is none: forty days of every point of the site, reckoned as they are asked for. */
export function pretendedHistory(points: ReadonlyMap<string, { readonly p: PointView; readonly n: number }>, now: () => number, tell: (n: Annotation) => void): Partial<Handlers<EngineContract>> {
  const oldest = (): number => now() - 40 * day;
  const notes: Annotation[] = [];
  const at = (id: string, t: number) => { const of = points.get(id); return of === undefined || t > now() || t < oldest() ? null : pretended(of.p, of.n, t); };
  // oxlint-disable-next-line complexity
  function columns(id: string, from: number, to: number, count: number): AnswerOf<'history.columns'>[number] {
    const of = points.get(id);
    const width = (to - from) / count;
    const edges = Array.from({ length: count + 1 }, (_, i) => from + i * width);
    const out: AnswerOf<'history.columns'>[number] = { point: id, edges, min: [], max: [], first: [], last: [], worst: [], carried: at(id, from - 1000)?.value ?? null, stepped: of?.p.type !== 'analog', tier: width > 60_000 ? 'minute' : 'raw', silenceMs: Math.max(60_000, 1.5 * width) };
    for (let i = 0; i < count; i++) {
      const [a, b] = [edges[i]!, edges[i + 1]!];
      const step = Math.max(1000, (b - a) / 6);
      const seen: { readonly value: number | null; readonly quality: 'good' | 'uncertain' | 'bad' }[] = [];
      for (let t = Math.ceil(a / step) * step; t < b; t += step) { const v = at(id, t); if (v !== null) seen.push(v); }
      const values = seen.map((s) => s.value).filter((v) => v !== null);
      out.min.push(values.length === 0 ? null : Math.min(...values));
      out.max.push(values.length === 0 ? null : Math.max(...values));
      out.first.push(values[0] ?? null);
      out.last.push(values.at(-1) ?? null);
      out.worst.push(seen.length === 0 ? null : seen.some((s) => s.quality === 'bad') ? 'bad' : seen.some((s) => s.quality === 'uncertain') ? 'uncertain' : 'good');
    }
    return out;
  }
  const figures = (id: string, from: number, to: number) => {
    const c = columns(id, from, to, 200);
    const values = c.last.filter((v) => v !== null);
    const mean = values.length === 0 ? null : values.reduce((a, b) => a + b, 0) / values.length;
    const std = mean === null ? null : Math.sqrt(values.reduce((a, b) => a + (b - mean) ** 2, 0) / Math.max(1, values.length - 1));
    const of = (list: readonly (number | null)[], pick: (...v: number[]) => number): number | null => { const some = list.filter((v) => v !== null); return some.length === 0 ? null : pick(...some); };
    return { mean, weighted: mean, min: of(c.min, Math.min), max: of(c.max, Math.max), std, good: values.length / 200 };
  };
  const unknown = (ids: readonly string[]) => ids.find((id) => !points.has(id));
  return {
    'history.columns': async ({ points: ids, from, to, columns: count }) => { const lost = unknown(ids); return lost === undefined ? ok(ids.map((id) => columns(id, from, to, count))) : fail('no-such-point', { point: lost }); },
    'history.at': async ({ points: ids, time }) => ok(ids.map((id) => ({ point: id, value: at(id, time)?.value ?? null, text: null, status: 0, from: time, between: true }))),
    'history.aggregates': async ({ points: ids, from, to, kinds }) => ok(ids.map((id) => { const f = figures(id, from, to); return { point: id, edges: [from, to], values: kinds.map(({ kind }) => [kind in f ? f[kind as keyof typeof f] : null]), tier: 'raw' as const, deviation: 0, bound: null }; })),
    'history.compare': async ({ points: ids, a, b }) => ok(ids.map((id) => ({ point: id, a: figures(id, a.from, a.to), b: figures(id, b.from, b.to) }))),
    'history.correlate': async ({ points: ids }) => ok(ids.flatMap((a, i) => ids.slice(i + 1).map((b, k) => ({ a, b, n: 400, r: Math.sin(i * 3 + k), bestLagMs: (k - 2) * 60_000, bestR: Math.min(1, Math.abs(Math.sin(i * 3 + k)) + 0.1) * Math.sign(Math.sin(i * 3 + k)) })))),
    'history.find': async ({ from, to }) => ok({ stretches: [0.15, 0.4, 0.62, 0.9].map((s) => ({ from: from + s * (to - from), to: from + (s + 0.03) * (to - from) })), more: false }),
    'history.health': async () => ok({ state: 'keeping' as const, reason: null, lagMs: 300, points: points.size, kept: 1e9, stored: 2e8, refused: [], quarantined: [], bytes: { raw: 3e8, tiers: 2e7, ahead: 3e6 }, budgetBytes: null, used: 0.2, oldest: oldest() }),
    'history.annotations': async ({ from, to }) => ok(notes.length > 0 ? notes.filter((n) => n.at <= to && (n.to ?? n.at) >= from) : [{ id: 'n1', points: [], at: from + (to - from) * 0.3, to: null, text: '开始倒罐，液位缓慢下降', by: 'unidentified@值守-01', written: now() - 3_000_000, withdrawn: null }, { id: 'n2', points: [], at: from + (to - from) * 0.66, to: from + (to - from) * 0.74, text: '变送器校验', by: 'unidentified@值守-02', written: now() - 900_000, withdrawn: null }]),
    'history.annotate': async (note) => { const kept: Annotation = { ...note, id: `m${notes.length}`, by: 'unidentified@值守-01', written: now(), withdrawn: null }; notes.push(kept); tell(kept); return ok(kept); },
    'history.withdraw': async ({ id }) => { const i = notes.findIndex((n) => n.id === id); if (i < 0) return fail('no-such-annotation', { id }); const kept: Annotation = { ...notes[i]!, withdrawn: 'unidentified@值守-01' }; notes[i] = kept; tell(kept); return ok(kept); },
    'history.export': async ({ points: ids }) => ok({ file: `/var/lib/watchroom/exports/trend-${ids.length}.csv`, rows: 86_400 * ids.length, bytes: 3_400_000, sm3: '66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0' }),
  };
}
