import { tonePlayer } from '#kit/look/tone';
import { volumeOf } from '#app/alarm';
import type { Level } from '#app/park';
import { createStore } from 'zustand/vanilla';
import { alarmStore, arrangement, audible, dutyStore, horn, hourStore, logStore, paletteStore, pickingStore, pinyinReadings, placeIndex, qualityStore, shiftsStore, sourceStore, stepsStore, valueStore, whyStore } from '../features.ts';
import type { Surroundings } from '../open/surroundings.ts';
import { followDuty } from '../open/follow-duty.ts';
import { workstation } from '../open/workstation.ts';
import { entriesOf } from '../finding/entries.ts';
import { aroundOf } from './middle/around.ts';
import { nearStore } from './middle/near-store.ts';
import { tabsOf, tabsStore } from './middle/tabs.ts';
import { placing, standsAt } from './placing.ts';
import { selectionStore } from './selecting/selection.ts';
import { share } from './selecting/sharing.ts';
import { watching } from './selecting/watching.ts';

/** Which of the desk's own panels are open: the keys, the sounds, the questions of the filter. */
export type Panel = 'keys' | 'sound' | 'filter';

/** How often the log is drawn at most, in ms: a flood writes 500 lines a second, which nobody reads as they come. */
const logMs = 200;

/** Everything the desk knows, made once for the life of the window. */
export function deskStores(surroundings: Surroundings) {
  const { now, after, every, audio } = surroundings;
  const base = workstation('desk', surroundings);
  const { ask, draw, engine, park, seat, selected, settings, ticks } = base;
  const tick = (run: () => void) => ticks.now.subscribe(run);
  const unhurried = (run: () => void): void => void after(logMs, run);
  const alarms = alarmStore(ask, draw);
  const arranged = arrangement(alarms, now, tick);
  const places = placeIndex(alarms);
  const picking = pickingStore(alarms);
  const values = valueStore(ask, draw);
  const recent = hourStore(ask, now, after);
  const steps = stepsStore(ask);
  const why = whyStore(ask, every);
  const selection = selectionStore(alarms, now, tick);
  const near = nearStore(places, values, now, tick);
  const tabs = tabsStore();
  const palette = paletteStore(pinyinReadings, after);
  const watch = watching((points) => void values.watch(points), after);
  const tone = tonePlayer(audio, after);
  const volume = (level: Level): number => volumeOf(level, settings.state.getState().volumes);
  const panels = createStore<{ readonly open: Panel | null }>(() => ({ open: null }));

  /** Looks around what is chosen: again with each choice, with the alarm's own point, and with the site. */
  function look(): void {
    const { choice, alarm } = selection.state.getState();
    const around = aroundOf(park.state.getState().park, choice.what, alarm);
    const point = around.point?.id ?? (alarm?.point ?? null);
    const listed = near.look(around);
    tabs.offer(tabsOf(choice.what, around));
    watch.look(point);
    watch.around(listed.map((p) => p.id));
    recent.look(point);
    void steps.look(alarm?.id ?? null);
  }
  selection.state.subscribe((s, before) => { if (s.choice.what !== before.choice.what || s.alarm?.id !== before.alarm?.id) look(); });
  park.state.subscribe(({ park: site }, before) => {
    if (site === null || site === before.park) return;
    arranged.place(placing(site));
    places.place(standsAt(site));
    void palette.fill(entriesOf(site));
    look();
  });
  picking.state.subscribe((s) => arranged.held(s.picked.size > 0));
  engine.state.subscribe((s, before) => { if (s.phase === 'open' && before.openings > 0 && s.openings > before.openings) recent.again(); });
  tick(recent.tick);
  tick(() => alarms.resound(now()));
  if (surroundings.untouched === true) tone.wake();
  horn(alarms, (level) => tone.play(level, volume(level)), () => audible(settings.state.getState().sound, seat.state.getState().seat), after);
  base.windows.busyWhile(() => alarms.state.getState().horn !== null || picking.state.getState().picked.size > 0);
  const duty = dutyStore(ask);
  followDuty(seat, duty);
  const log = logStore(ask, unhurried);
  const readsLog = (): boolean => seat.may('journal.view');
  let read = readsLog();
  seat.state.subscribe(() => { if (readsLog() === read) return; read = !read; log.again(); });
  const { follow, goTo } = share(selection, selected);
  return {
    ...base, alarms, arranged, places, picking, values, recent, steps, selection, near, tabs, palette, watch, panels, why, follow, goTo,
    /** SND-05: one tone of a level, whatever is silenced. */
    play: tone.play, tone,
    silence: (): void => alarms.silence(now()),
    duty, shifts: shiftsStore(ask), sources: sourceStore(ask, draw), log, quality: qualityStore(ask, every), hovered: whyStore(ask, every),
  };
}
export type DeskStores = ReturnType<typeof deskStores>;
