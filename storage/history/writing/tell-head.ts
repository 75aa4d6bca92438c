import type { MessagePort } from 'node:worker_threads';
import type { Piece, TierRows } from '#app/history';
import type { HeadAsk, HeadReads, HeadSeries, HeadTold } from '../reading/protocol.ts';

type Column = Float64Array | Uint32Array | Uint8Array;
/** A view would take the whole of its buffer along into the message. */
const own = <T extends Column>(column: T): T => (column.byteLength === column.buffer.byteLength ? column : column.slice() as T);
const owned = <T extends Piece | TierRows>(rows: T | null): T | null => (rows === null ? null : Object.fromEntries(Object.entries(rows).map(([name, column]) => [name, ArrayBuffer.isView(column) ? own(column as Column) : column])) as unknown as T);
const headOf = (head: HeadReads, number: number): HeadSeries =>
  ({ number, raw: owned(head.raw(number)), tiers: { minute: owned(head.tier(number, 'minute')), hour: owned(head.tier(number, 'hour')), day: owned(head.tier(number, 'day')) } });

/** Answers the thread that reads from the writer's memory: each message at once and whole, between two turns of the writer, so that it is of one moment. */
export function tellHead(port: MessagePort, head: HeadReads): void {
  port.on('message', (ask: HeadAsk) => {
    const told: HeadTold = ask.t === 'head'
      ? { t: 'head', id: ask.id, checkpoint: head.checkpoint(), series: ask.series.map((number) => headOf(head, number)) }
      : { t: 'latest', id: ask.id, latest: head.latest(ask.series) };
    port.postMessage(told);
  });
}
