import { boundEvent, type DeviceEvent } from '#app/acquisition';
import type { PointId, SourceId } from '#app/park';

/** The event of the journal that says what a device said. Subject: the point, else the source. */
export const deviceEventKind = 'device.event';
const most = 10_000;

/**
 * What of a device's own events is to be journalled. A condition that a device says again after its link was down is no news unless something of it has changed: for each source the last
 * word on every condition is remembered, over restarts of its collector. They do not become alarms of ours: that needs a rule of the site.
 */
export function deviceEvents() {
  const words = new Map<string, Map<string, string>>();
  const wordOf = ({ kind, active, acked, confirmed, severity, text }: DeviceEvent): string => JSON.stringify([kind, active, acked, confirmed, severity, text]);

  /** True where the journal has this already; remembers it. */
  function again(source: string, event: DeviceEvent): boolean {
    if (event.conditionId === undefined) return false;
    const of = words.get(source) ?? new Map<string, string>();
    words.set(source, of);
    const key = JSON.stringify([event.conditionId, event.branch ?? '']);
    const [before, now] = [of.get(key), wordOf(event)];
    of.delete(key);
    if (event.retain !== false) of.set(key, now);
    if (of.size > most) for (const oldest of of.keys()) { of.delete(oldest); break; }
    return event.recall === 'standing' && before === now;
  }
  return {
    /** What to write, and about what; null where it was written before. */
    draft(source: SourceId, point: PointId | null, said: DeviceEvent): { readonly subject: string; readonly body: Readonly<Record<string, unknown>> } | null {
      const event = boundEvent(said);
      return again(source, event) ? null : { subject: point ?? source, body: { source, ...(point !== null && { point }), ...event } };
    },
  };
}

/** How an event of a device is called in a line of the log. */
export function deviceState(body: Readonly<Record<string, unknown>>): string {
  if (body['recall'] === 'gone') return 'device-gone';
  if (body['recall'] === 'standing') return 'device-standing';
  if (body['active'] === true) return body['acked'] === true ? 'device-acknowledged' : 'device-active';
  return body['active'] === false ? 'device-over' : 'device-said';
}
