import type { EpochMs } from '#kernel/time';
import type { DeviceEvent } from './port.ts';

/** One event as the device said it, and by what it knows this very word again (OPC UA's EventId); empty where it gave none. */
export interface SaidEvent { readonly id: string; readonly event: DeviceEvent }
interface Known extends SaidEvent { readonly session: number; readonly item: number }

const stands = ({ retain, active }: DeviceEvent): boolean => retain ?? active !== false;

/**
 * What stands at one device, by condition and branch, over links: so that a refresh (OPC 10000-9, 5.5.7) tells each standing condition once in a session, and names those that went while
 * nobody heard. A device says a condition again under the `id` that it had; the same one twice in a session is the same word. `several`: more than one item brings events, and
 * one may bring what another brought. Beyond `most` conditions the oldest are forgotten, and at the next refresh none is called gone.
 */
export function conditions(push: (event: DeviceEvent) => void, several: boolean, most = 10_000) {
  const known = new Map<string, Known>();
  const recent = new Set<string>();
  const open = new Set<number>();
  const ended = new Set<number>();
  const named = new Set<string>();
  let session = 0;
  let forgot = false;

  function restart(): void { open.clear(); ended.clear(); named.clear(); }
  function first(id: string): boolean {
    if (!several || id === '') return true;    // one item brings an event once, whatever its id
    if (recent.has(id)) return false;
    recent.add(id);
    if (recent.size > 1000) for (const oldest of recent) { recent.delete(oldest); break; }
    return true;
  }
  function keep(key: string, said: SaidEvent, item: number): void {
    known.delete(key);                          // the youngest stands last
    if (!stands(said.event)) return;
    known.set(key, { ...said, session, item });
    if (known.size <= most) return;
    forgot = true;
    for (const oldest of known.keys()) { known.delete(oldest); break; }
  }
  const same = (before: Known | undefined, id: string): boolean => id !== '' && before?.id === id && before.session === session;
  function gone(now: EpochMs): void {
    for (const [key, { event, item }] of known) {
      if (forgot || named.has(key) || !ended.has(item)) continue;
      known.delete(key);
      push({ ...event, active: event.active === null ? null : false, retain: false, recall: 'gone', sourceTime: null, receivedTime: now });
    }
    forgot = false;
  }
  return {
    /** A link has come up: what is said from now on is told again, once. */
    begin(): void { session++; recent.clear(); restart(); },
    /** The items were made anew: no bracket of the old ones will be closed. */
    restart,
    /** The bracket of one item is opened. */
    starts(item: number): void {
      if (open.size === 0 && ended.size === 0) named.clear();
      ended.delete(item);
      open.add(item);
    },
    /** The bracket of one item is closed; once those of all `items` are, what they brought before and did not name is gone. */
    ends(item: number, items: number, now: EpochMs): void {
      if (!open.delete(item)) return;
      ended.add(item);
      if (open.size > 0 || ended.size < items) return;
      gone(now);
      ended.clear();
    },
    take(said: SaidEvent, item = 0): void {
      const { conditionId, branch } = said.event;
      const fresh = first(said.id);
      if (conditionId === undefined) { if (fresh) push(said.event); return; }
      if (!fresh && open.size === 0) return;
      const key = JSON.stringify([conditionId, branch ?? '']);
      const recalled = open.size > 0 && stands(said.event);
      const before = known.get(key);
      if (recalled) named.add(key);
      keep(key, said, item);
      if (!same(before, said.id)) push(recalled ? { ...said.event, recall: 'standing' } : said.event);
    },
  };
}
export type Conditions = ReturnType<typeof conditions>;
