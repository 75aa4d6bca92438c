import { MessageChannel } from 'node:worker_threads';
import { onTestFinished } from 'vitest';
import type { Piece, TierRows, TierStep } from '#app/history';
import type { HeadLink } from '../../../../storage/history/reading/head-link.ts';
import type { LatestRows } from '../../../../storage/history/reading/protocol.ts';
import { tellHead } from '../../../../storage/history/writing/tell-head.ts';

export interface Row { readonly time: number; readonly received: number; readonly value: number; readonly status: number; readonly text: string | null }
export const pieceOf = (rows: readonly Row[]): Piece => ({
  length: rows.length, time: Float64Array.from(rows, (r) => r.time), received: Float64Array.from(rows, (r) => r.received), value: Float64Array.from(rows, (r) => r.value), status: Uint32Array.from(rows, (r) => r.status),
  text: new Map(rows.flatMap((r, i) => (r.text === null ? [] : [[i, r.text] as const]))),
});
export const rowsOf = (p: Piece): Row[] => Array.from({ length: p.length }, (_, i) => ({ time: p.time[i]!, received: p.received[i]!, value: p.value[i]!, status: p.status[i]!, text: p.text?.get(i) ?? null }));

/** A writer's memory, told over a port as the writer tells it. */
export function memoryOf({ checkpoint, raw = () => null, tier = () => null, latest }: {
  readonly checkpoint: () => number; readonly raw?: (series: number) => Piece | null; readonly tier?: (series: number, step: TierStep) => TierRows | null; readonly latest?: (series: Uint32Array) => LatestRows;
}, folder: { readonly headLink: () => HeadLink }): { readonly link: HeadLink; readonly close: () => void } {
  const { port1, port2 } = new MessageChannel();
  tellHead(port1, { checkpoint, raw, tier, latest: latest ?? (() => { throw new Error('not asked'); }) });
  const link = folder.headLink();
  link.attach(port2);
  onTestFinished(() => { port1.close(); });
  return { link, close: () => { port1.close(); } };
}
