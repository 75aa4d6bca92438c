import { describe, expect, it } from 'vitest';
import type { Bounds, WindowKind } from '#app/contract';
import { fail, ok, type Result } from '#kernel/result';
import { arranger, arrangingTimes, type Standing } from '../../../../main/shell/arrange/arranger.ts';
import { designed } from '../../../../main/shell/arrange/designed.ts';
import { listOf, type Place } from '../../../../main/shell/arrange/plan.ts';
import { overlap } from '../../../../main/shell/arrange/placement.ts';
import { anywhere, type ArrangementFile, type Display, type Profile, type Wanted } from '../../../../main/shell/arrange/profile.ts';
import { handClock } from '../../../clock.ts';

const display = (id: number, x: number): Display => { const bounds = { x, y: 0, width: 1920, height: 1080 }; return { id, label: `screen ${id}`, bounds, workArea: { ...bounds, height: 1040 }, primary: id === 1 }; };
const [one, two] = [display(1, 0), display(2, 1920)];

/** A workstation whose displays and windows are moved by hand; `deaf`: windows that do not obey the first command, as a window manager may have it. */
function workstation(displays: readonly Display[], kept: ArrangementFile | null = null) {
  const time = handClock();
  const events: string[] = [];
  const state = { displays, kept, absent: new Set<WindowKind>(), deaf: 0, id: 0 };
  let ear = (): void => undefined;
  type Window = Standing & { at: ReturnType<Standing['now']>; puts: number };
  const windows: Window[] = [];
  function open(wanted: Wanted, place: Place | null): Result<Window> {
    if (state.absent.has(wanted.kind)) return fail('window-not-here', { kind: wanted.kind });
    const w: Window = {
      id: ++state.id, kind: wanted.kind, puts: 0, at: { bounds: place?.bounds ?? { x: 0, y: 0, width: 1, height: 1 }, mode: place?.mode ?? 'normal', show: wanted.show, zoom: wanted.zoom, text: wanted.text },
      now: () => w.at,
      put(p) { w.puts++; if (state.deaf > 0) { state.deaf--; return; } w.at = { ...w.at, bounds: p.bounds, mode: p.mode }; },
      become(next) { w.at = { ...w.at, show: next.show, zoom: next.zoom, text: next.text }; },
      close() { windows.splice(windows.indexOf(w), 1); it_.closed(w.id); },
    };
    windows.push(w);
    return ok(w);
  }
  const it_ = arranger({
    screens: { list: () => state.displays, hear: (run) => { ear = run; return () => undefined; } }, clock: time.clock, windows: () => windows, open, kept,
    keep: (file) => { state.kept = file; }, display: (what, label, n) => events.push(`${what} ${label} ${n}`), changed: () => undefined,
  });
  return {
    ...time, it: it_, windows, events, state,
    change(now: readonly Display[]): void { state.displays = now; ear(); },
    /** Somebody, or the system, moves a window. */
    drag(w: Standing, bounds: Bounds): void { const found = windows.find((x) => x === w)!; found.at = { ...found.at, bounds }; it_.moved(w); },
    standing: () => windows.map((w) => `${w.kind} ${w.at.mode} ${w.at.bounds.x},${w.at.bounds.y} ${w.at.bounds.width}x${w.at.bounds.height}`),
  };
}
const profile = (windows: readonly Wanted[]): Profile => ({ name: 'x', key: null, windows: [...windows] });
const desk2 = ['desk normal 0,0 1920x1040', 'alarms full 1920,0 1920x1080'];

describe('windows and displays', () => {
  it('WIN-07, WIN-08 a display that goes takes no window with it: moved at once, looked at again until it stands, back when it comes back', () => {
    const w = workstation([one, two]);
    w.it.recall(designed[1]!);
    w.pass(5000);
    expect(w.standing()).toEqual(desk2);
    w.state.deaf = 1;
    w.drag(w.windows[1]!, { x: 0, y: 0, width: 1920, height: 1080 });      // the system moves it first
    w.change([one]);
    w.pass(arrangingTimes.again[0]);
    const [desk, alarms] = w.windows;
    expect([alarms!.at.mode, overlap(alarms!.at.bounds, listOf(desk!.at.bounds))]).toEqual(['normal', 0]);
    w.pass(5000);
    w.drag(alarms!, { x: 900, y: 100, width: 900, height: 700 });          // somebody moves it out of the way meanwhile
    w.pass(60_000);
    w.change([one, two]);
    w.pass(5000);
    expect(w.standing()).toEqual(desk2);
    expect(w.events).toEqual(['lost screen 2 1', 'found screen 2 1']);
  });
  it('WIN-09 what an officer moved is kept half a second later, for the next start too; what the system moved is not', () => {
    const w = workstation([one, two]);
    w.it.recall(profile([anywhere('desk')]));
    w.pass(5000);
    w.drag(w.windows[0]!, { x: 2000, y: 10, width: 1400, height: 900 });
    w.pass(arrangingTimes.rest - 1);
    expect(w.state.kept?.windows[0]?.bounds).toBeNull();
    w.pass(1);
    expect(w.state.kept?.windows[0]).toMatchObject({ display: { id: 2 }, bounds: { x: 80, y: 10, width: 1400, height: 900 } });
    const again = workstation([one, two], w.state.kept);
    again.it.recall(again.it.atStart());
    expect(again.standing()).toEqual(['desk normal 2000,10 1400x900']);
    again.change([one]);
    again.drag(again.windows[0]!, { x: 5, y: 5, width: 1400, height: 900 });
    again.pass(arrangingTimes.rest + 100);
    expect(again.state.kept?.windows[0]?.display?.id).toBe(2);
  });
  it('WIN-09 a window at home that the system pushes aside when a display goes is put back, and the push is not kept', () => {
    const w = workstation([one, two]);
    w.it.recall(profile([anywhere('desk')]));
    w.pass(5000);
    w.change([one]);
    w.drag(w.windows[0]!, { x: 300, y: 300, width: 1200, height: 700 });
    w.pass(arrangingTimes.rest);
    expect(w.standing()).toEqual(['desk normal 0,0 1920x1040']);
    w.drag(w.windows[0]!, { x: 310, y: 300, width: 1200, height: 700 });    // and once more, after the last look but one
    w.pass(arrangingTimes.rest);
    expect(w.state.kept?.windows[0]?.bounds).toBeNull();
    w.pass(2000);
    expect(w.standing()).toEqual(['desk normal 0,0 1920x1040']);
  });
  it('WIN-10 with nothing kept: the designed one for so many displays', () => {
    expect([[one], [one, two], [one, two, display(3, 3840), display(4, 5760)]].map((d) => workstation(d).it.atStart().name)).toEqual(['desk', 'desk-alarms', 'desk-alarms-scene']);
  });
  it('WIN-15 a window that had to share goes to the display that comes, and belongs there from then on', () => {
    const w = workstation([one]);
    w.it.recall(designed[1]!);
    w.pass(5000);
    expect(w.state.kept?.windows.map((k) => k.display?.id ?? null)).toEqual([1, null]);
    w.change([one, two]);
    w.pass(5000);
    expect(w.standing()).toEqual(desk2);
    w.change([two]);
    w.change([one, two]);
    w.pass(5000);
    expect(w.standing()).toEqual(desk2);
  });
  it('WIN-13 recall moves what is there, opens what is missing, closes what is too much, and passes over a kind that is not there', () => {
    const w = workstation([one, two]);
    w.it.recall(profile([anywhere('desk'), anywhere('mimic', 'a'), anywhere('mimic', 'b')]));
    const [desk, , b] = w.windows;
    w.state.absent.add('scene');
    const results = w.it.recall(profile([anywhere('desk'), anywhere('scene'), anywhere('mimic', 'b')]));
    expect(results.map((r) => r.ok)).toEqual([true, false, true]);
    expect(w.windows).toEqual([desk, b]);                                   // the same two windows: nothing was opened again
    expect(w.it.recall(profile([anywhere('scene')])).map((r) => r.ok)).toEqual([false]);
    expect(w.windows).toHaveLength(2);                                      // and a profile of which nothing is there changes nothing
  });
  it('a window opened by hand has room beside the list, keeps its place, and opens there again', () => {
    const w = workstation([one]);
    w.it.recall(profile([anywhere('desk')]));
    const opened = w.it.openOne('mimic', 'a');
    expect(opened.ok).toBe(true);
    w.pass(5000);
    const mimic = w.windows[1]!;
    w.it.openOne('scene', null);
    expect(overlap(mimic.at.bounds, w.windows[2]!.at.bounds)).toBe(0);      // a second one does not hide the first
    expect(overlap(mimic.at.bounds, listOf(w.windows[0]!.at.bounds))).toBe(0);
    w.drag(mimic, { x: 700, y: 60, width: 800, height: 600 });
    w.pass(1000);
    mimic.close();
    w.it.openOne('mimic', 'b');
    expect(w.standing()[2]).toBe('mimic normal 700,60 800x600');
  });
  it('the last window that closes, and what closes when the application ends, is not forgotten', () => {
    const w = workstation([one, two]);
    w.it.recall(designed[1]!);
    w.it.freeze();
    for (const window of w.windows.toReversed()) window.close();
    expect(w.state.kept?.windows.map((k) => k.kind)).toEqual(['desk', 'alarms']);
  });
  it('what a profile keeps: scale, what is shown, and of a displaced window its own display', () => {
    const w = workstation([one, two]);
    w.it.recall(designed[1]!);
    w.pass(5000);
    w.windows[1]!.become({ show: null, zoom: 1.5, text: 2 });
    w.it.rescaled(w.windows[1]!);
    const saved = w.it.snapshot();
    expect(saved).toMatchObject([{ kind: 'desk', display: { id: 1 }, bounds: null }, { kind: 'alarms', display: { id: 2 }, mode: 'full', zoom: 1.5, text: 2 }]);
    w.it.recall(profile(saved));
    w.change([one]);
    expect(w.it.snapshot()).toEqual(saved);
  });
  it('all displays dark for a moment: nothing moves, and the first that comes back has them', () => {
    const w = workstation([one, two]);
    w.it.recall(designed[1]!);
    w.pass(5000);
    w.change([]);
    expect(w.standing()).toEqual(desk2);
    w.change([one, two]);
    w.pass(5000);
    expect(w.standing()).toEqual(desk2);
  });
});
