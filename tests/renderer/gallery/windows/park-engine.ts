import type { PointValue } from '#app/acquisition';
import type { AlarmView } from '#app/alarm';
import { engineContract, shellContract, type EngineContract, type ShellContract, type WindowKind } from '#app/contract';
import type { Mimic } from '#app/mimic';
import type { PointView, SiteView } from '#app/park';
import type { Contract, Handlers } from '#kernel/contract';
import { fail, ok } from '#kernel/result';
import { nodeId, unidentified, type Realm } from '#kernel/session';
import { accessDouble, anyPassword } from '../../access-double.ts';
import { gallerySomebody } from '../somebody.ts';
import { galleryDuty, whenThere } from '../duty.ts';
import { pretendedHistory } from './history.ts';
import { serve } from '#kernel/serve';
import { epochMs, monoMs, type Clock } from '#kernel/time';
import { selections } from '../../../../main/engine/serve/selections.ts';
import { portWire } from '../../../../renderer/kit/wire.ts';

/** What the page is given beside its address: a whole site and its mimics. */
export interface Given { readonly site: SiteView; readonly mimics: readonly Mimic[] }
/** What the page's address asks for. `calm`: every value is good and within its limits. `still`: values do not move. */
export interface Scene { readonly kind: WindowKind & ('alarms' | 'mimic' | 'trend'); readonly show: string | null; readonly alarms: number; readonly calm: boolean; readonly realm: Realm; readonly language: 'zh-CN' | 'en'; readonly theme: 'dark' | 'light'; readonly text: number; readonly still: boolean; readonly seat: string | null }

const clock: Clock = { now: () => epochMs(Date.now()), mono: () => monoMs(performance.now()), after: (ms, run) => { const t = setTimeout(run, ms); return () => clearTimeout(t); } };
const start = Date.now();
const absent = <C extends Contract>(contract: C): Handlers<C> => Object.fromEntries(Object.keys(contract.calls).map((name) => [name, async () => fail('not-here')])) as unknown as Handlers<C>;

/** Where a value stands within its limits, moving slowly. `n`: of the point. */
function valueOf(p: PointView, n: number, at: number): number {
  if (p.type === 'digital') return 0;
  const low = p.limits.L ?? p.limits.LL ?? p.range.low;
  const high = p.limits.H ?? p.limits.HH ?? p.range.high;
  const part = 0.3 + 0.4 * ((n * 0.61803) % 1) + 0.06 * Math.sin(at / 60_000 + n) + 0.01 * Math.sin(at / 2000 + 2 * n);
  return p.id.startsWith('GD-') ? Math.abs(Math.sin(n)) * (high - low) * 0.06 : low + (high - low) * part;
}

/** One in so many is not to be trusted. */
const qualityOf = (n: number, well: boolean): PointValue['quality'] => (well || n % 23 !== 4 ? 'good' : n % 2 === 0 ? 'bad' : 'uncertain');
const states = ['unacknowledged', 'acknowledged', 'unacknowledged', 'returned', 'acknowledged', 'normal', 'acknowledged'] as const;
const levelsOf = ['S', 'A', 'A', 'B', 'B', 'C', 'B', 'D', 'C'] as const;
function alarmOn(p: PointView, i: number): AlarmView {
  const state = states[i % states.length]!;
  const level = levelsOf[(i * 5) % levelsOf.length]!;
  const raisedAt = start - (i % 6 === 5 ? 11 * 3_600_000 + i * 60_000 : 31_000 + i * 47_000);
  const kind = p.type === 'digital' ? 'digital' as const : 'H' as const;
  const limit = p.limits.H ?? p.limits.HH;
  return {
    id: `${p.id}.${kind}`, kind, point: p.id, source: p.source, level, state, active: state !== 'returned' && state !== 'normal', confirmed: state !== 'normal', since: raisedAt, raisedAt,
    handleBy: raisedAt + (level === 'S' || level === 'A' ? 180_000 : 600_000), occurrence: `${p.id}.${kind}/1/${i}`, limit, value: limit === null ? 1 : limit * 1.04, status: 0, sourceTime: raisedAt, receivedTime: raisedAt,
    suppressed: { shelved: i === 17, byDesign: false, outOfService: false }, may: { acknowledge: state === 'unacknowledged' || state === 'returned', confirm: state === 'normal' }, recorded: true,
  };
}

/** An engine that is none, of any site, behind the real `serve` and in the page itself; with it a shell that knows one window. */
export async function parkEngine({ site, mimics }: Given, scene: Scene) {
  const points = new Map(site.points.map((p, n) => [p.id, { p, n }]));
  const inMimics = mimics.flatMap((m) => m.drawing?.bindings ?? []).flatMap((b) => ('point' in b ? [b.point] : [])).filter((id) => points.has(id));
  const few = [...new Set(inMimics)].filter((id, i) => i % 9 === 4 && points.get(id)?.p.limits.H !== null);
  const spread = site.points.filter((p, i) => p.limits.H !== null && i % 3 === 1).map((p) => p.id);
  const alarms = new Map((scene.kind === 'mimic' ? few : spread).slice(0, scene.alarms).map((id, i) => { const a = alarmOn(points.get(id)!.p, i); return [a.id, a] as const; }));
  const alarming = new Set([...alarms.values()].map((a) => a.point));

  function reading(id: string): PointValue | null {
    const known = points.get(id);
    if (known === undefined) return null;
    const { p, n } = known;
    const now = scene.still ? start : Date.now();
    const well = scene.calm || alarming.has(id);
    const quality = qualityOf(n, well);
    const value = alarming.has(id) ? (p.limits.H ?? p.range.high) * 1.04 : valueOf(p, n, now);
    return { point: id, value: quality === 'bad' ? null : value, status: quality === 'good' ? 0 : 0x8031_0000, quality, stale: !well && n % 31 === 9, sourceTime: now - 80, receivedTime: now };
  }
  const changed = new Map(mimics.map((m) => [m.head.id, m]));
  let served: ReturnType<typeof serve<EngineContract>> | null = null;
  let end: MessagePort | null = null;
  let watched: readonly string[] = [];
  const seat = await accessDouble({ clock, realm: scene.realm, workstation: '值守-01', people: scene.seat === null ? [] : gallerySomebody(start), told: (view) => served?.say('seat.changed', view) });
  const health = { node: 'duty-01', term: 4, startedAt: start - 5_400_000, now: start, restart: null, history: { state: 'keeping' as const, reason: null, lagMs: 400, used: 0.31, refused: 0, quarantined: 0 }, journal: { state: 'recording' as const, seq: 9, waiting: 0, fault: null }, sources: { up: 14, all: 15 }, samplesPerSecond: 1990, cpuPercent: 14, memoryMB: 182, audit: 'ok' as const, clockJump: null };
  const duty = galleryDuty(clock, site, (what) => served?.say('duty.changed', { what }));
  function open(): void {
    const { port1, port2 } = new MessageChannel();
    end = port1;
    served = serve(engineContract, {
      ...absent(engineContract), ...seat.answers, ...whenThere(duty), ...selections((_place, s) => served?.say('selection.changed', s)),
      ...pretendedHistory(points, () => Date.now(), (note) => served?.say('history.annotated', note)),
      'alarm.history': async ({ alarm: id }) => {
        const a = alarms.get(id);
        if (a === undefined) return ok([]);
        const step = (seq: number, time: number, kind: string, life: number) => ({ seq, time, actor: kind === 'acknowledged' ? 'unidentified@值守-01' : 'engine', occurrence: `${id}/${life}`, state: 'acknowledged' as const, kind, rules: [], value: a.value, status: 0, sourceTime: time, level: a.level, limit: a.limit });
        const raised = a.raisedAt ?? start;
        return ok([step(9, raised, 'raised', 3), step(8, raised - 1_500_000, 'returned', 2), step(7, raised - 1_700_000, 'acknowledged', 2), step(6, raised - 1_800_000, 'raised', 2), step(5, raised - 7_000_000, 'returned', 1), step(4, raised - 9_000_000, 'raised', 1)]);
      },
      'site.get': async () => ok(site),
      'alarm.list': async () => ok([...alarms.values()]),
      'alarm.acknowledge': async ({ occurrence }) => {
        const a = [...alarms.values()].find((x) => x.occurrence === occurrence);
        if (a === undefined) return fail('no-such-occurrence', { occurrence });
        const next: AlarmView = { ...a, state: 'acknowledged', may: { acknowledge: false, confirm: false } };
        alarms.set(a.id, next);
        served?.say('alarm.changed', next);
        return ok(next);
      },
      'point.watch': async (input) => { watched = input.points; return ok(watched.map(reading).filter((v) => v !== null)); },
      'point.why': async ({ point }) => ok({ point, quality: reading(point)?.quality ?? 'unheard', stale: reading(point)?.stale === true, why: reading(point)?.quality === 'good' ? [] : [{ code: 'word', since: start - 60_000, params: { word: '8031', detail: 0 }, fault: null }] }),
      'journal.recent': async () => ok([]),
      'source.list': async () => ok([]),
      'health.get': async () => ok(health),
      'mimic.list': async () => ok([...changed.values()].map((m) => m.head)),
      'mimic.get': async ({ id }) => { const m = changed.get(id); return m === undefined ? fail('no-such-mimic', { id }) : ok(m); },
      'mimic.save': async ({ id, revision, drawing }) => {
        const before = changed.get(id);
        if (before !== undefined && before.head.revision !== revision) return fail('mimic-changed', { id, by: before.head.by, revision: before.head.revision });
        const head = { id, name: drawing.name, revision: revision + 1, origin: 'hand' as const, at: Date.now(), by: 'unidentified@值守-01', points: drawing.bindings.length, fault: null };
        changed.set(id, { head, svg: before?.svg ?? null, drawing });
        served?.say('mimic.changed', { id, revision: head.revision });
        return ok(head);
      },
    }, { wire: portWire(port1), clock, session: seat.session, crashed: (call, error) => { throw new Error(call, { cause: error }); }, check: true });
    window.postMessage('engine-port', location.origin, [port2]);
  }

  let settings = { theme: scene.theme, language: scene.language, sound: true };
  const { port1, port2 } = new MessageChannel();
  const self = { id: 1, kind: scene.kind, show: scene.show, mode: 'full' as const, zoom: 1, text: scene.text };
  const shell: ReturnType<typeof serve<ShellContract>> = serve(shellContract, {
    ...absent(shellContract),
    'settings.get': async () => ok(settings),
    'settings.set': async (part) => { settings = { ...settings, ...JSON.parse(JSON.stringify(part)) as Partial<typeof settings> }; shell.say('settings.changed', settings); return ok(settings); },
    'engine.process': async () => ok({ state: 'running', since: start, attempt: 1, nextAt: null, reason: null }),
    'window.self': async () => ok(self),
    'profile.list': async () => ok([]),
  }, { wire: portWire(port1), clock, session: () => unidentified('值守-01', nodeId('duty-01'), 'live'), crashed: () => {} });
  window.postMessage('shell-port', location.origin, [port2]);
  setInterval(() => { if (!scene.still) for (const id of watched) { const v = reading(id); if (v !== null) served?.say('point.latest', v, id); } served?.say('health.changed', health); }, 500);
  if (scene.seat !== null && scene.seat !== '') void seat.answers['seat.login']({ login: scene.seat, password: anyPassword, second: null }, seat.session());
  open();
  return {
    /** Somebody else at this desk does this: what another window of it would ask. */
    ask: (call: 'seat.lock' | 'seat.leave') => seat.answers[call]({}, seat.session()),
    close: (): void => { served?.stop(); end?.close(); served = null; },
    /** Somebody else saves the mimic. */
    overtake: (id: string): void => { const m = changed.get(id); if (m !== undefined) changed.set(id, { ...m, head: { ...m.head, revision: m.head.revision + 1, by: 'unidentified@值守-02' } }); },
    watched: (): number => watched.length,
  };
}
