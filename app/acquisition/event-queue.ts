import type { DeviceEvent, EventSink } from './port.ts';

const [longestText, longestName, longestId] = [500, 200, 300];
const cut = (text: string, most: number): string => text.slice(0, 4 * most).replaceAll(/[\s\p{Cc}\p{Cf}]+/gu, ' ').trim().slice(0, most).toWellFormed();
const names = [['sourceName', longestName], ['conditionName', longestName], ['conditionId', longestId], ['branch', longestId], ['kind', longestName], ['address', 4 * 1024]] as const;

/** An event as it may be kept and shown: words and names in one line, cut, without control characters; a severity that is none is left out. */
export function boundEvent(event: DeviceEvent): DeviceEvent {
  const { severity } = event;
  const bounded = Object.fromEntries(names.flatMap(([name, most]) => (event[name] === undefined ? [] : [[name, cut(event[name], most)]])));
  return { ...event, ...bounded, text: cut(event.text, longestText), severity: severity !== null && Number.isInteger(severity) && severity >= 1 && severity <= 1000 ? severity : null };
}

/** Between a device's events and whoever hears them: in order, bounded each, nothing merged. Until there is a sink at most `bound` (at least 1) wait; the oldest beyond it are lost, and counted. */
export function eventQueue(bound: number) {
  const most = Math.max(1, Math.floor(bound));
  const waiting: DeviceEvent[] = [];
  let sink: EventSink | null = null;
  let lost = 0;
  let closed = false;
  return {
    push: (said: DeviceEvent): void => {
      if (closed) return;
      const event = boundEvent(said);
      if (sink !== null) { sink.hear(event); return; }
      waiting.push(event);
      if (waiting.length > most) { waiting.shift(); lost++; }
    },
    /** Something was lost before it came here: the device said so. */
    miss(n = 1): void { lost += n; },
    aim: (to: EventSink): void => {
      if (closed) return;
      sink = to;
      for (const event of waiting.splice(0)) to.hear(event);
    },
    lost: (): number => lost,
    /** Nothing is delivered any more. */
    close(): void { closed = true; waiting.length = 0; },
  };
}
