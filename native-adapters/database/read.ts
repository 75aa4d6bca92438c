import { batchOf, Status, type AdapterDeps, type AdapterFault, type Batch, type Point, type Sample } from '#app/acquisition';
import { fail } from '#kernel/result';
import { epochMs } from '#kernel/time';
import { peerOf, type Row, type Session } from './connect.ts';
import { keyOrder, type Cursor, type Order, type Sweep } from './cursor.ts';
import type { Resume } from './kept.ts';
import type { DatabaseOptions } from './options.ts';
import { statements, type Ask, type Statements } from './sql.ts';
import { cell, judged, Why, words } from './values.ts';
import { timeOf, type Time } from './zone.ts';

/** How many keys one statement may name; with more points than that, rows are chosen here. */
const MOST_KEYS = 500;
const NUMERIC = /^(?:small|big|tiny|medium)?int|^serial|^bigserial|^numeric|^decimal|^float|^double|^real|^money/i;

/** What outlives a change of points and a lost link: how far was read, which addresses ever had a value, and which have one in this session. `resume`: where to go on although the cursor does not know it; null: at the end of the table. `behind`: up to there rows stood before that, and are told as late. */
export interface Memory { resume: Resume | null; behind: Order | null; readonly cursor: Cursor; readonly known: Set<string>; readonly lit: Set<string>; session: Session | null; readonly ahead: (ms: number) => number }
/** `heard`: before anything the database said is handed on, since only a link that is up can be told to be lost. */
interface Deliver { readonly heard: () => void; readonly batch: (batch: Batch) => void; readonly settled: () => Promise<void> }
interface Told { readonly row: Row; readonly time: Time | null; readonly order: Order | null; readonly id: string }
/** `live`: the wide columns that there are, in the order of v0, v1 …. */
interface Plan { readonly of: Session; readonly say: Statements; readonly live: readonly string[]; readonly absent: readonly string[] }

const LOST = Symbol('the session is over, or the points are others now');

/** Reads for one set of points. A round gives the newest row of every point that has none yet, or lost it with its link, and then what came since, page by page, each taken before the next is asked for. */
export function reader(points: readonly Point[], o: DatabaseOptions, deps: AdapterDeps, memory: Memory, deliver: Deliver) {
  const { cursor, known, lit, ahead } = memory;
  const handles = new Map<string, number[]>();
  for (const { address, handle } of points) handles.set(address, [...handles.get(address) ?? [], handle]);
  const addresses = [...handles.keys()];
  for (const set of [known, lit]) for (const a of set) if (!handles.has(a)) set.delete(a);
  const few = o.style === 'tall' && o.by === 'key' && addresses.length <= MOST_KEYS ? addresses : null;   // by time, planners would rather sort a point's whole history than walk along the times
  const floors = new Map<string, Order>();     // the newest rows of addresses that are new
  let plan: Plan | null = null;
  let [backSince, nextBack] = [0, 0];
  let stopped = false;

  async function ask(session: Session, asked: Ask): Promise<readonly Row[]> {
    const answer = await session.ask(asked);
    if (!answer.ok || stopped) throw LOST;
    return answer.value;
  }
  function refuse(session: Session, fault: AdapterFault): never { void session.end(fault); throw LOST; }

  /** What the table is made of, asked once a session; a SELECT is taken at its word. */
  async function prepare(session: Session): Promise<Plan> {
    const wide = o.style === 'wide';
    if (o.table === undefined) return { of: session, say: statements(o, session.quote, false), live: wide ? addresses : [], absent: [] };
    const columns = await ask(session, statements(o, session.quote, false).columns());
    const folded = (name: string): string => (o.dialect === 'postgres' ? name : name.toLowerCase());
    const types = new Map(columns.map((c) => [folded(words(c['name'])), words(c['type'])]));
    if (types.size === 0) refuse(session, fail('refused', { peer: peerOf(o), reason: `no-table: ${o.table}` }).fault);
    const missing = Object.values(o.columns).find((name) => name !== undefined && !types.has(folded(name)));
    if (missing !== undefined) refuse(session, fail('refused', { peer: peerOf(o), reason: `no-column: ${missing}` }).fault);
    const numeric = o.dialect !== 'sqlite' && NUMERIC.test(types.get(folded(o.columns.point ?? '')) ?? '');
    const there = (a: string): boolean => types.has(folded(a));
    return { of: session, say: statements(o, session.quote, numeric), live: wide ? addresses.filter(there) : [], absent: wide ? addresses.filter((a) => !there(a)) : [] };
  }

  function told(session: Session, row: Row): Told {
    const time = timeOf(row['t'], ahead);
    if (o.by === 'time') return { row, time, order: time?.ms ?? null, id: o.style === 'wide' ? words(row['t']) : JSON.stringify([words(row['p']), words(row['t']), words(row['v']), words(row['q'])]) };
    const order = keyOrder(row['k']);
    return order === null ? refuse(session, fail('protocol', { peer: peerOf(o), what: 'key' }).fault) : { row, time, order, id: words(row['k']) };
  }
  function samples(handle: readonly number[], raw: unknown, { row, time }: Told): readonly Sample[] {
    const quality = o.columns.quality === undefined ? undefined : row['q'] ?? null;
    const said = judged(cell(raw), quality, time !== null, o.states);
    return handle.map((h) => ({ handle: h, ...said, sourceTime: time === null ? null : epochMs(time.ms), receivedTime: deps.clock.now() }));
  }
  const none = (some: readonly string[], status: number): readonly Sample[] =>
    some.flatMap((a) => handles.get(a) ?? []).map((handle) => ({ handle, value: null, status: status >>> 0, sourceTime: null, receivedTime: deps.clock.now() }));
  /** What a row says of each of its points that `wants` it. */
  function spread(of: Told, live: readonly string[], wants: (address: string) => boolean): readonly Sample[] {
    if (o.style === 'wide') return live.flatMap((a, i) => (wants(a) ? samples(handles.get(a) ?? [], of.row[`v${i}`], of) : []));
    const key = words(of.row['p']);
    return wants(key) ? samples(handles.get(key) ?? [], of.row['v'], of) : [];
  }
  function push(some: readonly Sample[]): Promise<void> {
    if (stopped) throw LOST;
    deliver.heard();
    deliver.batch(batchOf(some));
    return deliver.settled();
  }

  /** Finds where the table ends, so that nothing that was there before the watch began is told as news; or where it stood when an earlier run of ours read it. A table that is empty is read from its first row on. */
  async function begin(session: Session, made: Plan): Promise<void> {
    const [row] = await ask(session, made.say.last());
    const said = row?.[o.by === 'key' ? 'k' : 't'] ?? null;
    if (said === null) { cursor.fromStart(); return; }
    const time = o.by === 'key' ? null : timeOf(said, ahead);
    const end = o.by === 'key' ? keyOrder(said) : time?.ms ?? null;
    if (end === null) return;
    const from = await resumed(session, made, end);
    if (from < end) { memory.behind = end; for (const a of addresses) known.add(a); }   // they were told before: what stands there is no history, but what was missed
    cursor.reach(from, time);
  }
  /** Where to go on after a time when nobody read; the end of the table where nothing was missed, or where it cannot be said. Asked for once: a table without an index on its times may be too slow for it. */
  async function resumed(session: Session, { say, live }: Plan, end: Order): Promise<Order> {
    const { key: last, ms: since } = memory.resume ?? { key: null, ms: null };
    memory.resume = null;
    if (typeof end === 'bigint' && last !== null && last <= end) return last;
    if (since === null) return end;
    if (typeof end === 'number') return Math.min(end, since);
    const [row] = await ask(session, say.rows({ from: String(end - 1n), keys: null, limit: 1, skip: 0 }, live));
    cursor.reach(null, timeOf(row?.['t'], ahead));
    const bound = cursor.bound(since);
    if (bound === null) return end;
    const [least] = await ask(session, say.first(bound));
    const key = keyOrder(least?.['k']);
    return key === null ? end : key - 1n;
  }
  /** What a newest row says of those that still miss theirs. It counts as heard, unless other columns of it have yet to be told. */
  function first(one: Told, live: readonly string[], missing: Set<string>, whole: boolean): readonly Sample[] {
    const wanted = (o.style === 'wide' ? live : [words(one.row['p'])]).filter((a) => missing.has(a));
    cursor.reach(null, one.time);
    if (wanted.length > 0 && whole) cursor.fresh(one.id, one.order);
    const out = spread(one, live, (a) => missing.has(a));
    for (const a of wanted) { if (one.order !== null && !known.has(a)) floors.set(a, one.order); missing.delete(a); }
    return out;
  }
  /** Goes over the overlap once and takes what stands there for heard, up to the newest row of each address that is new; only then are those told, so that whatever comes after them is news. */
  async function settle(session: Session, { say, live }: Plan): Promise<void> {
    const old = (a: string, { order }: Told): boolean => { const floor = floors.get(a); return order !== null && floor !== undefined && order <= floor; };
    const sweep = o.by === 'key' ? cursor.front : cursor.late;
    cursor.again();
    if (o.by === 'key') cursor.forward(); else cursor.back();
    for (let through = false; !through;) {
      const rows = await ask(session, say.rows({ ...sweep.wanted(), keys: few }, live));
      const all = rows.map((row) => told(session, row));
      for (const one of all) if (o.style === 'wide' ? live.every((a) => old(a, one)) : old(words(one.row['p']), one)) cursor.fresh(one.id, one.order);
      through = sweep.paged(rows.length, all.at(-1)?.order ?? null);
    }
    floors.clear();
  }
  /** The newest row of these addresses, told whether it was heard before or not: their link has just come back, or they are new. */
  async function newest(session: Session, made: Plan, some: readonly string[]): Promise<void> {
    const { say, live, absent } = made;
    const missing = new Set(some.filter((a) => !absent.includes(a)));
    const size = o.style === 'wide' ? some.length : MOST_KEYS;
    const firsts = some.some((a) => !known.has(a));
    const held: (readonly Sample[])[] = [];
    for (let i = 0; i < some.length; i += size) {
      const rows = await ask(session, say.newest(some.slice(i, i + size), live));
      held.push(rows.flatMap((row) => first(told(session, row), live, missing, o.style === 'tall' || some.length === addresses.length)));
      if (!firsts) await push(held.pop() ?? []);
    }
    if (firsts) await settle(session, made);
    for (const out of held) await push(out);
    const unknown = [...missing, ...absent.filter((a) => some.includes(a))];
    await push(none(unknown, Status.deviceFailure | Why.absent));
    if (unknown.length > 0) deps.note(`database ${peerOf(o)}: ${unknown.length} of ${addresses.length} points have no ${o.style === 'wide' ? 'column' : 'row'}`);
    for (const a of some) { known.add(a); lit.add(a); }
    cursor.again();
  }
  /** Pages of one sweep, as many as this beat has left; gives what is left then, 0 when it was not through. */
  async function pages(session: Session, { say, live }: Plan, sweep: Sweep, left: number): Promise<number> {
    for (let reads = left; reads > 0; reads--) {
      const rows = await ask(session, say.rows({ ...sweep.wanted(), keys: few }, live));
      const out: Sample[] = [];
      const late: Sample[] = [];
      let last: Order | null = null;
      for (const row of rows) {
        const one = told(session, row);
        last = one.order;
        cursor.reach(one.order, one.time);
        const mine = o.style === 'wide' || handles.has(words(row['p']));
        if (!mine || !cursor.fresh(one.id, one.order)) continue;
        const past = one.order !== null && memory.behind !== null && one.order <= memory.behind;
        for (const s of spread(one, live, (a) => handles.has(a))) if (past) late.push({ ...s, late: true }); else out.push(s);
      }
      await push(late);
      await push(out);
      if (rows.length === 0) await anew(session, say);
      if (sweep.paged(rows.length, last)) return reads - 1;
    }
    return 0;
  }
  /** What came since, and then what came late; goes on at the next beat where it had to leave off. Looking for late rows takes no more than about a tenth of the time. */
  async function news(session: Session, made: Plan): Promise<void> {
    const mono = (): number => deps.clock.mono();
    cursor.forward();
    const left = await pages(session, made, cursor.front, o.reads);
    if (o.by === 'key' || left === 0 || (!cursor.late.active() && mono() < nextBack)) return;
    if (!cursor.late.active()) backSince = mono();
    cursor.back();
    await pages(session, made, cursor.late, left);
    if (!cursor.late.active()) nextBack = mono() + 10 * (mono() - backSince);
  }
  /** A table that was emptied and counts from the start again is read from there. */
  async function anew(session: Session, say: Statements): Promise<void> {
    if (o.by !== 'key' || !cursor.begun()) return;
    const [row] = await ask(session, say.last());
    if (!cursor.fellBack(keyOrder(row?.['k']))) return;
    deps.note(`database ${peerOf(o)}: the keys began anew`);
    memory.resume = { key: null, ms: cursor.told() };
    cursor.anew();
    known.clear();
    lit.clear();
  }

  return {
    /** One round; where it ends early the session says why. */
    async round(session: Session): Promise<void> {
      try {
        if (memory.session !== session) { memory.session = session; lit.clear(); }
        if (plan?.of !== session) plan = await prepare(session);
        if (!cursor.begun()) await begin(session, plan);
        const some = addresses.filter((a) => !lit.has(a));
        if (some.length > 0) await newest(session, plan, some);
        await news(session, plan);
      } catch (error) {
        if (error !== LOST) throw error;
      }
    },
    /** All points lose their value: the link is gone. */
    dark(): void { deliver.batch(batchOf(none(addresses, Status.noCommunication))); },
    stop(): void { stopped = true; },
  };
}
