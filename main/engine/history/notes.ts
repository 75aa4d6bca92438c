import type { historyContract } from '#app/history';
import type { Handlers } from '#kernel/contract';
import { fail } from '#kernel/result';

type Notes = Pick<Handlers<typeof historyContract>, 'history.annotations' | 'history.annotate' | 'history.withdraw'>;

/** Not journalled yet: see the next change. */
export const noteAnswers = (): Notes => ({
  'history.annotations': async () => fail('no-history', {}), 'history.annotate': async () => fail('no-history', {}), 'history.withdraw': async () => fail('no-history', {}),
});
