import { collector } from '../../../../main/engine/collect/collector.ts';
import { systemClock } from '../../../../main/engine/clock.ts';

/** A process with one collector whose library prints; what is noted goes to standard error, and it ends when it has heard all. */
const c = collector({ source: 'chatty', kind: 'odd', options: 'chatty', bound: 1, dataDir: '' }, new URL('./odd-worker.ts', import.meta.url), systemClock, {
  sink: { take: async () => {} }, link: () => {}, lost: () => {}, ended: () => {},
  note: (line) => { process.stderr.write(`note: ${line}\n`); if (line.includes('complains')) void c.close(); },
});
c.run([]);
