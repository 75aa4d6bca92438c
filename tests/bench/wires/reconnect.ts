import { qualityOf, type Batch } from '#app/acquisition';
import { countedWire } from '../../../simulator/counters/wires.ts';
import { protocols, type Protocol } from '../../../simulator/counters/wire.ts';
import { scratch } from '../../main/engine/living.ts';
import { row, type Row } from '../report.ts';
import { watching } from '../counting/adapter.ts';
import { freePort, secretOf } from '../counting/site.ts';

const bench = 'wires';
const [points, times] = [50, 5];
/** How long the peer is away: shorter and longer than any pause between two attempts. */
const awayMs = [700, 1500, 2500, 4000, 8000];
const pause = (ms: number): Promise<void> => new Promise((r) => setTimeout(r, ms));

/** What one adapter brought since it was last asked to look anew: a good number that was shown after `from`. */
function watch(all: number) {
  let from = Infinity;
  let first = Promise.withResolvers<number>();
  let whole = Promise.withResolvers<number>();
  const seen = new Set<number>();
  return {
    take(batch: Batch): Promise<void> {
      for (let i = 0; i < batch.length; i++) {
        if (!(batch.value[i]! >= from) || qualityOf(batch.status[i]!) !== 'good') continue;
        first.resolve(performance.now());
        if (seen.add(batch.handle[i]!).size === all) whole.resolve(performance.now());
      }
      return Promise.resolve();
    },
    anew(count: number) {
      from = count;
      [first, whole] = [Promise.withResolvers<number>(), Promise.withResolvers<number>()];
      seen.clear();
      return { first: first.promise, whole: whole.promise };
    },
  };
}

/** From the moment that a restarted peer answers to the first good value, and to all of them, each in ms. */
async function reconnects(protocol: Protocol, dir: string): Promise<{ readonly first: readonly number[]; readonly whole: readonly number[] }> {
  const wire = countedWire(protocol, { points, dir, secret: secretOf(protocol) });
  let [count, up] = [1, false];
  const show = (): void => { if (up || protocol !== 'database') wire.show(count, new Date()); };
  const port = await wire.start(wire.calls ? await freePort() : 0);
  up = true;
  const counting = setInterval(() => { count++; show(); }, 250);
  const seen = watch(points);
  const begun = seen.anew(0);
  show();
  const adapter = await watching({ protocol, port, points, dir, everyMs: 500 }, wire.addresses, seen, { pki: `${dir}/pki` });
  const [first, whole]: number[][] = [[], []];
  try {
    await begun.whole;
    for (let i = 0; i < times; i++) {
      up = false;
      await wire.stop();
      await pause(awayMs[i % awayMs.length]!);
      const next = seen.anew(count + 1);
      await wire.start(port);
      const answers = performance.now();
      up = true;
      first!.push(await next.first - answers);
      whole!.push(await next.whole - answers);
      await pause(1000);
    }
    return { first: first!, whole: whole! };
  } finally { clearInterval(counting); await adapter.close(); await wire.stop(); }
}

/** Each peer is stopped and started again five times, with the product's own pauses; all at once, since most of it is waiting. */
export async function reconnecting(): Promise<Row[]> {
  const rows = await Promise.all(protocols.map(async (protocol) => {
    const { dir, remove } = scratch();
    const { first, whole } = await reconnects(protocol, dir);
    remove();
    return [
      row(bench, `${protocol}: first good value after a restart, worst of ${first.length}`, Math.max(...first) / 1000, 's', '<= 3'),
      row(bench, `${protocol}: all ${points} points good after a restart, worst of ${whole.length}`, Math.max(...whole) / 1000, 's'),
    ];
  }));
  return rows.flat();
}
