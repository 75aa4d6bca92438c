import { qualityOf, type PointValue } from '#app/acquisition';
import { alarmChanged, viewOf, type BatchOutcome } from '#app/alarm';
import type { Health } from '#app/health';
import type { Journal } from '#app/journal';
import { mapPages, siteView, type Site } from '#app/park';
import { fail, ok, type Fault, type Result } from '#kernel/result';
import type { Session } from '#kernel/session';
import { moment, type Clock } from '#kernel/time';
import type { Desk } from './answers.ts';
import type { Placed } from './placed.ts';
import type { Pipeline } from '../pipeline.ts';
import type { Quality } from '../quality/quality.ts';
import type { Roster } from '../roster.ts';
import { stepOf } from '../record/alarm-steps.ts';
import type { Recorder } from '../record/recorder.ts';
import type { ShownAlarms } from './shown.ts';
import type { Sources } from '../collect/sources.ts';

/** What the desk's answers are made from. */
export interface DeskParts {
  readonly roster: Roster;
  readonly pipeline: Pipeline;
  readonly feeds: Sources;
  readonly journal: Journal;
  readonly record: Recorder;
  readonly shown: ShownAlarms;
  readonly health: () => Health;
  readonly quality: Quality;
  readonly placed: Placed;
  readonly clock: Clock;
}

/** ACQ-08: what a window hears again. Within the deadband of a point only its value is held back, never its quality; alarms were told long before. */
function isNews(before: PointValue, now: PointValue, deadband: number): boolean {
  if (before.status !== now.status || before.stale !== now.stale || before.text !== now.text) return true;
  if (deadband > 0 && before.value !== null && now.value !== null) return Math.abs(now.value - before.value) >= deadband;
  return before.receivedTime !== now.receivedTime || before.value !== now.value;
}

/** The map of the site in use, made once for each. Its revision is new with every site, and with every start of the engine, after which windows ask again anyway. */
function currentMap(site: () => Site): () => ReturnType<typeof mapPages> {
  let made: { readonly of: Site; readonly pages: ReturnType<typeof mapPages> } | null = null;
  let revision = 0;
  return () => {
    const now = site();
    if (made?.of !== now) made = { of: now, pages: mapPages(now, String(++revision)) };
    return made.pages;
  };
}

/** Everything a window may ask, answered from the engine's parts. `changed`: a watched point's value, if it is newer than the last one given. */
export function desk({ roster, pipeline, feeds, journal, record, shown, health, quality, placed, clock }: DeskParts): Omit<Desk, 'reload' | 'mimics' | 'duty' | 'access' | 'loginOf' | 'acted' | 'audit' | 'history'> & { changed(point: string): PointValue | null } {
  const given = new Map<number, PointValue>();
  const map = currentMap(() => roster.site());

  function value(point: string): PointValue | null {
    const handle = roster.handleOf(point);
    const last = handle === undefined ? null : pipeline.latest(handle);
    if (last === null) return null;
    const { sample: { value: v, status, sourceTime, receivedTime, text }, stale } = last;
    return { point, value: v, status, quality: qualityOf(status), stale, sourceTime, receivedTime, ...(text !== undefined && { text }) };
  }
  /** The alarm whose occurrence this is, if that is still its own. */
  function standing(occurrence: string) {
    const id = occurrence.split('/').slice(0, -2).join('/');
    const slot = pipeline.get(id);
    if (slot === null || slot.alarm.occurrence === null) return fail('no-such-occurrence', { occurrence });
    return slot.alarm.occurrence === occurrence ? ok({ slot, occurrence: slot.alarm.occurrence }) : fail('occurrence-over', { id });
  }
  type Standing = Extract<ReturnType<typeof standing>, { ok: true }>;
  /** Acts on what stands, where her right counts (ACC-34). */
  function tell(what: 'acknowledge' | 'confirm', one: Standing, by: Session): Result<Standing['value'], Fault> {
    const { slot, occurrence } = one.value;
    const place = placed.alarm(slot.rule);
    const needs = `alarm.${what}` as const;
    if (!by.allows(needs, place)) return fail('forbidden', { needs, id: slot.alarm.id, enterprise: place.enterprise ?? '', area: place.area ?? '' });
    pipeline.tell(slot.alarm.id, { type: what, occurrence, by: by.actor, at: moment(clock) });
    return one;
  }
  return {
    site: () => siteView(roster.site()),
    map: (after, most) => map()(after, most),
    alarms: shown.list,
    async act(what, occurrence, by) {
      const one = standing(occurrence);
      const told = one.ok ? tell(what, one, by) : one;
      if (!told.ok) return told;
      await record.settled();
      const { rule, alarm } = told.value.slot;
      return ok(shown.get(alarm.id) ?? viewOf(rule, alarm));
    },
    async acknowledgeAll(occurrences, by) {
      const outcomes: BatchOutcome[] = [];
      for (const occurrence of new Set(occurrences)) {               // BAT-02: one after another, so that the journal has their order
        const one = standing(occurrence);
        const waits = one.ok && viewOf(one.value.slot.rule, one.value.slot.alarm).may.acknowledge;
        const done = !one.ok ? one : waits ? tell('acknowledge', one, by) : fail('acknowledged-already', { id: one.value.slot.alarm.id });
        outcomes.push({ occurrence, fault: done.ok ? null : { code: done.fault.code, params: { ...done.fault.params } } });
      }
      await record.settled();
      return outcomes;
    },
    async steps(alarm, limit) {
      const events = await journal.read({ kinds: [alarmChanged.kind], subject: alarm, newestFirst: true, everyNode: true, limit });
      return events.ok ? ok(events.value.map(stepOf).filter((s) => s !== null)) : events;
    },
    sources: feeds.list,
    quality: (source, offset, limit) => quality.source(source, offset, limit),
    why: (point) => quality.why(point),
    value,
    events: (query) => journal.read(query),
    health,
    changed(point) {
      const handle = roster.handleOf(point);
      const now = value(point);
      if (handle === undefined || now === null) return null;
      const before = given.get(handle);
      if (before !== undefined && !isNews(before, now, roster.definitionOf(handle)?.treatment?.showDeadband ?? 0)) return null;
      given.set(handle, now);
      return now;
    },
  };
}

