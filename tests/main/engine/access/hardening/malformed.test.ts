import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { engineContract } from '#app/contract';
import { connect } from '#kernel/client';
import type { Client, VersionedContract, WireMessage } from '#kernel/contract';
import type { Result } from '#kernel/result';
import { actor, nodeId, permissions, type Session } from '#kernel/session';
import { channel } from '../../../../wire.ts';
import { sample } from '../sample.ts';
import { staffed, type Staffed } from '../staffed.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });   // a park is set up for each, with real keys

const seed = 20_261_120;
const huge = 'x'.repeat(400_000);
/** What no field of any call wants, or is at the edge of it. */
const junk: readonly unknown[] = [
  null, undefined, true, -1, 0, 1.5, NaN, Infinity, -0, 2 ** 53, 1e308, '', ' ', '\0', '\uD800', '\u202E龙', '__proto__', 'constructor', 'toString', '../../../etc/passwd', 'C:\\con', '<img src=x onerror=alert(1)>', "' OR 1=1 --",
  '%00', huge, {}, [], [[]], JSON.parse('{"__proto__":{"may":["key.change"]},"constructor":{"prototype":{}}}'), { length: 1e9 }, Array.from({ length: 20_000 }, () => 'a'), ...[2, 41, 60, 64, 100, 200, 300, 500, 4096].flatMap((n) => ['x'.repeat(n), '龙'.repeat(n)]), new Map([['a', 1]]), new Date(Number.NaN), new Uint8Array(100_000), 10n ** 40n,
];
/** Every input that is `input` with one part of it another. */
function* mutants(input: unknown, depth = 0): Generator {
  if (depth > 0) yield* junk;
  if (typeof input === 'string') { yield `${input}\0`; yield input.repeat(5000); }
  if (Array.isArray(input)) { for (let i = 0; i < input.length; i++) for (const m of mutants(input[i], depth + 1)) yield input.with(i, m); yield Array.from({ length: 20_000 }, () => input[0]); return; }
  if (typeof input !== 'object' || input === null) return;
  for (const [key, inner] of Object.entries(input)) {
    for (const m of mutants(inner, depth + 1)) yield { ...input, [key]: m };
    yield Object.fromEntries(Object.entries(input).filter(([k]) => k !== key));
  }
  yield { ...input, actor: 'director', session: { actor: 'director' }, person: 'p-somebody', seat: 'own:1', realm: 'drill' };
  yield Object.assign(Object.create({ polluted: true }) as object, input);
}
const arbitrary = fc.anything({ maxDepth: 4, withNullPrototype: true, withObjectString: true, withMap: false, withSet: false, withTypedArray: true });
const inputs = (of: Parameters<typeof sample>[0]): readonly unknown[] => [...junk, ...mutants(sample(of)?.input ?? {}), ...fc.sample(arbitrary, { seed, numRuns: 30 })];

type AskAny = (name: string, input: unknown) => Promise<Result<unknown>>;
function port(s: Staffed, session: () => Session): { readonly ask: AskAny; readonly close: () => void } {
  const wire = channel();
  const close = s.room.engine().engine.open(wire.engine, session);
  const client = connect(engineContract, wire.window, (run) => setTimeout(run, 0)) as unknown as Client<VersionedContract>;
  return { ask: (name, input) => client.call(name, input), close: () => { client.close(); close(); wire.close(); } };
}
/** Fewer at once than a port takes, so that each reaches its call; what no port carries at all (a function) is left out. */
async function asAll(inputs_: readonly unknown[], ask: (input: unknown) => Promise<Result<unknown>>): Promise<readonly Result<unknown>[]> {
  const out: Result<unknown>[] = [];
  for (let i = 0; i < inputs_.length; i += 100) {
    const some = inputs_.slice(i, i + 100).filter((input) => { try { structuredClone(input); return true; } catch { return false; } });
    out.push(...await Promise.all(some.map(ask)));
  }
  return out;
}
const all = new Set(permissions);
const everything: Session = { actor: actor('p-tried'), workstation: 'desk-t', node: nodeId('n'), realm: 'live', may: all, seat: 'desk:desk-t', person: 'p-tried', id: 's-tried', allows: () => true };
/** What nobody may read in an answer that did not ask for it: names and telephones as they are, hashes, secrets, stacks and paths of ours. */
const leak = /王建国|13800000000|\$argon2|sm4g\.|Quay-side|Blue-tanks|North-gate|\n\s+at |node_modules|\.ts:\d+/;

/** What is wrong with an answer to whatever was asked. `own`: it may hold who asks. */
function against(name: string, r: Result<unknown>, own: boolean): readonly string[] {
  const text = JSON.stringify(r);
  const tells = name !== 'person.reveal' && !own && leak.test(text);
  return [...(!r.ok && r.fault.code === 'crashed' ? [`${name}: ${text.slice(0, 300)}`] : []), ...(tells ? [`${name} tells ${text.slice(0, 300)}`] : []), ...(!r.ok && text.length > 4000 ? [`${name}: a fault of ${text.length} characters`] : [])];
}
const atTheSeat: ReadonlySet<string> = new Set(['seat.get', 'seat.lock', 'seat.leave', 'seat.touch']);
/** What may not be answered where nobody is logged in. */
function through(name: string, needs: string, r: Result<unknown>): readonly string[] {
  const text = JSON.stringify(r);
  const refused = !r.ok || atTheSeat.has(name) || (name === 'seat.set-up' && text.includes('{"faults":[{"code":"set-up'));
  const forbidden = needs === 'session.begin' || (!r.ok && r.fault.code === 'forbidden');
  return refused && forbidden && !leak.test(text) ? [] : [`${name}: ${text.slice(0, 200)}`];
}

describe('whatever comes through a port', () => {
  it.each(['nobody', 'wang'] as const)('every call, with every part of its input wrong, by one who may everything and is %s: an answer by name each time, no crash, no stack, nobody else\'s data, and the engine goes on', async (who) => {
    const s = await staffed();
    const calls = Object.entries(engineContract.calls).filter(([name]) => who === 'nobody' || !['seat.lock', 'seat.leave', 'seat.login', 'session.end'].includes(name));   // she stays
    const wrong: string[] = [];
    const { ask, close } = port(s, () => (who === 'nobody' ? everything : { ...s.wang.session(), may: all, allows: () => true }));
    let asked = 0;
    const codes = new Map<string, number>();
    for (const [name, call] of calls) {
      const answers = await asAll(inputs(call.in), (input) => ask(name, input));
      asked += answers.length;
      for (const r of answers) {
        const code = r.ok ? 'answered' : r.fault.code;
        codes.set(code, (codes.get(code) ?? 0) + 1);
        wrong.push(...against(name, r, who === 'wang' && name.startsWith('seat.')));   // her own name is hers to read
      }
    }
    close();
    expect(asked).toBeGreaterThan(5000);
    expect([codes.get('too-many-calls'), codes.get('unknown-call'), codes.get('forbidden')]).toEqual([undefined, undefined, undefined]);
    expect(codes.get('answered')).toBeGreaterThan(500);
    expect([...new Set(wrong)].slice(0, 20)).toEqual([]);
    expect(s.room.notes.filter((n) => n.includes('engine.fault'))).toEqual([]);
    expect(Object.getPrototypeOf({})).not.toHaveProperty('may');
    expect((await s.wang.ask('person.list', {})).ok).toBe(true);
    expect(JSON.stringify(await s.room.events())).not.toContain('director');
  }, 120_000);

  it('before anybody logged in, at a window of one\'s own: nothing but the seat answers, whatever is asked and however, and nothing is written but failed attempts', async () => {
    const s = await staffed();
    const window = s.room.window({ own: true, workstation: 'desk-x' });
    const { ask, close } = port(s, window.session);
    const before = (await s.room.events()).length;
    const got: string[] = [];
    for (const [name, call] of Object.entries(engineContract.calls)) {
      for (const input of [sample(call.in)?.input ?? {}, {}, null, { session: 'x', actor: 'wang' }, ...[...mutants(sample(call.in)?.input ?? {})].slice(-2)]) got.push(...through(name, call.needs, await ask(name, input)));
    }
    close();
    expect(got).toEqual([]);
    expect([...new Set((await s.room.events()).slice(before).map((e) => e.kind))].filter((k) => k !== 'login.failed')).toEqual([]);
  }, 60_000);

  it('what is no message is not heard, and one that carries more than it should is answered for what it is', async () => {
    const s = await staffed();
    const wire = channel();
    const close = s.room.engine().engine.open(wire.engine, () => ({ ...everything, may: new Set(['session.begin']) }));
    const heard: WireMessage[] = [];
    wire.window.hear((m) => { heard.push(m as WireMessage); });
    const sent: unknown[] = [
      null, 1, 'call', [], {}, { t: 'call' }, { t: 'call', id: '1', name: 'seat.get' }, { t: 'call', id: 1, name: 7, input: {} }, { t: 'window', id: 1, kind: 'admin', workstation: 'desk-1' }, { t: 'window-closed', id: 1 },
      { t: 'note', kind: 'engine.crashed', subject: 'x', params: {}, window: 1 }, { t: 'stop' }, { t: 'hello', version: 2, realm: 'drill' }, { t: 'drawn', name: '__proto__' }, { t: 'drawn', name: 'x'.repeat(1_000_000) }, { t: 'stream', name: 'seat.changed', n: 1, values: [{}] },
      { t: 'reply', id: 1, result: { ok: true } },
    ];
    for (const one of sent) wire.window.post(one as never);
    wire.window.post({ t: 'call', id: 41, name: '__proto__', input: {} });
    wire.window.post({ t: 'call', id: 42, name: huge, input: {} });
    wire.window.post({ t: 'call', id: 43, name: 'seat.get', input: {}, session: { person: 'wang' }, actor: 'director', may: [...all] } as never);
    await expect.poll(() => heard.some((m) => m.t === 'reply' && m.id === 43)).toBe(true);
    const replies = heard.filter((m) => m.t === 'reply');
    expect(replies.map((m) => m.id).toSorted((a, b) => a - b)).toEqual([41, 42, 43]);
    expect(JSON.stringify(replies.find((m) => m.id === 42)).length).toBeLessThan(300);
    expect(JSON.stringify(replies)).not.toContain('director');
    close();
    wire.close();
  });
});
