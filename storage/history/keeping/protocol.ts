import type { HistoryPlan } from '#app/history';
import type { StorageNote } from '../note.ts';

/** What the thread that keeps is started with. `dir`: the folder of history. */
export interface KeeperOptions { readonly dir: string }
/** How the disk stands. `near`: 80 % of the budget is used. `letting-go`: at 95 % the oldest samples went before their time. `young`: such as were not a day old had to go. `over`: nothing is left that may go. */
export type Pressure = 'none' | 'near' | 'letting-go' | 'young' | 'over';
/** `budgetBytes`: what history may take, of the site's budget or of what the disk has. `used`: what its files take. `oldest`: of the oldest sample as it came; null: none. */
export interface KeepingStatus { readonly budgetBytes: number | null; readonly used: number; readonly oldest: number | null; readonly pressure: Pressure; readonly waiting: number }

/** Engine to keeper. `keep-now`: merges all that may be merged at once, whether its hour and day are over or not. */
export type ToKeeper = { readonly t: 'plan'; readonly plan: HistoryPlan } | { readonly t: 'keep-now'; readonly id: number } | { readonly t: 'close' };
/** Keeper to engine. `opened` comes first; `status` whenever it changed. */
export type FromKeeper =
  | { readonly t: 'opened' }
  | ({ readonly t: 'status' } & KeepingStatus)
  | { readonly t: 'kept'; readonly id: number }
  | { readonly t: 'note'; readonly note: StorageNote }
  | { readonly t: 'closed' };
