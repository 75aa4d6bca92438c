import type { PointValue, PointWhy, SourceQuality, SourceView } from '#app/acquisition';
import type { AlarmView } from '#app/alarm';
import { engineContract, shellContract } from '#app/contract';
import { absentShell } from '../shell-absent.ts';
import type { Health } from '#app/health';
import type { JournalLine } from '#app/journal';
import { fail, ok } from '#kernel/result';
import { nodeId, unidentified, type Realm } from '#kernel/session';
import { accessDouble, anyPassword, codeAt } from '../access-double.ts';
import { handlers } from '../handlers.ts';
import { gallerySomebody } from './somebody.ts';
import { serve } from '#kernel/serve';
import { epochMs, monoMs, type Clock } from '#kernel/time';
import { portWire } from '../../../renderer/kit/wire.ts';
import { galleryDuty, galleryShift, whenThere } from './duty.ts';
import { gallerySite } from './park.ts';
import { lineOf } from '../../../main/engine/record/journal-lines.ts';
import { selections } from '../../../main/engine/serve/selections.ts';

/** What the page's address asks for. `alarms`: how many; `recording`: the journal's state. */
export interface Scene { readonly alarms: number; readonly realm: Realm; readonly recording: Health['journal']['state']; readonly language: 'zh-CN' | 'en'; readonly theme: 'dark' | 'light'; readonly restarted: boolean; readonly denied: boolean;
  /** Who is logged in; '' with accounts and nobody; null: there are no accounts yet. */
  readonly seat: string | null }

const clock: Clock = { now: () => epochMs(Date.now()), mono: () => monoMs(performance.now()), after: (ms, run) => { const t = setTimeout(run, ms); return () => clearTimeout(t); } };
const points = gallerySite.points;
const levelOf = ['S', 'A', 'A', 'B', 'B', 'C', 'C', 'D', 'B', 'A'] as const;
const kindOf = ['HH', 'H', 'H', 'L', 'noValue', 'H', 'LL', 'stale', 'H', 'HH'] as const;
const start = Date.now();

/** A value that moves slowly, so that a still picture and a living page are alike. */
export const valueAt = (i: number, at: number): number => {
  const range = points[i]?.range ?? { low: 0, high: 1 };
  const wave = 0.62 + 0.22 * Math.sin(at / 420_000 + i) + 0.03 * Math.sin(at / 17_000 + 3 * i);
  return points[i]?.type === 'digital' ? Number(Math.sin(at / 300_000 + i) > 0.6) : range.low + (range.high - range.low) * Math.min(1, wave);
};
/** Level D needs no acknowledgement. */
const waits = (state: AlarmView['state'], i: number): boolean => state !== 'acknowledged' && levelOf[i % levelOf.length] !== 'D';
function alarm(i: number): AlarmView {
  const order = [38, 0, 40, 37, 3, 62, 6, 36, 9, 1, 12, 41];
  const at = i < order.length ? order[i]! : (i * 7 + 13) % points.length;
  const p = points[at]!;
  const digital = p.type === 'digital';
  const kind = digital ? 'digital' : kindOf[i % kindOf.length]!;
  const state = (['unacknowledged', 'unacknowledged', 'acknowledged', 'returned', 'acknowledged', 'unacknowledged'] as const)[i % 6]!;
  const raisedAt = start - (i < 3 ? 23_000 + i * 31_000 : i * 97_000);
  const limit = kind === 'HH' || kind === 'H' || kind === 'L' || kind === 'LL' ? p.limits[kind] : digital ? 1 : null;
  return {
    id: `${p.id}.${kind}#${i}`, kind, point: p.id, source: p.source, level: i === 11 ? 'U' : levelOf[i % levelOf.length]!, state, active: state !== 'returned', confirmed: true, since: raisedAt, raisedAt,
    handleBy: raisedAt + (i % 10 < 3 ? 180_000 : 600_000), occurrence: `${p.id}.${kind}/4/${i}`, limit, value: limit === null ? null : limit * 1.04, status: 0, sourceTime: raisedAt, receivedTime: raisedAt + 40,
    suppressed: { shelved: i === 14, byDesign: false, outOfService: false }, may: { acknowledge: waits(state, i), confirm: false }, recorded: true,
  };
}
function reading(id: string): PointValue | null {
  const i = points.findIndex((p) => p.id === id);
  if (i < 0) return null;
  const now = Date.now();
  const odd = i % 17 === 3 ? 'bad' as const : i % 13 === 5 ? 'uncertain' as const : 'good' as const;
  return { point: id, value: odd === 'bad' ? null : valueAt(i, now), status: odd === 'bad' ? 0x8031_0000 : 0, quality: odd, stale: i % 19 === 7, sourceTime: now - 80, receivedTime: now };
}
/** Why a point of the gallery is grey, in agreement with `reading`. */
function whyOf(id: string): PointWhy {
  const v = reading(id);
  const why = [
    ...(v?.quality === 'bad' ? [{ code: 'link' as const, since: start - 95_000, params: { state: 'down' }, fault: { code: 'unreachable', params: { reason: 'ECONNREFUSED', peer: '192.168.10.31:502' } } }, { code: 'word' as const, since: start - 95_000, params: { word: '8031', detail: 0 }, fault: null }] : []),
    ...(v?.stale === true ? [{ code: 'stale' as const, since: start - 41_000, params: { seconds: 1 }, fault: null }] : []),
    ...(v?.quality === 'uncertain' ? [{ code: 'word' as const, since: start - 600_000, params: { word: '4095', detail: 0 }, fault: null }, { code: 'frozen' as const, since: start - 1_900_000, params: {}, fault: null }] : []),
  ];
  return { point: id, quality: v?.quality ?? 'unheard', stale: v?.stale === true, why };
}
function qualityOf(id: string, offset: number): SourceQuality {
  const flawed = points.map((p) => whyOf(p.id)).filter((p) => p.why.length > 0);
  return {
    source: source(id, 'modbus', 'down', { points: 32, good: 12, uncertain: 4, bad: 16, reconnects: 3, lost: 14, reason: { code: 'unreachable', params: { reason: 'ECONNREFUSED', peer: '192.168.10.31:502' } } }),
    rate: 31.4, ageMs: 95_000, unheard: 0, stale: 3, suspected: 2, late: 120, jumps: 7, beyond: 41, queue: 0, counts: [{ name: 'bad-signature', count: 12, refusal: true }, { name: 'bad-crc', count: 3, refusal: false }], frozen: { since: null, known: true },
    words: [{ word: '8031', quality: 'bad', points: 14 }, { word: '4095', quality: 'uncertain', points: 4 }, { word: '808C', quality: 'bad', points: 2 }],
    clock: { offsetMs: -87_400, toleranceMs: 60_000, wrongSince: start - 300_000 }, backOff: { attempt: 4, nextAt: start + 8000 },
    faults: [{ at: start - 95_000, link: 'down', fault: { code: 'unreachable', params: { reason: 'ECONNREFUSED', peer: '192.168.10.31:502' } } }, { at: start - 7_000_000, link: 'quarantined', fault: { code: 'collector-hung', params: { source: id, seconds: 10 } } }],
    points: { total: flawed.length, offset, rows: flawed.slice(offset, offset + 50) },
  };
}
const source = (id: string, kind: string, link: SourceView['link'], more: Partial<SourceView>): SourceView =>
  ({ id, kind, link, since: start - 5_400_000, reason: null, points: 120, good: 118, uncertain: 2, bad: 0, samples: 482_113, lost: 0, reconnects: 0, lastSampleAt: Date.now() - 300, ...more });

/** An engine that is none, behind the real `serve`, in the page itself. Returns what a hand may do to it. */
export async function galleryEngine(scene: Scene) {
  const shiftAt = galleryShift(gallerySite.zone);
  const duty = galleryDuty(clock, gallerySite, (what) => served?.say('duty.changed', { what }));
  const alarms = new Map(Array.from({ length: scene.alarms }, (_, i) => { const a = alarm(i); return [a.id, a.level === 'S' && scene.recording === 'not-recording' ? { ...a, recorded: false } : a] as const; }));
  const kinds = ['alarm.raised', 'alarm.acknowledged', 'alarm.cleared', 'source.changed', 'alarm.returned', 'alarm.raised'] as const;
  const lines: JournalLine[] = scene.alarms === 0 ? [] : Array.from({ length: 60 }, (_, i): JournalLine => {
    const kind = kinds[i % kinds.length]!;
    const of = [...alarms.values()][i % Math.max(alarms.size, 1)];
    return { seq: 900 - i, time: start - i * 41_000, shift: shiftAt(start - i * 41_000), actor: kind === 'alarm.acknowledged' ? 'unidentified@值守-01' : 'engine', kind, subject: kind === 'source.changed' ? 'modbus-2' : `${of?.point}.${of?.kind}`,
      params: kind === 'source.changed' ? { link: 'down', fault: 'unreachable', peer: '10.1.20.14:502', reason: 'timeout' } : { level: of?.level ?? 'D' } };
  });
  lines.push({ seq: 1, time: start - 5_400_000, shift: shiftAt(start - 5_400_000), actor: 'engine', kind: 'engine.started', subject: 'duty-01', params: { points: points.length } });
  const health = (): Health => ({
    node: 'duty-01', term: 4, startedAt: scene.restarted ? start - 12_000 : start - 5_400_000, now: Date.now(), restart: scene.restarted ? { reason: 'exit-1', attempt: 1 } : null,
    history: { state: 'keeping', reason: null, lagMs: 400, used: 0.31, refused: 0, quarantined: 0 }, journal: { state: scene.recording, seq: 18_244, waiting: 0, fault: scene.recording === 'not-recording' ? 'disk-full' : null }, sources: { up: scene.alarms === 0 ? 3 : 2, all: 3 },
    samplesPerSecond: 1986 + Math.round(Math.random() * 20), cpuPercent: 14, memoryMB: 182, audit: 'ok', clockJump: null,
  });
  const denied = async () => fail('forbidden', { call: '', needs: 'journal.view' });
  let served: ReturnType<typeof serve<typeof engineContract>> | null = null;
  let end: MessagePort | null = null;
  let watched: readonly string[] = [];
  const seat = await accessDouble({ clock, realm: scene.realm, workstation: '值守-01', people: scene.seat === null ? [] : gallerySomebody(start), told: (view) => served?.say('seat.changed', view), written: (e) => { if (e.kind.startsWith('watch.')) served?.say('journal.appended', { ...lineOf(e, shiftAt, (id) => id.replace(/^p-/, '')), seq: 2000 + e.seq }); } });
  function put(a: AlarmView): void { alarms.set(a.id, a); served?.say('alarm.changed', a); }
  function open(): void {
    const { port1, port2 } = new MessageChannel();
    end = port1;
    served = serve(engineContract, {
      ...handlers(seat.answers), ...whenThere(duty),
      ...selections((_place, selection) => served?.say('selection.changed', selection)),
      'site.get': async () => ok(gallerySite),
      'park.map': async () => ok({ features: [], points: [], next: null, revision: '1', origin: { lon: 122.9, lat: 31.2, height: 5 } }),
      'site.reload': async () => fail('no-site-folder'),
      'source.list': async () => ok([source('opcua-1', 'opcua', 'up', {}), source('modbus-1', 'modbus', 'up', { points: 32, good: 30, bad: 2, uncertain: 0, reconnects: 2, lost: 14, clockOffBy: -87_400 }),
        source('modbus-2', 'modbus', scene.alarms === 0 ? 'up' : 'down', scene.alarms === 0 ? { points: 8, good: 8, uncertain: 0 } : { since: start - 95_000, points: 8, good: 0, uncertain: 0, bad: 8, lastSampleAt: start - 95_000, reason: { code: 'unreachable', params: { peer: '10.1.20.14:502', reason: 'timeout' } } })]),
      'source.quality': async ({ source: id, offset }) => ok(qualityOf(id, offset)),
      'point.why': async ({ point }) => ok(whyOf(point)),
      'point.watch': async (input) => { watched = input.points; return ok(watched.map(reading).filter((v) => v !== null)); },
      'history.columns': async ({ points: ids, from, to, columns }) => ok(ids.map((id) => {
        const i = points.findIndex((p) => p.id === id);
        const edges = Array.from({ length: columns + 1 }, (_, k) => from + ((to - from) * k) / columns);
        const ago = (t: number): number => (Date.now() - t) / 60_000;
        const gap = (t: number): boolean => ago(t) > 42 && ago(t) < 45;
        const last = edges.slice(0, -1).map((t) => (gap(t) || t > Date.now() ? null : valueAt(i, t)));
        return { point: id, edges, min: last.map((v) => (v === null ? null : v * 0.99)), max: last.map((v) => (v === null ? null : v * 1.01)), first: last, last, worst: edges.slice(0, -1).map((t) => (gap(t) ? 'bad' as const : ago(t) > 23 && ago(t) < 27 ? 'uncertain' as const : 'good' as const)), carried: valueAt(i, from), stepped: points[i]?.type !== 'analog', tier: 'raw' as const, silenceMs: null };
      })),
      'alarm.list': async () => ok([...alarms.values()].filter((a) => a.state !== 'normal')),
      'alarm.acknowledge': async ({ occurrence }, { actor }) => {
        const a = [...alarms.values()].find((x) => x.occurrence === occurrence);
        if (a === undefined) return fail('no-such-occurrence', { occurrence });
        const next: AlarmView = { ...a, state: a.state === 'returned' ? 'normal' : 'acknowledged', since: Date.now(), may: { acknowledge: false, confirm: false } };
        put(next);
        served?.say('journal.appended', { seq: 901 + lines.length, time: Date.now(), shift: shiftAt(Date.now()), actor, kind: 'alarm.acknowledged', subject: `${a.point}.${a.kind}`, params: { level: a.level } });
        return ok(next);
      },
      'alarm.acknowledge-batch': async ({ occurrences }) => ok(occurrences.map((occurrence) => {
        const a = [...alarms.values()].find((x) => x.occurrence === occurrence);
        if (a === undefined) return { occurrence, fault: { code: 'occurrence-over', params: { id: occurrence } } };
        put({ ...a, state: a.state === 'returned' ? 'normal' : 'acknowledged', since: Date.now(), may: { acknowledge: false, confirm: false } });
        return { occurrence, fault: null };
      })),
      'alarm.confirm': async ({ occurrence }) => fail('occurrence-over', { id: occurrence }),
      'alarm.history': async ({ alarm: id }) => ok((['acknowledged', 'raised', 'cleared', 'returned', 'raised'] as const).map((kind, k) => ({
        seq: 890 - k, time: start - k * 190_000, actor: kind === 'acknowledged' ? 'unidentified@值守-01' : 'engine', occurrence: `${id}/4/${k}`, state: 'unacknowledged' as const, kind, rules: ['ALM-02', 'ALM-15'], value: valueAt(3, start - k * 190_000), status: 0, sourceTime: start - k * 190_000, level: 'B' as const, limit: null,
      }))),
      'mimic.list': async () => ok([]),
      'mimic.get': async ({ id }) => fail('no-such-mimic', { id }),
      'mimic.save': async ({ id }) => fail('no-such-mimic', { id }),
      'journal.recent': scene.denied ? denied : async () => ok(lines),
      'health.get': async () => ok(health()),
    }, { wire: portWire(port1), clock, session: seat.session, crashed: (call, error) => { throw new Error(call, { cause: error }); }, check: true });
    window.postMessage('engine-port', location.origin, [port2]);
  }
  let settings = { theme: scene.theme, language: scene.language, sound: true };
  const { port1, port2 } = new MessageChannel();
  const running = { state: 'running' as const, since: start, attempt: 1, nextAt: null, reason: null };
  const shell = serve(shellContract, {
    ...absentShell,
    'settings.get': async () => ok(settings),
    'settings.set': async (part) => { settings = { ...settings, ...JSON.parse(JSON.stringify(part)) as Partial<typeof settings> }; shell.say('settings.changed', settings); return ok(settings); },
    'engine.process': async () => ok(running),
    'engine.restart': async () => ok(running),
  }, { wire: portWire(port1), clock, session: () => unidentified('值守-01', nodeId('duty-01'), 'live'), crashed: () => {} });
  window.postMessage('shell-port', location.origin, [port2]);
  setInterval(() => { for (const id of watched) { const v = reading(id); if (v !== null) served?.say('point.latest', v, id); } served?.say('health.changed', health()); }, 500);
  if (scene.seat !== null && scene.seat !== '') void seat.answers['seat.login']({ login: scene.seat, password: anyPassword, second: null }, seat.session());
  open();
  return { anyPassword, code: (secret: string): string => codeAt(secret, Date.now()), open, close: (): void => { served?.stop(); end?.close(); served = null; }, put, raise: (i: number): void => put({ ...alarm(i), raisedAt: Date.now(), since: Date.now(), handleBy: Date.now() + 180_000, state: 'unacknowledged', may: { acknowledge: true, confirm: false } }), alarms };
}
