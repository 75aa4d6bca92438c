import type { MessagePort } from 'node:worker_threads';
import type { KeptQuestion, Piece, QuestionOf, TierRows, TierStep } from '#app/history';
import type { Result } from '#kernel/result';
import type { EpochMs } from '#kernel/time';
import type { StorageNote } from '../note.ts';

/** What the thread that reads is started with. `dir`: the folder of history. `cacheBytes`: what it may keep of files in memory. */
export interface ReaderOptions { readonly dir: string; readonly cacheBytes: number }

/** A question as it is asked; its answer comes under the same `id`. `now`: the clock of whoever asks: nothing is known of what comes after it. */
export type Question = { readonly [K in KeptQuestion]: { readonly t: 'ask'; readonly id: number; readonly now: EpochMs; readonly name: K; readonly question: QuestionOf<K> } }[KeptQuestion];

/** Engine to reader. `head`: a port to the thread that writes, in place of the one before; null: nobody writes. */
export type ToReader =
  | Question
  | { readonly t: 'take-back'; readonly id: number }
  | { readonly t: 'head'; readonly port: MessagePort | null }
  | { readonly t: 'close' };
/** Reader to engine. `opened` comes first. An `answer` of `history.latest` is in columns (`LatestRows`), of which the engine's end makes the rows. */
export type FromReader =
  | { readonly t: 'opened' }
  | { readonly t: 'answer'; readonly id: number; readonly result: Result<unknown> }
  | { readonly t: 'progress'; readonly id: number; readonly progress: unknown }
  | { readonly t: 'note'; readonly note: StorageNote }
  | { readonly t: 'closed' };

/** Reader to writer: what has not reached a file yet of these series (by number). */
export type HeadAsk =
  | { readonly t: 'head'; readonly id: number; readonly series: readonly number[] }
  | { readonly t: 'latest'; readonly id: number; readonly series: Uint32Array };
/** What is in memory of one series: samples ascending by time, the late ones among them and the one that the door holds as the last; and rows of tiers that are in no file yet, the open ones among them. */
export interface HeadSeries { readonly number: number; readonly raw: Piece | null; readonly tiers: Readonly<Record<TierStep, TierRows | null>> }
/** The last sample of each series, in the order asked; NaN time: none. */
export type LatestRows = Omit<Piece, 'length'> & { readonly text: ReadonlyMap<number, string> };
/** Writer to reader. `checkpoint`: the number of the last one that is in the catalogue; all that came since is here, and nothing else: rows of tiers add up, so none may be seen twice. */
export type HeadTold =
  | { readonly t: 'head'; readonly id: number; readonly checkpoint: number; readonly series: readonly HeadSeries[] }
  | { readonly t: 'latest'; readonly id: number; readonly latest: LatestRows };

/** What the thread that writes can say of its memory, at once. */
export interface HeadReads {
  checkpoint(): number;
  raw(series: number): Piece | null;
  tier(series: number, step: TierStep): TierRows | null;
  latest(series: Uint32Array): LatestRows;
}
