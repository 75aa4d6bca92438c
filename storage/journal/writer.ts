import path from 'node:path';
import { seal, type JournalFault, type Position, type Sealed, type Tip } from '#app/journal';
import { fail, ok, type Result } from '#kernel/result';
import type { NodeId, Realm } from '#kernel/session';
import { epochMs, type EpochMs } from '#kernel/time';
import type { Note } from '../note.ts';
import { sm3, sm3Digest } from '../sm3.ts';
import type { Db } from './database.ts';
import type { Answer, Ask, Opened, RecordState, Written, WriterStatus } from './protocol.ts';
import type { Reserve } from './reserve.ts';
import { chainEnd, chainWrites, latest, type ChainWrites } from './rows.ts';
import { snapshotWrites, type SnapshotWrites } from './snapshots.ts';
import { faultOf } from '../disk/sqlite-fault.ts';

/** `open` makes a connection, and makes it again after one was lost. `file`: the database, for what its faults say. `realm`: null takes drafts of any. */
export interface WriterOptions {
  readonly open: () => Db; readonly file: string; readonly node: NodeId; readonly realm: Realm | null; readonly reserve: Reserve; readonly note: Note;
}
/** The one that writes. Everything here is at once and on the calling thread. */
export interface JournalWrites {
  /** Once, before all else. `term`: null makes a new one, one more than any before it and than `atLeast`. */
  start(term: number | null, atLeast: number): Result<Opened, JournalFault>;
  /** One transaction for all of them, in this order; an answer for each. */
  write(asks: readonly Ask[]): readonly Answer<Written>[];
  status(): WriterStatus;
  close(): void;
}

interface Connection { readonly db: Db; readonly chain: ChainWrites; readonly snapshots: SnapshotWrites }
interface Shot { readonly seq: number; readonly after: Position | null; readonly takenAt: EpochMs; readonly state: string; readonly mark: string }
/** What one group comes to before anything of it is on the disk. */
interface Plan { readonly steps: readonly (Sealed | Shot)[]; readonly answers: readonly Answer<Written>[]; readonly tip: Tip; readonly time: number; readonly shot: Shot | null }

const maxEventBytes = 16_777_216;

export function journalWriter({ open, file, node, realm, reserve, note }: WriterOptions): JournalWrites {
  let connection: Connection | null = null;
  let tip: Tip = { node, seq: 0, hash: '' as Tip['hash'], hlc: null };
  let last: Position | null = null;
  let time = 0;
  let shot: Shot | null = null;
  let state: RecordState = 'recording';
  let fault: JournalFault | null = null;

  /** A connection, and the chain's end as it is on the disk: what memory says does not count after a failure. */
  function connected(): Result<Connection, JournalFault> {
    if (connection !== null) return ok(connection);
    const db = open();
    try {
      const end = chainEnd(db, node);
      if (end.broken !== null) { db.close(); return fail('corrupt', { seq: end.broken.seq, reason: end.broken.reason }); }
      last = latest(db);
      tip = { ...end.tip, hlc: last !== null && (end.tip.hlc === null || last.hlc > end.tip.hlc) ? last.hlc : end.tip.hlc };
      time = end.time;
      connection = { db, chain: chainWrites(db), snapshots: snapshotWrites(db) };
      return ok(connection);
    } catch (error) { db.close(); throw error; }
  }
  function drop(): void {
    const gone = connection;
    connection = null;
    try { gone?.db.close(); } catch (error) { note({ name: 'close-failed', params: { reason: String(error) } }); }
  }

  function sealAll(ask: Extract<Ask, { t: 'append' }>, from: Tip): Result<readonly Sealed[], JournalFault> {
    const sealed: Sealed[] = [];
    let at = from;
    for (const draft of ask.drafts) {
      if (realm !== null && draft.realm !== realm) return fail('bad-event', { kind: draft.kind, reason: `of realm ${draft.realm} in a journal of ${realm}` });
      const one = seal(draft, at, ask.now, sm3Digest);
      if (!one.ok) return one;
      if (one.value.text.length > maxEventBytes) return fail('bad-event', { kind: draft.kind, reason: `longer than ${maxEventBytes}` });
      sealed.push(one.value);
      at = { node, seq: one.value.event.seq, hash: one.value.event.hash, hlc: one.value.event.hlc };
    }
    return ok(sealed);
  }
  function shoot(ask: Extract<Ask, { t: 'snapshot' }>, at: Tip, place: Position | null, newest: Shot | null): Shot {
    const mark = sm3(`${at.seq} ${ask.state}`);
    const after: Position | null = place === null ? null : { hlc: place.hlc, node: place.node, seq: place.seq };
    return newest?.mark === mark ? newest : { seq: at.seq, after, takenAt: ask.now, state: ask.state, mark };
  }
  /** A bad draft fails its own append and nobody else's. A state that was kept already is not written again. */
  function plan(asks: readonly Ask[], withSnapshots: boolean): Plan {
    const steps: (Sealed | Shot)[] = [];
    const answers: Answer<Written>[] = [];
    let [at, when, newest, place] = [tip, time, shot, last];
    for (const ask of asks) {
      if (ask.t === 'append') {
        const sealed = sealAll(ask, at);
        answers.push({ id: ask.id, result: sealed.ok ? ok({ events: sealed.value.map(({ event, text }) => ({ text, hash: event.hash })) }) : sealed });
        const end = sealed.ok ? sealed.value.at(-1)?.event : undefined;
        if (!sealed.ok || end === undefined) continue;
        steps.push(...sealed.value);
        [at, when, place] = [{ node, seq: end.seq, hash: end.hash, hlc: end.hlc }, end.time, end];
      } else if (withSnapshots) {
        const taken = shoot(ask, at, place, newest);
        if (taken !== newest) steps.push(newest = taken);
        answers.push({ id: ask.id, result: ok({ snapshot: { seq: taken.seq, takenAt: taken.takenAt, ...(taken.after === null ? {} : { after: taken.after }) } }) });
      } else answers.push({ id: ask.id, result: fail('disk-full', { dir: path.dirname(file), reason: 'no room for a snapshot' }) });
    }
    return { steps, answers, tip: at, time: when, shot: newest };
  }
  function commit({ db, chain, snapshots }: Connection, { steps, tip: end }: Plan): void {
    if (steps.length === 0) return;
    db.transaction(() => {
      for (const step of steps) if ('event' in step) chain.insert(step); else snapshots.add({ node, ...step });
      if (end.seq !== tip.seq) chain.counted(end);
    }).immediate();
  }
  function done(planned: Plan): readonly Answer<Written>[] {
    const grew = planned.tip.seq !== tip.seq;
    ({ tip, time, shot } = planned);
    if (grew && tip.hlc !== null) last = { hlc: tip.hlc, node, seq: tip.seq };
    return planned.answers;
  }
  /** One try. After anything but a plainly refused write only the disk knows whether it was committed: look, before saying so. */
  function attempt(asks: readonly Ask[], withSnapshots: boolean): Result<readonly Answer<Written>[], JournalFault> {
    let planned: Plan | null = null;
    try {
      const to = connected();
      if (!to.ok) return to;
      planned = plan(asks, withSnapshots);
      commit(to.value, planned);
      return ok(done(planned));
    } catch (error) {
      const why = faultOf(error, file);
      if (why.code === 'disk-full') return { ok: false, fault: why };
      drop();
      try {
        const again = connected();
        if (again.ok && planned !== null && planned.tip.seq > 0 && tip.hash === planned.tip.hash && planned.steps.some((s) => 'event' in s)) return ok(done(planned));
      } catch { drop(); }
      return { ok: false, fault: why };
    }
  }
  function settle(result: Result<readonly Answer<Written>[], JournalFault>, asks: readonly Ask[]): readonly Answer<Written>[] {
    if (!result.ok) {
      [state, fault] = ['not-recording', result.fault];
      return asks.map(({ id }) => ({ id, result }));
    }
    fault = null;
    if (state !== 'recording' && reserve.make()) { state = 'recording'; note({ name: 'reserve-back', params: {} }); }
    else if (state === 'not-recording') state = 'reserve';
    return result.value;
  }

  return {
    start(term, atLeast) {
      const begin = (): Result<Opened, JournalFault> => {
        const to = connected();
        if (!to.ok) return to;
        const { db } = to.value;
        const before = db.prepare<[], number | null>('SELECT max(term) FROM nodes').pluck().get() ?? 0;
        const now = term ?? Math.max(before, atLeast) + 1;
        db.prepare('INSERT INTO nodes (node, term, last_seq) VALUES (?, ?, 0) ON CONFLICT (node) DO UPDATE SET term = excluded.term').run(node, now);
        return ok({ term: now, head: { node, seq: tip.seq, hash: tip.hash, time: epochMs(time) }, state });
      };
      const tried = (): Result<Opened, JournalFault> => { try { return begin(); } catch (error) { drop(); return { ok: false, fault: faultOf(error, file) }; } };
      const first = tried();
      const result = !first.ok && first.fault.code === 'disk-full' && reserve.spend() ? tried() : first;
      if (!result.ok) return result;
      if (!reserve.present() && !reserve.make()) state = 'reserve';
      return ok({ ...result.value, state });
    },
    write(asks) {
      const first = attempt(asks, true);
      if (first.ok || first.fault.code !== 'disk-full') return settle(first, asks);
      if (reserve.spend()) {
        const second = attempt(asks, true);
        if (second.ok) state = 'reserve';
        if (second.ok || second.fault.code !== 'disk-full') return settle(second, asks);
      }
      return settle(asks.some((a) => a.t === 'snapshot') && asks.some((a) => a.t === 'append') ? attempt(asks, false) : first, asks);
    },
    status: () => ({ state, fault, head: { node, seq: tip.seq, hash: tip.hash, time: epochMs(time) } }),
    close: drop,
  };
}
