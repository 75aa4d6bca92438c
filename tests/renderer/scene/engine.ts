import type { AlarmView } from '#app/alarm';
import { engineContract, shellContract, type EngineContract, type ShellContract } from '#app/contract';
import type { MapPage, SiteView } from '#app/park';
import type { Handlers } from '#kernel/contract';
import { fail, ok } from '#kernel/result';
import { nodeId, unidentified } from '#kernel/session';
import { serve } from '#kernel/serve';
import { epochMs, monoMs, type Clock } from '#kernel/time';
import { portWire } from '../../../renderer/kit/wire.ts';
import { selections } from '../../../main/engine/serve/selections.ts';

/** A real site as a window knows it, with its map. */
export interface SceneData { readonly site: SiteView; readonly map: MapPage }
export interface SceneWish { readonly alarms: number; readonly language: 'zh-CN' | 'en'; readonly theme: 'dark' | 'light' }

const clock: Clock = { now: () => epochMs(Date.now()), mono: () => monoMs(performance.now()), after: (ms, run) => { const t = setTimeout(run, ms); return () => clearTimeout(t); } };
const refusing = <C extends { readonly calls: object }>(contract: C): Record<string, () => Promise<unknown>> => Object.fromEntries(Object.keys(contract.calls).map((name) => [name, async () => fail('no-site-folder')]));

/** An engine that is none, with a real site, behind the real `serve`, in the page itself. Returns what a hand may do to it. */
export function sceneEngine({ site, map }: SceneData, wish: SceneWish) {
  const start = Date.now();
  const levels = ['S', 'A', 'A', 'B', 'B', 'C', 'C', 'D'] as const;
  const states = ['unacknowledged', 'acknowledged', 'returned', 'unacknowledged', 'acknowledged'] as const;
  const alarms = new Map<string, AlarmView>();
  let watched: readonly string[] = [];
  let port: MessagePort | null = null;
  let asks = 0;
  const value = (i: number): number => { const { low, high } = site.points[i]?.range ?? { low: 0, high: 1 }; return low + (high - low) * (0.5 + 0.2 * Math.sin(Date.now() / 9000 + i)); };
  const alarm = (i: number, level: AlarmView['level'], state: AlarmView['state']): AlarmView => {
    const p = site.points[i]!;
    return {
      id: `${p.id}.HH`, kind: 'HH', point: p.id, source: p.source, level, state, active: state !== 'returned', confirmed: true, since: start - 60_000, raisedAt: start - 60_000, handleBy: start + 120_000, occurrence: `${p.id}.HH/1/1`,
      limit: p.limits.HH, value: (p.limits.HH ?? 1) * 1.05, status: 0, sourceTime: start - 60_000, receivedTime: start - 60_000, suppressed: { shelved: false, byDesign: false, outOfService: false }, may: { acknowledge: state !== 'acknowledged', confirm: false }, recorded: true,
    };
  };
  for (let k = 0; k < wish.alarms; k++) { const a = alarm((k * 83) % site.points.length, levels[k % levels.length]!, states[k % states.length]!); alarms.set(a.id, a); }
  const reading = (id: string) => {
    const i = site.points.findIndex((p) => p.id === id);
    const unit = site.points[i]?.unit;
    return { point: id, value: unit === 'm/s' ? 3.4 + Math.sin(Date.now() / 60_000 + i) : unit === '°' ? 128 + 6 * Math.sin(i) : value(i), status: 0, quality: 'good' as const, stale: false, sourceTime: Date.now() - 400, receivedTime: Date.now() };
  };
  const handlers = {
    ...refusing(engineContract),
    ...selections((_place, selection) => served?.say('selection.changed', selection)),
    'site.get': async () => { asks++; return ok(site); },
    'park.map': async ({ after, most = 500 }: { after: number; most?: number }) => {
      const end = after + most;
      const n = map.features.length;
      return ok({ ...map, features: map.features.slice(after, end), points: map.points.slice(Math.max(0, after - n), Math.max(0, end - n)), next: end < n + map.points.length ? end : null });
    },
    'alarm.list': async () => ok([...alarms.values()].filter((a) => a.state !== 'normal')),
    'point.watch': async ({ points }: { points: readonly string[] }) => { watched = points; return ok(points.map(reading)); },
    'source.list': async () => ok([]),
    'health.get': async () => ok({ node: 'duty-01', term: 4, startedAt: start - 5_400_000, now: Date.now(), restart: null, history: { state: 'keeping', reason: null, lagMs: 400, used: 0.31, refused: 0, quarantined: 0 }, journal: { state: 'recording', seq: 18_244, waiting: 0, fault: null }, sources: { up: 3, all: 3 }, samplesPerSecond: 1986, cpuPercent: 14, memoryMB: 182, audit: 'ok', clockJump: null }),
  } as unknown as Handlers<EngineContract>;
  let served: ReturnType<typeof serve<EngineContract>> | null = null;
  function open(): void {
    const { port1, port2 } = new MessageChannel();
    port = port1;
    served = serve(engineContract, handlers, { wire: portWire(port1), clock, session: () => unidentified('值守-01', nodeId('duty-01'), 'live'), crashed: (call, error) => { throw new Error(call, { cause: error }); }, check: false });
    window.postMessage('engine-port', location.origin, [port2]);
  }
  let settings = { theme: wish.theme, language: wish.language, sound: false };
  const { port1, port2 } = new MessageChannel();
  const shell = serve(shellContract, { ...refusing(shellContract), 'settings.get': async () => ok(settings), 'settings.set': async (part: object) => { settings = { ...settings, ...part }; shell.say('settings.changed', settings); return ok(settings); } } as unknown as Handlers<ShellContract>,
    { wire: portWire(port1), clock, session: () => unidentified('值守-01', nodeId('duty-01'), 'live'), crashed: () => {} });
  window.postMessage('shell-port', location.origin, [port2]);
  setInterval(() => { for (const id of watched) served?.say('point.latest', reading(id), id); }, 1000);
  open();
  return {
    open, close: (): void => { served?.stop(); port?.close(); served = null; },
    /** Another state of a point's alarm. */
    say(point: string, level: AlarmView['level'], state: AlarmView['state']): void { const a = alarm(site.points.findIndex((p) => p.id === point), level, state); alarms.set(a.id, a); served?.say('alarm.changed', a); },
    choose: (what: { kind: 'alarm' | 'point' | 'asset' | 'camera'; id: string }, look = false): void => void handlers['selection.choose']({ what, by: 'desk', look }, unidentified('值守-01', nodeId('duty-01'), 'live')),
    asks: () => asks, watched: () => watched,
  };
}
