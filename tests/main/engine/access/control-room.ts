import { onTestFinished } from 'vitest';
import { TOTP, Secret } from 'otpauth';
import fs from 'node:fs';
import path from 'node:path';
import { memory, memoryPeer } from '#adapters/memory';
import type { AlarmView } from '#app/alarm';
import type { SeatView } from '#app/access';
import { engineContract, type EngineContract } from '#app/contract';
import type { JournalEvent, RecordingJournal } from '#app/journal';
import { nowhere } from '#app/output';
import { assetId, type AssetKind, type Site } from '#app/park';
import { connect } from '#kernel/client';
import type { Client } from '#kernel/contract';
import { fail } from '#kernel/result';
import type { Realm, Session } from '#kernel/session';
import { hashThread, newKeyFile, openData, openJournal, openKeyFile, openKeys, passwordHash, type HashThread } from '#storage';
import { folderIdentity } from '../../../../main/engine/access/secrets/identity.ts';
import { startEngine } from '../../../../main/engine/engine.ts';
import { hashWorkerUrl, journalWriterUrl } from '../../../../main/engine/workers.ts';
import { handClock } from '../../../clock.ts';
import { inProcess } from '../../../in-process-collector.ts';
import { point, smallSite, source } from '../../../small-site.ts';
import { channel } from '../../../wire.ts';
import { scratch } from '../living.ts';

/** A window of the control room: what it asks, and what it heard of its seat and of alarms. `session`: as its port has it. */
export interface Window { readonly ask: Client<EngineContract>['call']; readonly seats: SeatView[]; readonly alarms: AlarmView[]; readonly moved: string[]; readonly session: () => Session; close(): void }

export const passwords = { wang: 'Quay-side-7x', li: 'Blue-tanks-22', zhao: 'North-gate-91', chen: 'Wind-vane-348' } as const;
export const newcomer = (login: string, role: string) => ({ login, name: `${login} 王建国`, phone: '13800000000', password: passwords[login as keyof typeof passwords], role: role as never });
export const administrators = [newcomer('wang', 'system-administrator'), newcomer('li', 'security-administrator'), newcomer('zhao', 'audit-administrator')];

/** The six digits of a secret at a moment. */
export const codeAt = (secret: string, at: number): string => new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: at });
export const value = <T>(r: { readonly ok: true; readonly value: T } | { readonly ok: false; readonly fault: unknown }): T => { if (!r.ok) throw new Error(JSON.stringify(r.fault)); return r.value; };

/** Hashes at next to no cost and in this thread, where a test is not about their cost. */
export const cheapHashing = (): HashThread => ({
  ...passwordHash({ memoryKiB: 64, passes: 1, lanes: 1 }), newKey: newKeyFile, stop: async () => {},
  async sign(file, pin, text) { const signer = await openKeyFile(file, pin); return signer.ok ? { ok: true, value: { publicKey: signer.value.publicKey, signature: signer.value.sign(text) } } : signer; },
});

const asset = (id: string, kind: AssetKind, parent: string | null) => ({ id: assetId(id), kind, name: { zh: id, en: id }, parent: parent === null ? null : assetId(parent), position: null, contact: null, facts: {} });
/** A-1 belongs to the enterprise E-1, A-2 stands in the area Z-2 and belongs to none; they share one source. */
const parkOfTwo: Site = {
  ...smallSite([source('a', 'memory')], [point('A-1', 'a', '1', { asset: assetId('unit-1') }), point('A-2', 'a', '2', { asset: assetId('unit-2') })]),
  assets: [asset('E-1', 'enterprise', null), asset('Z-2', 'area', null), asset('unit-1', 'unit', 'E-1'), asset('unit-2', 'unit', 'Z-2')],
};

/** A control room over a real data folder: the engine with its journal, keys and hashing thread, by a clock that is moved by hand. It may be started again, and again. */
export function controlRoom({ realm = 'live', hashing = (note) => hashThread(hashWorkerUrl(), note) }: { readonly realm?: Realm; readonly hashing?: (note: (line: string) => void) => HashThread } = {}) {
  const { dir, remove } = scratch();
  const time = handClock();
  const { clock } = time;
  const site = parkOfTwo;
  const peer = memoryPeer();
  for (const address of ['1', '2']) peer.values.set(address, 5);
  const notes: string[] = [];
  let running: Awaited<ReturnType<typeof begin>> | null = null;
  const closes: (() => void)[] = [];
  let broken = false;
  let whole = Number.POSITIVE_INFINITY;

  async function begin() {
    const data = openData(dir, { clock });
    if (!data.ok) throw new Error(JSON.stringify(data.fault));
    const journal = value(await openJournal(data.value, { clock, realm, note: () => {}, workerUrl: journalWriterUrl() }));
    const slow = hashing((line) => notes.push(line));
    const recording: RecordingJournal = { ...journal, append: (drafts) => (broken || --whole < 0 ? Promise.resolve(fail('disk-full', { reason: 'as the test says' })) : journal.append(drafts)) };
    const started = await startEngine({ realm, clock, journal: recording, outputs: nowhere, history: null, dataDir: dir, note: (line) => notes.push(line) }, site, {
      connect: inProcess((_s, deps) => memory(peer, deps)), restart: null, workstation: 'desk-1', importFrom: 'small', keptSite: null, event: null, checkOutputs: true, reload: async () => fail('no-site-folder'),
      identity: folderIdentity(dir, slow, clock, (line) => notes.push(line)),
    });
    if (!started.ok) throw new Error(started.fault.code);
    return { engine: started.value, journal, slow, close: async () => { await started.value.stop(); await journal.close(); data.value.close(); } };
  }
  async function stop(): Promise<void> {
    for (const close of closes.splice(0)) close();
    const was = running;
    running = null;
    await was?.close();
  }
  const engine = () => { if (running === null) throw new Error('the engine does not run'); return running; };
  onTestFinished(async () => { await stop(); remove(); });

  return {
    dir, clock, notes, time,
    start: async (): Promise<void> => { running = await begin(); },
    stop,
    engine,
    /** A window at a desk, or one of its own. */
    window({ workstation = 'desk-1', own = false } = {}): Window {
      const wire = channel();
      const seat = engine().engine.seat({ workstation, own });
      const end = engine().engine.open(wire.engine, seat.session);
      const client = connect(engineContract, wire.window, (run) => setTimeout(run, 0));
      const [seats, alarms, moved]: [SeatView[], AlarmView[], string[]] = [[], [], []];
      client.listen('seat.changed', { value: (view) => seats.push(view) });
      client.listen('alarm.changed', { value: (view) => alarms.push(view) });
      client.listen('access.moved', { value: ({ what }) => moved.push(what) });
      let open = true;
      const close = (): void => { if (!open) return; open = false; end(); seat.stop(); wire.close(); };
      closes.push(close);
      return { ask: client.call.bind(client), seats, alarms, moved, session: seat.session, close };
    },
    /** While it is, nothing is recorded. */
    breakDisk(is: boolean): void { broken = is; whole = Number.POSITIVE_INFINITY; },
    /** Nothing is recorded after so many appends more. */
    breakAfter(appends: number): void { whole = appends; },
    /** Three sheets of the key of keys. */
    sheets: (): readonly string[] => value(openKeys(dir, { first: false, at: clock.now() })).backup(3),
    token: (): string => fs.readFileSync(path.join(dir, 'secrets', 'setup-token'), 'utf8').trim(),
    set(address: string, to: number): void { peer.values.set(address, to); peer.changed(address); },
    async events(...kinds: string[]): Promise<readonly JournalEvent[]> { return value(await engine().journal.read({ limit: 10_000, ...(kinds.length > 0 && { kinds }) })); },
  };
}
export type ControlRoom = ReturnType<typeof controlRoom>;

/** The first administrators, made with the token of this start. */
export async function setUp(room: ControlRoom, window: Window): Promise<void> {
  const done = value(await window.ask('seat.set-up', { token: room.token(), how: 'first', shares: null, people: administrators }));
  if (done.faults.length > 0) throw new Error(JSON.stringify(done.faults));
}
/** Logs in with the password alone, or with a code as well. */
export const logIn = (window: Window, login: keyof typeof passwords, code: string | null = null) =>
  window.ask('seat.login', { login, password: passwords[login], second: code === null ? null : { factor: 'totp', code } });
/** Enrols an authenticator for who is logged in; its secret. */
export async function enrol(room: ControlRoom, window: Window, login: keyof typeof passwords): Promise<string> {
  const { secret } = value(await window.ask('own.totp', {}));
  const done = value(await window.ask('own.totp-confirm', { password: passwords[login], code: codeAt(secret, room.clock.now()) }));
  if (done.faults.length > 0) throw new Error(JSON.stringify(done.faults));
  room.time.pass(30_000);                                          // the step of that code is used
  return secret;
}
