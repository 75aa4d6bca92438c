import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Stop } from '#kernel/time';

/** Times as the park reads them: its own zone, 24 hours, with seconds. All take epoch ms. */
export interface SiteTime {
  /** 14:03:27 */
  clock(ms: number): string;
  /** 14:03 */
  minute(ms: number): string;
  /** 2026-11-20 */
  day(ms: number): string;
  /** Monday to Sunday as 0 to 6. */
  weekday(ms: number): number;
  /** 14:03:27 today, 11-19 14:03:27 on another day. */
  stamp(ms: number, now: number): string;
}

/** How many seconds a site's time remembers how to write. */
const mostKept = 300;

/** `zone`: IANA name; one that the machine does not know is read as UTC. */
export function siteTime(zone: string): SiteTime {
  const known = Intl.supportedValuesOf('timeZone').includes(zone) || zone === 'UTC' ? zone : 'UTC';
  const parts = new Intl.DateTimeFormat('en-CA', { timeZone: known, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit', weekday: 'short' });
  const kept = new Map<number, Readonly<Record<string, string>>>();
  /** The parts of a second; the same few seconds are asked for again and again, and reading one costs more than drawing its row. */
  function read(ms: number): Readonly<Record<string, string>> {
    const second = Math.floor(ms / 1000);
    const before = kept.get(second);
    if (before !== undefined) return before;
    if (kept.size >= mostKept) kept.clear();
    const fresh = Object.fromEntries(parts.formatToParts(ms).map((p) => [p.type, p.value]));
    kept.set(second, fresh);
    return fresh;
  }
  const clock = (ms: number): string => { const p = read(ms); return `${p['hour']}:${p['minute']}:${p['second']}`; };
  const day = (ms: number): string => { const p = read(ms); return `${p['year']}-${p['month']}-${p['day']}`; };
  return {
    clock, day,
    minute: (ms) => clock(ms).slice(0, 5),
    weekday: (ms) => ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'].indexOf(read(ms)['weekday'] ?? ''),
    stamp: (ms, now) => (day(ms) === day(now) ? clock(ms) : `${day(ms).slice(5)} ${clock(ms)}`),
  };
}

/** How long ago, as a code of the `time` catalogue and its params. `ms`: age; what lies ahead counts as now. */
export function ago(ms: number): { readonly code: `time:${string}`; readonly params: Readonly<Record<string, number>> } {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const [minutes, hours, days] = [Math.floor(seconds / 60), Math.floor(seconds / 3600), Math.floor(seconds / 86_400)];
  if (seconds < 60) return { code: 'time:seconds-ago', params: { seconds } };
  if (hours < 1) return { code: 'time:minutes-ago', params: { minutes } };
  if (days < 1) return { code: 'time:hours-ago', params: { hours, minutes: minutes % 60 } };
  return { code: 'time:days-ago', params: { days, hours: hours % 24 } };
}

/** A length of time as digits: 2:31, 1:02:05; whole seconds, the sign dropped. */
export function span(ms: number): string {
  const seconds = Math.floor(Math.abs(ms) / 1000);
  const two = (n: number): string => String(n).padStart(2, '0');
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

/** The one place where seconds pass in a window: everything that shows an age hears it. `every` runs what it is given once in so many ms. */
export function ticker(now: () => number, every: (ms: number, run: () => void) => Stop): { readonly now: StoreApi<number>; readonly stop: Stop } {
  const store = createStore<number>(() => now());
  return { now: store, stop: every(1000, () => store.setState(now(), true)) };
}

export const TimeContext = createContext<{ readonly site: SiteTime; readonly now: StoreApi<number> }>({ site: siteTime('UTC'), now: createStore<number>(() => 0) });
/** Times in the zone of the site. */
export const useSiteTime = (): SiteTime => useContext(TimeContext).site;
/** Now, to the second; whoever uses it is drawn again once a second. */
export const useNow = (): number => useStore(useContext(TimeContext).now);
