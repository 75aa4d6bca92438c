import os from 'node:os';

/** One figure of a bench. `limit`: what the issue or the specification asks for; null: printed only. */
export interface Row { readonly bench: string; readonly metric: string; readonly value: number; readonly unit: string; readonly limit: string | null; readonly ok: boolean | null }

/** What was asked of a bench besides how long. `parts`: only these; none: all. `long`: as much as the issue says where that takes hours. `seed`: fresh unless it was told. `data`: a folder where a large data set is kept from run to run. */
export interface Asked { readonly parts: readonly string[]; readonly long: boolean; readonly seed: number; readonly data: string | null }

/** `limit` reads as `<= 150` or `>= 300000`. */
export function row(bench: string, metric: string, value: number, unit: string, limit: string | null = null): Row {
  const [, sign, bound] = limit?.match(/^(<=|>=|=) ([\d.]+)$/) ?? [];
  const ok = sign === undefined ? null : sign === '<=' ? value <= Number(bound) : sign === '>=' ? value >= Number(bound) : value === Number(bound);
  return { bench, metric, value: Number(value.toPrecision(6)), unit, limit, ok };
}

/** The p-th percentile (0..100) by nearest rank; NaN of nothing. */
export function percentile(values: readonly number[], p: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil((p / 100) * sorted.length) - 1)] ?? NaN;
}
/** p50, p95 and p99 of one metric; the limit stands at p95. */
export const percentiles = (bench: string, metric: string, values: readonly number[], unit: string, limit: string | null): Row[] => [
  row(bench, `${metric} p50`, percentile(values, 50), unit),
  row(bench, `${metric} p95`, percentile(values, 95), unit, limit),
  row(bench, `${metric} p99`, percentile(values, 99), unit),
  row(bench, `${metric} n`, values.length, 'times'),
];

/** The machine the figures were taken on, in one line. */
export const machine = (): string => `${os.cpus()[0]?.model ?? 'unknown'} x ${os.cpus().length}, ${Math.round(os.totalmem() / 2 ** 30)} GiB, ${os.type()} ${os.release()}, Node ${process.versions.node}, load ${os.loadavg()[0]?.toFixed(2)}`;

/** How busy the machine is now, for beside a figure. */
export const load = (): string => `load ${os.loadavg()[0]?.toFixed(1)}`;

export function print(rows: readonly Row[]): void {
  const width = Math.max(...rows.map((r) => r.metric.length), 10);
  for (const r of rows) process.stdout.write(`${r.metric.padEnd(width)}  ${String(r.value).padStart(12)} ${r.unit.padEnd(12)} ${r.limit === null ? '' : `limit ${r.limit} ${r.ok ? 'met' : 'NOT MET'}`}\n`);
}
