import { localDate, type Shifts } from '#app/duty';
import type { Words } from '#kit/words';

/** A shift by its id (`2026-11-20/late`) in the words of the window: 2026-11-20 晚班. One that nobody knows is its id. */
export function shiftTitle(shifts: Shifts, words: Words): (id: string) => string {
  return (id) => {
    const [day = '', shift = ''] = id.split('/');
    const date = localDate(day);
    const found = date === null ? undefined : shifts.of(date).find((s) => s.shift.id === shift);
    return found === undefined ? id : `${day} ${words.name(found.shift.name)}`;
  };
}
