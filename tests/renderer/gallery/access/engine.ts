import { engineContract, shellContract, type EngineContract, type ShellContract } from '#app/contract';
import { absentShell } from '../../shell-absent.ts';
import { handlers } from '../../handlers.ts';
import { ok } from '#kernel/result';
import { actor, nodeId, unidentified } from '#kernel/session';
import { serve } from '#kernel/serve';
import { epochMs, monoMs, type Clock } from '#kernel/time';
import { portWire } from '../../../../renderer/kit/wire.ts';
import { galleryDuty, whenThere } from '../duty.ts';
import { gallerySite } from '../park.ts';
import { galleryAccess, type Who } from './access.ts';
import { galleryAudit, type Trail } from './audit.ts';

/** What the page's address asks for. `show`: the page of administration. `crowd`: so many more people. */
export interface Scene { readonly who: Who; readonly show: string | null; readonly language: 'zh-CN' | 'en'; readonly theme: 'dark' | 'light'; readonly crowd: number; readonly trail: Trail }

const clock: Clock = { now: () => epochMs(Date.now()), mono: () => monoMs(performance.now()), after: (ms, run) => { const t = setTimeout(run, ms); return () => clearTimeout(t); } };
const start = Date.now();

/** An engine whose answers about people are the engine's own, and which knows of nothing else but the site and its health; with it a shell that knows two windows. */
export async function adminEngine(scene: Scene) {
  let served: ReturnType<typeof serve<EngineContract>> | null = null;
  const access = await galleryAccess(clock, 'live', scene.who, true, () => ({ seat: (view) => served?.say('seat.changed', view), moved: (what) => served?.say('access.moved', { what }), consent: (id) => served?.say('consent.changed', { id }) }), gallerySite.assets.filter((a) => a.kind === 'enterprise').map((a) => a.id), scene.crowd);
  const health = () => ({ node: 'duty-01', term: 4, startedAt: start - 5_400_000, now: Date.now(), restart: null, history: { state: 'keeping' as const, reason: null, lagMs: 400, used: 0.31, refused: 0, quarantined: 0 }, journal: { state: 'recording' as const, seq: 18_244, waiting: 0, fault: null }, sources: { up: 14, all: 15 }, samplesPerSecond: 1990, cpuPercent: 14, memoryMB: 182, audit: scene.trail.trust, clockJump: null });
  const audit = galleryAudit(access.journal, clock, scene.trail, () => ({ verifying: (v) => served?.say('audit.verifying', v), exporting: (v) => served?.say('audit.exporting', v) }), access.access.loginOf);
  const duty = galleryDuty(clock, gallerySite, (what) => served?.say('duty.changed', { what }), access.access.parts.people);
  await access.journal.append([{ time: clock.now(), actor: access.access.parts.people().persons.keys().next().value === undefined ? actor('engine') : actor([...access.access.parts.people().persons.keys()][0] ?? 'engine'), realm: 'live', kind: 'settings.changed', v: 1, subject: '值守-01', body: { before: { sound: true, theme: 'dark' }, after: { sound: false, theme: 'dark' } } }]);
  let end: MessagePort | null = null;
  function open(): void {
    const { port1, port2 } = new MessageChannel();
    end = port1;
    served = serve(engineContract, { ...handlers({ 'site.get': async () => ok(gallerySite), 'health.get': async () => ok(health()) }), ...access.answers, ...audit, ...whenThere(duty) }, { wire: portWire(port1), clock, session: access.seat.session, crashed: (call, error) => { throw new Error(call, { cause: error }); }, check: true });
    window.postMessage('engine-port', location.origin, [port2]);
  }
  let settings = { theme: scene.theme, language: scene.language, sound: true };
  const { port1, port2 } = new MessageChannel();
  const one = (id: number, kind: 'admin' | 'desk') => ({ id, kind, show: null, state: 'well' as const, since: start, memoryMB: 214, boundMB: 600, frameMs: 9, worstMs: 41, restarts: 0, reason: null, reloadDue: false });
  const display = { id: 1, label: 'DELL U2412M', bounds: { x: 0, y: 0, width: 1920, height: 1200 }, primary: true };
  const shell = serve<ShellContract>(shellContract, {
    ...absentShell,
    'settings.get': async () => ok(settings),
    'settings.set': async (part) => { settings = { ...settings, ...JSON.parse(JSON.stringify(part)) as Partial<typeof settings> }; shell.say('settings.changed', settings); return ok(settings); },
    'engine.process': async () => ok({ state: 'running', since: start, attempt: 1, nextAt: null, reason: null }),
    'window.self': async () => ok({ id: 1, kind: 'admin', show: scene.show, mode: 'normal', zoom: 1, text: 1 }),
    'windows.health': async () => ok([one(1, 'admin'), one(2, 'desk')]),
    'windows.arrangement': async () => ok({ displays: [display], windows: [{ id: 2, kind: 'desk', show: null, display: 1, bounds: { x: 0, y: 0, width: 1920, height: 1200 }, mode: 'full', displaced: false }, { id: 1, kind: 'admin', show: null, display: 1, bounds: { x: 200, y: 120, width: 1400, height: 900 }, mode: 'normal', displaced: false }] }),
  }, { wire: portWire(port1), clock, session: () => unidentified('值守-01', nodeId('duty-01'), 'live'), crashed: () => {} });
  window.postMessage('shell-port', location.origin, [port2]);
  setInterval(() => served?.say('health.changed', health()), 500);
  open();
  return { access, open, close: (): void => { served?.stop(); end?.close(); served = null; } };
}
