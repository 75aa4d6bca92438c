import type { AnswerOf, historyContract, QuestionOf } from '#app/history';
import type { Client } from '#kernel/contract';
import { question, type After } from './question.ts';

type Engine = Client<typeof historyContract>;
/** What is reckoned of each point over what is seen, in this order. */
export const figureKinds = ['min', 'max', 'mean', 'std', 'good'] as const;
export type Figures = Readonly<Record<(typeof figureKinds)[number], number | null>>;

/** Figures of one answer, by point. */
export const figuresOf = (all: AnswerOf<'history.aggregates'>): ReadonlyMap<string, Figures> =>
  new Map(all.map((a) => [a.point, Object.fromEntries(figureKinds.map((k, i) => [k, a.values[i]?.[0] ?? null])) as Figures]));

/** The questions of the panels: each is asked anew when what is seen changes, and the one before is taken back. */
export function askingStores(engine: Engine, after: After) {
  const aggregates = question<AnswerOf<'history.aggregates'>>(after);
  const compared = question<AnswerOf<'history.compare'>>(after);
  const correlated = question<AnswerOf<'history.correlate'>>(after);
  const found = question<AnswerOf<'history.find'>>(after);
  const texts = question<AnswerOf<'history.at'>>(after);
  return {
    aggregates, compared, correlated, found, texts,
    /** What text points said at a moment: columns have numbers only. */
    said: (points: readonly string[], time: number): void => { if (points.length === 0) texts.forget(); else void texts.ask(() => engine.ask('history.at', { points: [...points], time: Math.round(time) })); },
    figures: (points: readonly string[], from: number, to: number): void => {
      if (points.length === 0) { aggregates.forget(); return; }
      void aggregates.ask(() => engine.ask('history.aggregates', { points: [...points], from, to, stepMs: null, kinds: figureKinds.map((kind) => ({ kind })) }));
    },
    compare: (q: QuestionOf<'history.compare'>): void => void compared.ask(() => engine.ask('history.compare', q)),
    correlate: (q: QuestionOf<'history.correlate'>): void => void correlated.ask(() => engine.ask('history.correlate', q)),
    find: (q: QuestionOf<'history.find'>): void => void found.ask(() => engine.ask('history.find', q)),
  };
}
export type AskingStores = ReturnType<typeof askingStores>;
