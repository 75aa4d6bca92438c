import { createStore, type StoreApi } from 'zustand/vanilla';
import { connect } from '#kernel/client';
import type { Asked, Client, Ear, Greeting, StreamName, VersionedContract } from '#kernel/contract';
import { fail, ok, type Fault, type Result } from '#kernel/result';
import type { Realm } from '#kernel/session';
import type { EndingWire } from './wire.ts';

type Hello = Result<Greeting>;

/** How the other end stands. `waiting`: no port yet. `lost`: its port closed. `refused`: it speaks another version. `since`: when it became so. `openings`: ports that greeted us so far. */
export interface LinkState {
  readonly phase: 'waiting' | 'open' | 'lost' | 'refused';
  readonly since: number;
  readonly realm: Realm | null;
  readonly node: string | null;
  /** Who acts through this port. */
  readonly actor: string | null;
  readonly fault: Fault | null;
  readonly openings: number;
}

/** A client that outlives its ports: what listens goes on listening at the next port, and is told of the gap so that it lists again. */
export interface Link<C extends VersionedContract> {
  readonly client: Client<C>;
  readonly state: StoreApi<LinkState>;
  open(wire: EndingWire): void;
}

/** `afterDraw` runs what it is given once the window has drawn; `now` is epoch ms. A call before the first port waits for it; a call while the port is lost fails at once as `not-connected`. */
export function link<C extends VersionedContract>(contract: C, afterDraw: (run: () => void) => void, now: () => number): Link<C> {
  const state = createStore<LinkState>(() => ({ phase: 'waiting', since: now(), realm: null, node: null, actor: null, fault: null, openings: 0 }));
  const ears = new Set<{ readonly name: StreamName<C>; readonly ear: Ear<unknown> }>();
  const first = Promise.withResolvers<Hello>();
  let current: { readonly client: Client<C>; readonly wire: EndingWire } | null = null;

  function drop(): void {
    current?.client.close();
    current?.wire.end();
    current = null;
  }
  async function greet(client: Client<C>): Promise<void> {
    const hello = await client.ready;
    if (current?.client !== client) return; // race: another port came meanwhile
    if (!hello.ok) { state.setState({ phase: 'refused', since: now(), fault: hello.fault }); return; }
    const openings = state.getState().openings + 1;
    state.setState({ phase: 'open', since: now(), realm: hello.value.realm, node: hello.value.node, actor: hello.value.actor, fault: null, openings });
    first.resolve(ok(hello.value));
    if (openings > 1) for (const { ear } of ears) ear.gap?.();
  }
  function open(wire: EndingWire): void {
    drop();
    const client = connect(contract, wire, afterDraw);
    current = { client, wire };
    for (const { name, ear } of ears) client.listen(name, ear);
    wire.closed(() => {
      if (current?.wire !== wire) return;
      drop();
      state.setState({ phase: 'lost', since: now() });
    });
    void greet(client);
  }
  const client: Client<C> = {
    ready: first.promise,
    async call(name, input) {
      await first.promise;
      return current === null ? fail('not-connected', { call: name }) : current.client.call(name, input);
    },
    ask(name, input) {
      let inner: Pick<Asked<unknown>, 'takeBack'> | null = null;
      let back = false;
      const answer = first.promise.then(() => {
        if (back) return fail('taken-back', { call: name });
        if (current === null) return fail('not-connected', { call: name });
        const asked = current.client.ask(name, input);
        inner = asked;
        return asked.answer;
      });
      return { answer, takeBack() { back = true; inner?.takeBack(); } };
    },
    listen(name, ear) {
      const held = { name, ear: ear as Ear<unknown> };
      ears.add(held);
      const hearing = { stop: current?.client.listen(name, ear) };
      return () => { ears.delete(held); hearing.stop?.(); };
    },
    close: drop,
  };
  return { client, state, open };
}
