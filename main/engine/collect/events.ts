import { z } from 'zod';
import type { DeviceEvent } from '#app/acquisition';
import type { Clock, Stop } from '#kernel/time';

/** What a source has to say of its device's own events. `left`: how many of the last minute were not passed on, of `of` conditions; the last word of each follows. */
export interface EventEars { readonly event: (event: DeviceEvent) => void; readonly eventsLeft: (left: number, of: number) => void }

const pace = { perSecond: 50, burst: 500, tellEveryMs: 60_000, mostHeld: 1000 };
const keyOf = ({ address, kind, conditionId, branch }: DeviceEvent): string => JSON.stringify([address, conditionId ?? kind, branch ?? '']);

/**
 * Events of one source at a rate that a journal can bear: a burst (what stands after a link was down), then so many a second. What is beyond is counted and told once a minute, and then the
 * last word of each condition, so that the journal ends with the truth. Of one condition nothing is passed out of order. `close` says what is still held.
 */
export function boundEvents(clock: Clock, to: EventEars, { perSecond, burst, tellEveryMs, mostHeld } = pace) {
  const last = new Map<string, DeviceEvent>();
  let held = 0;
  let room = burst;
  let at: number = clock.mono();
  let stop: Stop = () => {};

  function mayPass(): boolean {
    const now = clock.mono();
    room = Math.min(burst, room + (now - at) * perSecond / 1000);
    at = now;
    if (room < 1) return false;
    room--;
    return true;
  }
  function hold(key: string, event: DeviceEvent): void {
    if (held++ === 0) stop = clock.after(tellEveryMs, tell);
    last.delete(key);
    last.set(key, event);
    if (last.size > mostHeld) for (const oldest of last.keys()) { last.delete(oldest); break; }
  }
  function tell(): void {
    stop();
    const words = [...last.values()];
    const left = held - words.length;
    held = 0;
    last.clear();
    if (left > 0) to.eventsLeft(left, words.length);
    for (const event of words) to.event(event);
    room = Math.max(0, room - words.length);
  }
  return {
    hear(event: DeviceEvent): void {
      const key = keyOf(event);
      if (!mayPass()) { hold(key, event); return; }
      last.delete(key);                         // this is the later word
      to.event(event);
    },
    close(): void { if (held > 0) tell(); },
  };
}

const number = z.number().nullable();
const [word, flag] = [z.string().optional(), z.boolean().optional()];
const Event = z.object({
  kind: z.string(), address: z.string(), severity: number, active: z.boolean().nullable(), text: z.string(), sourceTime: number, receivedTime: z.number(),
  sourceName: word, conditionId: word, conditionName: word, branch: word, retain: flag, acked: flag, confirmed: flag, enabled: flag, suppressed: flag, shelved: flag,
  status: z.number().optional(), recall: z.enum(['standing', 'gone']).optional(),
});
/** True of an event whose fields are what they should be; anything else could not be journalled. */
export const isEvent = (e: unknown): e is DeviceEvent => Event.safeParse(e).success;
