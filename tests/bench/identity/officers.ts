import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Permission } from '#kernel/session';
import { staffPassword } from '../../end-to-end/staff.ts';
import { percentile, percentiles, row, type Row } from '../report.ts';
import { controlRoom, type BenchRoom, type BenchWindow } from './control-room.ts';

const bench = 'identity';
/** New alarms a second while officers change, changes of alarms a second while somebody logs in, and the latest at which an alarm is not late (from the device to the window, with the interval of 100 ms). */
const [raisedPerSecond, changesPerSecond, lateMs] = [40, 500, 500];
const wait = (ms: number): Promise<void> => new Promise((r) => setTimeout(r, ms));
async function until(what: () => boolean, ms = 20_000): Promise<boolean> {
  for (const end = performance.now() + ms; performance.now() < end; await wait(2)) if (what()) return true;
  return false;
}
const must = <T>(r: { readonly ok: true; readonly value: T } | { readonly ok: false; readonly fault: unknown }): T => { if (!r.ok) throw new Error(JSON.stringify(r.fault)); return r.value; };
const enter = (window: BenchWindow, login: string) => window.ask('seat.login', { login, password: staffPassword, second: null });

interface Change { readonly from: number; readonly until: number; readonly ms: number }
/** One officer relieves the other: from her Enter until every window of the desk shows her and she has commanded something. */
async function relieve(desk: BenchWindow, others: readonly BenchWindow[], login: string): Promise<Change> {
  const [from, start] = [Date.now(), performance.now()];
  must(await enter(desk, login));
  const shown = await until(() => [desk, ...others].every((w) => w.seats.at(-1)?.view.officer?.login === login));
  const open = must(await desk.ask('alarm.list', {})).find((a) => a.state === 'unacknowledged');
  if (open !== undefined) must(await desk.ask('alarm.acknowledge', { occurrence: open.occurrence ?? '' }));
  if (!shown) throw new Error(`no window shows ${login}`);
  return { from, until: Date.now(), ms: performance.now() - start };
}
/** Officers relieve each other while a real source raises alarms: each is at each window, in time. */
async function changes(room: BenchRoom, times: number): Promise<readonly Row[]> {
  const windows = [room.window(), room.window(), room.window()];
  const [desk, ...others] = windows as [BenchWindow, ...BenchWindow[]];
  must(await enter(desk, 'li'));
  room.order(`raise ${raisedPerSecond}`);
  await wait(1500);
  const done: Change[] = [];
  for (let i = 0; i < times; i++) { done.push(await relieve(desk, others, i % 2 === 0 ? 'wang' : 'li')); await wait(100 + (i * 37) % 100); }
  room.order('stop');
  await until(() => windows.every((w) => new Set(w.alarms.map((a) => a.view.point)).size >= room.raised.length), 10_000);
  const seenAt = windows.map((w) => { const first = new Map<string, number>(); for (const { view, at } of w.alarms) if (view.point !== null && !first.has(view.point)) first.set(view.point, at); return first; });
  const during = room.raised.filter(({ at }) => done.some((c) => at >= c.from - lateMs && at <= c.until));
  const late = during.flatMap(({ point, at }) => seenAt.map((seen) => (seen.get(point) ?? Infinity) - at));
  const beside = room.raised.filter((r) => !during.includes(r)).flatMap(({ point, at }) => seenAt.map((seen) => (seen.get(point) ?? Infinity) - at));
  const rows = [
    ...percentiles(bench, 'change of officer, on the ports of three windows', done.map((c) => c.ms), 'ms', '<= 5000'), row(bench, 'change of officer, the slowest', Math.max(...done.map((c) => c.ms)), 'ms', '<= 5000'),
    row(bench, 'alarms raised during changes', during.length, 'alarms'), row(bench, 'of them not seen at each window', late.filter((ms) => ms === Infinity).length, 'times', '= 0'),
    row(bench, 'gaps in what windows heard', windows.reduce((n, w) => n + w.gaps(), 0), 'gaps', '= 0'), row(bench, `alarms later than ${lateMs} ms at a window during changes`, late.filter((ms) => ms > lateMs).length, 'times', '= 0'),
    row(bench, 'alarm to window during changes p95', percentile(late, 95), 'ms'), row(bench, 'alarm to window during changes, the latest', Math.max(...late), 'ms'), row(bench, 'alarm to window beside changes p95', percentile(beside, 95), 'ms'),
  ];
  for (const w of windows) w.close();
  return rows;
}

/** What a right costs where every call asks for it: the session of a real seat, whether it may, and whether that counts for a place. And one whole call, there and back. */
async function served(room: BenchRoom): Promise<readonly Row[]> {
  const window = room.window();
  must(await enter(window, 'wang'));
  const { session } = room.engine.seat({ workstation: 'bench', own: false });
  const needs: readonly Permission[] = ['alarm.view', 'alarm.acknowledge', 'person.view', 'mimic.change'];
  const place = { enterprise: null, area: null };
  const batches: number[] = [];
  let yes = 0;
  for (let turn = 0; turn < 120; turn++) {
    const start = performance.now();
    for (let i = 0; i < 20_000; i++) { const who = session(); const p = needs[i & 3] ?? 'alarm.view'; if (who.may.has(p) && who.allows(p, place)) yes++; }
    batches.push(((performance.now() - start) * 1000) / 20_000);
  }
  const calls: number[] = [];
  for (let i = 0; i < 2000; i++) { const start = performance.now(); must(await window.ask('selection.get', {})); calls.push((performance.now() - start) * 1000); }
  window.close();
  return [...percentiles(bench, 'permission check as a port asks it', batches.slice(20), 'us', '<= 2'), row(bench, 'permission check as a port asks it, allowed', yes, 'times'), row(bench, 'a whole call through a port p50', percentile(calls, 50), 'us')];
}

/** Logins through the hashing thread, and how long the loop of the engine stood still meanwhile. */
async function logins(room: BenchRoom, name: string, times: number): Promise<readonly Row[]> {
  const window = room.window();
  const quiet = monitorEventLoopDelay({ resolution: 1 });
  quiet.enable();
  await wait(3000);
  quiet.disable();
  const busy = monitorEventLoopDelay({ resolution: 1 });
  busy.enable();
  const took: number[] = [];
  for (let i = 0; i < times; i++) { const start = performance.now(); must(await enter(window, i % 2 === 0 ? 'wang' : 'li')); took.push(performance.now() - start); await wait(50); }
  busy.disable();
  window.close();
  return [
    ...percentiles(bench, `login ${name}`, took, 'ms', '<= 1000'), row(bench, `login ${name}, the slowest`, Math.max(...took), 'ms', '<= 1000'),
    row(bench, `longest stop of the loop ${name}, nobody logging in`, quiet.max / 1e6, 'ms'), row(bench, `longest stop of the loop ${name}, during logins`, busy.max / 1e6, 'ms'), row(bench, `stop of the loop ${name}, during logins p99`, busy.percentile(99) / 1e6, 'ms'),
  ];
}

/** On the real engine, over a data folder, by real ports. `long`: more of everything. */
export async function officers(long: boolean): Promise<readonly Row[]> {
  const times = long ? 100 : 16;
  const room = await controlRoom(2000);
  try {
    await wait(3000);
    const rows = [...await changes(room, times), ...await served(room), ...await logins(room, 'at rest', times)];
    room.order('rest');
    room.order(`change ${changesPerSecond}`);
    await wait(1000);
    return [...rows, ...await logins(room, `with ${changesPerSecond} changes/s`, times)];
  } finally { await room.end(); }
}
