import type { SeatView } from '#app/access';
import type { Permission } from '#kernel/session';
import type { Words } from '#kit/words';

/** Why something may not be done at this seat now, in words; null: it may. Nothing known: the engine judges. */
export function whyNot(seat: SeatView | null, needs: Permission, words: Words): string | null {
  if (seat === null || seat.may.includes(needs)) return null;
  const what = words.t(`access:permission-${needs}`);
  const must = seat.session?.must ?? null;
  if (seat.state === 'watched') return words.t(must === null ? 'access:why-watched' : `access:why-${must}`, { what });
  return words.t(`access:why-${seat.state}`, { what });
}
