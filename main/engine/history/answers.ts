import { keptQuestions, type Historian, type HistoryHealth, type KeptQuestion, type historyContract } from '#app/history';
import { alwaysWanted, type Handlers } from '#kernel/contract';
import { fail, ok } from '#kernel/result';

type All = Handlers<typeof historyContract>;

/** How it stands where nothing is kept: an engine that was given no historian. */
const nothingKept: HistoryHealth = {
  state: 'stopped', reason: 'no-history', lagMs: 0, points: 0, kept: 0, stored: 0, refused: [], quarantined: [], bytes: { raw: 0, tiers: 0, ahead: 0 }, budgetBytes: null, used: 0, oldest: null,
};
export const healthOf = (history: Historian | null): HistoryHealth => history?.health() ?? nothingKept;

/** What is asked of the samples goes to whoever keeps them; `history` null: nobody does. */
export function keptAnswers(history: Historian | null): Pick<All, KeptQuestion | 'history.health'> {
  const answer = <K extends KeptQuestion>(name: K): All[K] =>
    ((question, _session, wanted = alwaysWanted) => (history === null ? Promise.resolve(fail('no-history', {})) : history.ask(name, question, wanted))) as All[K];
  return { ...(Object.fromEntries(keptQuestions.map((name) => [name, answer(name)])) as unknown as Pick<All, KeptQuestion>), 'history.health': async () => ok(healthOf(history)) };
}
