import type { SeatView } from '#app/access';
import type { Permission } from '#kernel/session';
import type { ParkPlace } from './naming.ts';
import type { AccessAdmin } from '../stores.ts';

/** What every page of administration is given: what is listed, who looks, the park's places, and its time zone. `toConsent`: shows a proposal. */
export interface PageOf {
  readonly of: AccessAdmin; readonly seat: SeatView; readonly places: readonly ParkPlace[]; readonly zone: string;
  readonly toConsent: (id: string) => void;
}
export const may = (seat: SeatView, needs: Permission): boolean => seat.may.includes(needs);
