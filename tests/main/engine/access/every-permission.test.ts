import { describe, expect, it, vi } from 'vitest';
import { engineContract, shellContract } from '#app/contract';
import { connect } from '#kernel/client';
import type { Client, Handlers, VersionedContract, Wire } from '#kernel/contract';
import { ok, type Result } from '#kernel/result';
import { serve } from '#kernel/serve';
import { actor, nodeId, permissions, type Permission, type Session } from '#kernel/session';
import { realClock } from '../../../clock.ts';
import { channel } from '../../../wire.ts';
import { sample } from './sample.ts';
import { staffed, type Staffed } from './staffed.ts';

vi.setConfig({ testTimeout: 60_000 });                                    // engines are started and stopped here

/** Somebody at a desk of her own who may this and nothing else. */
const with_ = (may: readonly Permission[]): Session => {
  const held = new Set(may);
  return { actor: actor('p-tried'), workstation: 'desk-t', node: nodeId('n'), realm: 'live', may: held, seat: 'desk:desk-t', person: 'p-tried', id: 's-tried', allows: (needs) => held.has(needs) };
};
const allBut = (p: Permission): Session => with_(permissions.filter((x) => x !== p));
/** Asks one call by its name, whatever it wants. */
type AskAny = (name: string, input: unknown) => Promise<Result<unknown>>;
async function tried<C extends VersionedContract>(contract: C, open: (wire: Wire) => () => void, use: (ask: AskAny) => Promise<void>): Promise<void> {
  const wire = channel();
  const close = open(wire.engine);
  const client = connect(contract, wire.window, (run) => setTimeout(run, 0)) as unknown as Client<VersionedContract>;
  try { await use((name, input) => client.call(name, input)); } finally { client.close(); close(); wire.close(); }
}
const codeOf = (r: Result<unknown>): string => (r.ok ? 'answered' : r.fault.code);
const inputOf = (call: { readonly in: Parameters<typeof sample>[0] }): unknown => sample(call.in)?.input ?? {};

describe('every call there is', () => {
  it('knows how to ask nine of ten calls as they want to be asked', () => {
    const calls = [...Object.entries(engineContract.calls), ...Object.entries(shellContract.calls)];
    const unasked = calls.filter(([, call]) => sample(call.in) === null).map(([name]) => name);
    expect(calls.length).toBeGreaterThan(70);
    expect(unasked.length, unasked.join(' ')).toBeLessThan(calls.length / 10);
  });

  it('of the engine, by a person who may everything else: refused as forbidden, and nothing is changed or journalled', async () => {
    const s: Staffed = await staffed();
    const state = async () => JSON.stringify([s.room.engine().journal.head().seq, (await s.wang.ask('person.list', {})), await s.li.ask('role.table', {}), await s.wang.ask('site.get', {}), await s.wang.ask('settings.get' as never, {} as never)]);
    const before = await state();
    const out: string[] = [];
    for (const [name, call] of Object.entries(engineContract.calls)) {
      await tried(engineContract, (wire) => s.room.engine().engine.open(wire, () => allBut(call.needs)), async (ask) => {
        for (const input of [inputOf(call), {}, null]) {
          const r = await ask(name, input);
          if (codeOf(r) !== 'forbidden' || (!r.ok && (r.fault.params['call'] !== name || r.fault.params['needs'] !== call.needs))) out.push(`${name}: ${JSON.stringify(r)}`);
        }
      });
    }
    expect(out).toEqual([]);
    expect(await state()).toBe(before);
  }, 60_000);

  it('of the engine, by a person who may that alone: not refused as forbidden, and nothing breaks', async () => {
    const s: Staffed = await staffed();
    const out: string[] = [];
    for (const [name, call] of Object.entries(engineContract.calls)) {
      await tried(engineContract, (wire) => s.room.engine().engine.open(wire, () => with_([call.needs])), async (ask) => {
        const code = codeOf(await ask(name, inputOf(call)));
        if (code === 'forbidden' || code === 'crashed') out.push(`${name}: ${code}`);
      });
    }
    expect(out).toEqual([]);
  }, 60_000);

  it('of the workstation: no handler is reached by whoever has not the right, and every handler by whoever has it', async () => {
    const reached: string[] = [];
    const handlers = Object.fromEntries(Object.keys(shellContract.calls).map((name) => [name, async () => { reached.push(name); return ok({}); }])) as unknown as Handlers<typeof shellContract>;
    const at = (session: Session) => (wire: Wire) => { const served = serve(shellContract, handlers, { wire, clock: realClock, session: () => session, crashed: () => {} }); return () => served.stop(); };
    for (const [name, call] of Object.entries(shellContract.calls)) {
      await tried(shellContract, at(allBut(call.needs)), async (ask) => expect([name, codeOf(await ask(name, inputOf(call)))]).toEqual([name, 'forbidden']));
    }
    expect(reached).toEqual([]);
    for (const [name, call] of Object.entries(shellContract.calls)) await tried(shellContract, at(with_([call.needs])), async (ask) => expect([name, codeOf(await ask(name, inputOf(call)))]).not.toContain('forbidden'));
    expect(new Set(reached).size).toBeGreaterThan(Object.keys(shellContract.calls).length * 0.9);
  });
});
