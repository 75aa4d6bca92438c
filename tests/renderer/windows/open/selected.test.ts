import { afterEach, describe, expect, it } from 'vitest';
import { selectionContract, type Selected } from '#app/selection';
import { serve, type Served } from '#kernel/serve';
import { link } from '#kit/link';
import type { EndingWire } from '#kit/wire';
import { selections } from '../../../../main/engine/serve/selections.ts';
import { selectedStore } from '../../../../renderer/windows/open/selected.ts';
import { realClock } from '../../../clock.ts';
import { channel } from '../../../wire.ts';
import { session, until } from '../../engine-double.ts';

const contract = { version: 1, ...selectionContract } as const;
const tank = (n: number): Selected => ({ kind: 'asset', id: `tank-${n}` });
const ends: (() => void)[] = [];
afterEach(() => { for (const end of ends.splice(0)) end(); });

/** One engine's memory of selections; windows connect to it over real ports, and lose it when it falls. */
function engine() {
  const served = new Set<Served<typeof contract>>();
  const closed = new Set<() => void>();
  const handlers = selections((_workstation, selection) => { for (const s of served) s.say('selection.changed', selection); });
  return {
    /** The wire of one more window. */
    wire(): EndingWire {
      const { engine: ours, window: theirs, close } = channel();
      const s = serve<typeof contract>(contract, handlers, { wire: ours, clock: realClock, session, crashed: (call, error) => { throw new Error(call, { cause: error }); } });
      served.add(s);
      ends.push(() => { s.stop(); close(); });
      return { ...theirs, closed: (run) => { closed.add(run); return () => void closed.delete(run); }, end: () => undefined };
    },
    fall(): void { for (const s of served) s.stop(); served.clear(); for (const run of closed) run(); },
  };
}
/** A window that outlives its engine. */
function window(kind: string) {
  const to = link(contract, (run) => run(), () => realClock.now());
  return { to, it: selectedStore(to.client, kind) };
}
type Window = ReturnType<typeof window>;
const idOf = (w: Window) => w.it.state.getState().shown?.id ?? null;
const at = (...ids: (string | null)[]) => (...all: Window[]): boolean => all.every((w, i) => idOf(w) === ids[i]);

describe('what the windows of one workstation look at', () => {
  it('SEL-04 one chooses, the other follows within one turn, back and forward as one; SEL-05 a pinned one stays until it is let go', async () => {
    const one = engine();
    const [desk, scene] = [window('desk'), window('scene')];
    for (const w of [desk, scene]) w.to.open(one.wire());
    desk.it.choose(tank(1));
    await until(() => at('tank-1', 'tank-1')(desk, scene));
    expect(scene.it.state.getState().selection).toMatchObject({ by: 'desk', turn: 1 });
    scene.it.choose(tank(2));
    await until(() => at('tank-2', 'tank-2')(desk, scene));
    expect(desk.it.state.getState().selection.turn).toBe(2);

    scene.it.pin(true);
    desk.it.choose(tank(3));
    await until(() => scene.it.state.getState().selection.turn === 3);
    expect([idOf(desk), idOf(scene)]).toEqual(['tank-3', 'tank-2']);
    desk.it.step('back');
    await until(() => idOf(desk) === 'tank-2');
    desk.it.step('back');
    await until(() => idOf(desk) === 'tank-1' && scene.it.state.getState().selection.turn === 5);
    expect(idOf(scene)).toBe('tank-2');
    scene.it.pin(false);
    expect(idOf(scene)).toBe('tank-1');
    scene.it.step('forward');
    await until(() => at('tank-2', 'tank-2')(desk, scene));
  });
  it('SEL-06 the moment that is looked at is the same everywhere, pinned or not', async () => {
    const one = engine();
    const [desk, scene] = [window('desk'), window('scene')];
    for (const w of [desk, scene]) w.to.open(one.wire());
    scene.it.pin(true);
    desk.it.lookAt(1_700_000_000_000);
    await until(() => scene.it.state.getState().selection.cursor === 1_700_000_000_000);
    scene.it.lookAt(null);
    await until(() => desk.it.state.getState().selection.cursor === null);
  });
  it('SEL-07 an engine that starts again learns from its windows what they look at, and what is chosen then counts', async () => {
    const first = engine();
    const [desk, scene] = [window('desk'), window('scene')];
    for (const w of [desk, scene]) w.to.open(first.wire());
    for (const n of [1, 2, 3]) { desk.it.choose(tank(n)); await until(() => at(`tank-${n}`, `tank-${n}`)(desk, scene)); }
    desk.it.lookAt(42);
    await until(() => scene.it.state.getState().selection.cursor === 42);
    first.fall();
    const second = engine();
    for (const w of [desk, scene]) w.to.open(second.wire());
    const late = window('mimic');
    await until(() => scene.to.state.getState().openings === 2 && desk.to.state.getState().openings === 2);
    late.to.open(second.wire());
    await until(() => at('tank-3', 'tank-3', 'tank-3')(desk, scene, late));
    await until(() => late.it.state.getState().selection.cursor === 42);
    scene.it.choose(tank(9));
    await until(() => at('tank-9', 'tank-9', 'tank-9')(desk, scene, late));
  });
});
