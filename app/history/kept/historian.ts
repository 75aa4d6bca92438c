import type { infer as Infer } from 'zod';
import type { Batch } from '#app/acquisition';
import type { Wanted } from '#kernel/contract';
import type { Fault, Result } from '#kernel/result';
import type { HistoryHealth } from '../asking/questions.ts';
import type { historyContract } from '../contract.ts';
import type { HistoryPlan } from './plan.ts';
import type { SeriesSource } from './series.ts';

type Calls = typeof historyContract.calls;
/** What is answered by whoever keeps the samples, and by nobody else. */
export const keptQuestions = ['history.columns', 'history.rows', 'history.at', 'history.latest', 'history.aggregates', 'history.compare', 'history.correlate', 'history.find', 'history.detect', 'history.export'] as const satisfies readonly (keyof Calls)[];
export type KeptQuestion = (typeof keptQuestions)[number];
export type QuestionOf<K extends KeptQuestion> = Infer<Calls[K]['in']>;
export type AnswerOf<K extends KeptQuestion> = Infer<Calls[K]['out']>;
export type HistoryFault = Fault<'no-history' | 'no-such-point' | 'bad-span' | 'taken-back' | 'history-lost' | 'history-stopped' | 'too-much'>;

/** Works on an answer, and stops at every yield to see whether it is still wanted and who else waits. */
export type Answering<V> = Generator<void, Result<V>, void>;
/** Answers from a source; pure. */
export type Answerer<K extends KeptQuestion> = (question: QuestionOf<K>, source: SeriesSource) => Answering<AnswerOf<K>>;

/**
 * Keeps every sample, and answers what was. It has threads of its own: nothing here waits for a disk. What was put is on the disk within a second (STO-..: what a power cut may take); `health().lagMs` says how long it took.
 * A full disk, or a folder that is damaged, stops it with a reason and never throws; it tries again by itself.
 */
export interface Historian {
  /** The points from now on; those that are not in it any more keep what they have. In order with `put`. */
  follow(plan: HistoryPlan): void;
  /** Takes the rows of a batch by their handles; its arrays may be used again at once. Late and out-of-order rows take their place in time. Never waits: what history cannot follow is counted as `overflow` and named. */
  put(batch: Batch): void;
  /** `told`: how far a long answer is. */
  ask<K extends KeptQuestion>(name: K, question: QuestionOf<K>, wanted: Wanted, told?: (progress: unknown) => void): Promise<Result<AnswerOf<K>>>;
  health(): HistoryHealth;
  /** When all that was put until now is on the disk, or history has stopped. */
  settled(): Promise<void>;
  close(): Promise<void>;
}
