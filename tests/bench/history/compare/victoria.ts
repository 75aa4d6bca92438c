import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Batch } from '#app/acquisition';
import type { Stored } from './stored.ts';

/** Where the program is: `VICTORIA_METRICS`, or where Debian's package puts it; null: not here. */
export const victoriaBin = [process.env['VICTORIA_METRICS'], '/usr/bin/victoria-metrics'].find((p) => p !== undefined && existsSync(p)) ?? null;

const free = (): Promise<number> => new Promise((resolve) => { const s = net.createServer().listen(0, '127.0.0.1', () => { const { port } = s.address() as net.AddressInfo; s.close(() => resolve(port)); }); });
/** All files below a folder, in bytes. */
export const bytesBelow = (dir: string): number => readdirSync(dir, { recursive: true, encoding: 'utf8' }).reduce((n, name) => { const s = statSync(path.join(dir, name), { throwIfNoEntry: false }); return n + (s?.isFile() === true ? s.size : 0); }, 0);
/** Processor time that a process has used, in seconds. */
function cpuOf(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

function post(agent: http.Agent, port: number, to: string, body: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = http.request({ agent, port, host: '127.0.0.1', path: to, method: 'POST', headers: { 'content-length': body.length } }, (answer) => {
      answer.resume();
      answer.on('end', () => { if ((answer.statusCode ?? 500) < 300) resolve(); else reject(new Error(`${to} ${answer.statusCode}`)); });
    });
    request.on('error', reject);
    request.end(body);
  });
}
/** One batch as lines of Prometheus' text: a value a line, its own time. A sample without a value is none there. */
export function linesOf(batch: Batch): Buffer {
  const lines: string[] = [];
  for (let i = 0; i < batch.length; i++) if (!Number.isNaN(batch.value[i]!)) lines.push(`v{p="${batch.handle[i]!}"} ${batch.value[i]!} ${batch.sourceTime[i]!}`);
  return Buffer.from(`${lines.join('\n')}\n`);
}

/** What VictoriaMetrics makes of the same data in the same order: lines rendered before the clock runs, two connections, and the time until it has flushed. It keeps one time and the value: no quality, no second time, and no log that survives a power cut within its flush of some seconds. */
export async function intoVictoria(batches: readonly Batch[]): Promise<Stored> {
  if (victoriaBin === null) throw new Error('VictoriaMetrics is not here: install the package victoria-metrics or set VICTORIA_METRICS');
  const folder = mkdtempSync(path.join(tmpdir(), 'watchroom-victoria-'));
  const port = await free();
  const data = path.join(folder, 'data');
  const child: ChildProcess = spawn(victoriaBin, ['-storageDataPath', data, '-httpListenAddr', `127.0.0.1:${port}`, '-retentionPeriod', '100y', '-loggerLevel', 'ERROR', '-dedup.minScrapeInterval', '0s'], { stdio: 'ignore' });
  const agent = new http.Agent({ keepAlive: true, maxSockets: 2 });
  const up = async (): Promise<boolean> => fetch(`http://127.0.0.1:${port}/health`).then((r) => r.ok, () => false);
  try {
    for (const end = Date.now() + 20_000; Date.now() < end && !await up();) await new Promise((r) => { setTimeout(r, 100); });
    const bodies = batches.map(linesOf);
    const samples = batches.reduce((n, b) => n + b.value.subarray(0, b.length).filter((v) => !Number.isNaN(v)).length, 0);
    const [cpu, from] = [cpuOf(child.pid!), performance.now()];
    const waiting = bodies.values();
    const lane = async (): Promise<void> => { for (const body of waiting) await post(agent, port, '/api/v1/import/prometheus', body); };
    await Promise.all([lane(), lane()]);
    await fetch(`http://127.0.0.1:${port}/internal/force_flush`);
    const [seconds, cpuSeconds] = [(performance.now() - from) / 1000, cpuOf(child.pid!) - cpu];
    await fetch(`http://127.0.0.1:${port}/internal/force_merge`);
    await new Promise((r) => { setTimeout(r, 5000); });
    const gone = new Promise((resolve) => { child.once('exit', resolve); });
    child.kill('SIGINT');
    await gone;
    return { samples, seconds, cpuSeconds, bytes: bytesBelow(path.join(data, 'data')), name: `VictoriaMetrics ${versionOf(victoriaBin)}` };
  } finally { child.kill('SIGKILL'); agent.destroy(); rmSync(folder, { recursive: true, force: true, maxRetries: 3 }); }
}
const versionOf = (bin: string): string => /victoria-metrics-?([\w.+~-]*)/.exec(execFileSync(bin, ['-version'], { encoding: 'utf8' }))?.[1] ?? '';
