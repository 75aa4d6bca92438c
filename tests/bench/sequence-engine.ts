import { runEngine } from '../../main/engine/run.ts';

/** The real engine in a process of its own, counting: every value is a sequence number, so a step of more than one is a loss. Prints one JSON object when its time is over. */
const [site, data, warmSeconds, seconds] = process.argv.slice(2) as [string, string, string, string];
const last = new Map<number, number>();
const count = { samples: 0, lost: 0, back: 0, bad: 0 };

const engine = await runEngine({ site, data, heads: [], workstation: 'bench', restart: null }, {
  note: (line) => process.stderr.write(`${line}\n`),
  event: null,
  tap(_source, batch) {
    for (let i = 0; i < batch.length; i++) {
      const [handle, value] = [batch.handle[i]!, batch.value[i]!];
      if (Number.isNaN(value)) { count.bad++; continue; }
      const before = last.get(handle);
      last.set(handle, value);
      count.samples++;
      if (before === undefined || value === before) continue;
      if (value < before) count.back++;
      else count.lost += value - before - 1;
    }
  },
});
if (!engine.ok) { process.stderr.write(`${JSON.stringify(engine)}\n`); process.exit(1); }
await new Promise((r) => setTimeout(r, Number(warmSeconds) * 1000));
Object.assign(count, { samples: 0, lost: 0, back: 0, bad: 0 });
const [cpu, from] = [process.cpuUsage(), performance.now()];
await new Promise((r) => setTimeout(r, Number(seconds) * 1000));
const { user, system } = process.cpuUsage(cpu);
const ms = performance.now() - from;
process.stdout.write(`${JSON.stringify({ ...count, points: last.size, cpuPercent: (user + system) / 10 / ms, rssMB: process.memoryUsage.rss() / 1e6, seconds: ms / 1000 })}\n`);
await engine.value.stop();
process.exit(0);
