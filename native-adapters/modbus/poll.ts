import { Status, type AdapterDeps, type Point, type Sample } from '#app/acquisition';
import { halves, plan, type Block, type Item } from './blocks.ts';
import { READ, words } from './frames.ts';
import type { Link, Reply } from './link.ts';
import type { ModbusOptions } from './options.ts';
import { valueIn } from './values.ts';

/** V1.1b3, 7: the device lacks an address, the read is more than it can answer, or something in it failed: smaller reads find out which. */
const SPLITS = new Set([2, 3, 4]);
/** How many reads one round may cut because of a failure (4), which may well be the whole device's. */
const MOST_CUTS = 64;
/** After this many `retryMs` the reads are planned anew, so that what was cut up grows together again. */
const REPLAN = 20;
/** A gateway says that the device behind it does not answer. */
const BEHIND_GATEWAY = new Set([10, 11]);

/** `heard`: somebody answered; `silent`: somebody was asked and nobody answered; `idle`: nobody was asked. */
export type Heard = 'heard' | 'silent' | 'idle';

/** Asks for all items of one device or gateway, round by round, and hands on what is said. A unit that is silent is left alone for `retryMs`, so that it does not hold up its neighbours. */
export function poller(items: readonly Item<Point>[], o: ModbusOptions, deps: AdapterDeps, push: (s: Sample) => void) {
  let blocks = plan(items, o);
  const quiet = new Map<number, number>();      // unit -> not before, mono
  const refused = new Map<Block<Point>, number>();
  let stopped = false;
  let cuts = 0;
  let whole = Infinity;                         // when to plan anew, mono

  function say(some: readonly Item<Point>[], status: number, value: (i: Item<Point>) => number | null = () => null): void {
    const receivedTime = deps.clock.now();
    for (const item of some) {
      const v = value(item);
      push({ handle: item.of.handle, value: v, status: status === Status.good && v === null ? Status.deviceFailure : status, sourceTime: null, receivedTime });
    }
  }
  const ofUnit = (unit: number): readonly Item<Point>[] => blocks.filter((b) => b.unit === unit).flatMap((b) => b.items);
  const later = (): number => deps.clock.mono() + o.retryMs;

  function cut(block: Block<Point>, parts: readonly Block<Point>[]): readonly Block<Point>[] {
    cuts++;
    whole = Math.min(whole, deps.clock.mono() + REPLAN * o.retryMs);
    blocks = blocks.flatMap((b) => (b === block ? parts : [b]));
    return parts;
  }
  function anew(): void { blocks = plan(items, o); refused.clear(); whole = Infinity; }

  /** What the answer means; gives the smaller blocks to ask in place of this one. */
  function hear(block: Block<Point>, reply: Reply): readonly Block<Point>[] {
    if (reply.kind === 'lost') return [];
    if (reply.kind === 'silence') { quiet.set(block.unit, later()); say(ofUnit(block.unit), Status.noCommunication); return []; }
    quiet.delete(block.unit);
    if (reply.kind === 'data') { refused.delete(block); say(block.items, Status.good, (i) => valueIn(reply.data, block.first, i.place)); return []; }
    const status = (Status.deviceFailure | reply.code) >>> 0;
    if (BEHIND_GATEWAY.has(reply.code)) { quiet.set(block.unit, later()); say(ofUnit(block.unit), status); return []; }
    const parts = SPLITS.has(reply.code) && (reply.code !== 4 || cuts < MOST_CUTS) ? halves(block) : null;
    if (parts !== null) return cut(block, parts);
    if (SPLITS.has(reply.code)) refused.set(block, later());
    say(block.items, status);
    return [];
  }

  return {
    /** One round over all blocks. Ends early when the link is lost or the poller stopped. */
    async round(link: Link): Promise<Heard> {
      let heard: Heard = 'idle';
      cuts = 0;
      if (deps.clock.mono() >= whole) anew();
      const todo = blocks.toReversed();
      for (let block = todo.pop(); block !== undefined && !stopped; block = todo.pop()) {
        const wait = Math.max(quiet.get(block.unit) ?? 0, refused.get(block) ?? 0);
        if (wait > deps.clock.mono()) continue;
        const reply = await link.ask(block.unit, READ[block.table], words(block.first, block.count));
        if (stopped || reply.kind === 'lost') return heard;
        if (reply.kind !== 'silence') heard = 'heard'; else if (heard === 'idle') heard = 'silent';
        todo.push(...hear(block, reply).toReversed());
      }
      return heard;
    },
    /** All points lose their value: the link is gone. What was learnt about refused reads is forgotten, since another device may come back. */
    dark(): void { anew(); quiet.clear(); say(items, Status.noCommunication); },
    stop(): void { stopped = true; },
    /** How many reads a round takes. */
    size: (): number => blocks.length,
  };
}
