import type { JournalEvent, Unread } from './event.ts';

/** Makes the body of the next version out of one. Never asked twice for the same reading, and kept for ever. */
export type Upcast = (body: unknown) => unknown;
/** One kind of event. `now`: the version written today; `from[n]` makes version n+1 out of version n. */
export interface Kind { readonly kind: string; readonly now: number; readonly from: Readonly<Record<number, Upcast>> }
/** Reads any event as it would be written today; one it cannot read comes back as it is stored, marked `unread` (JRN-08). */
export type ReadEvent = (event: JournalEvent) => JournalEvent;

/** The registry of everything this programme can read. `report` hears of each event that stays unread. */
export function upcaster(kinds: readonly Kind[], report: (event: JournalEvent, why: Unread) => void): ReadEvent {
  const known = new Map(kinds.map((k) => [k.kind, k]));
  if (known.size !== kinds.length) throw new Error('a kind is registered twice');

  function read(event: JournalEvent): JournalEvent | Unread {
    const kind = known.get(event.kind);
    if (kind === undefined) return 'unknown-kind';
    if (event.v > kind.now) return 'newer-version';
    if (event.v === kind.now) return event;
    let body = event.body;
    for (let v = event.v; v < kind.now; v++) {
      const step = kind.from[v];
      if (step === undefined) return 'no-upcaster';
      try { body = step(body); } catch { return 'upcast-failed'; }
    }
    return { ...event, v: kind.now, body };
  }
  return (event) => {
    const is = read(event);
    if (typeof is !== 'string') return is;
    report(event, is);
    return { ...event, unread: is };
  };
}
