import type { HistoryHealth } from '#app/history';
import type { KeepingKind } from '#app/park';

/** From this share of its room on, history says that it runs out (HIS-62). */
const fillingFrom = 0.8;
/** It says so no more once it is this much below. */
const enoughBelow = 0.02;

/** The share of its room that history takes, 0 to 1; 0 where its room is not known yet. */
export const shareUsed = ({ used, budgetBytes }: Pick<HistoryHealth, 'used' | 'budgetBytes'>): number => (budgetBytes === null || budgetBytes <= 0 ? 0 : used / budgetBytes);

/** What the alarms of history stand on, looked at once a second (ALM-62). `found`: whoever hears it knows what is new. */
export function historyFindings(health: () => HistoryHealth, found: (kind: KeepingKind, met: boolean, value: number | null) => void) {
  let filling = false;
  return {
    look(): void {
      const now = health();
      const used = shareUsed(now);
      filling = used >= fillingFrom - (filling ? enoughBelow : 0);
      found('stopped', now.state === 'stopped', null);
      found('filling', filling, Math.round(used * 100));
    },
  };
}
