import type { SeatView } from '#app/access';

/** SND-07, ACC-107: whether alarms sound. `sound` off is the wish of an officer who is there; at a desk that is locked, empty or overridden it sounds whatever was set. `seat` null: nothing was heard yet, and it counts as set. */
export const audible = (sound: boolean, seat: SeatView | null): boolean => sound || (seat !== null && seat.setUp && seat.state !== 'watched');
