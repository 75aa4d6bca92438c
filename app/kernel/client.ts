import type { Asked, Client, Ear, Greeting, VersionedContract, Wire, WireMessage } from './contract.ts';
import { fail, ok, type Result } from './result.ts';

type Hello = Result<Greeting>;
type Pending = (r: Result<unknown>) => void;

/** The asking end of a port. Nothing is asked before the first message said that both ends speak the same version. `afterDraw`: runs what it is given once the window has drawn. */
export function connect<C extends VersionedContract>(contract: C, wire: Wire, afterDraw: (run: () => void) => void): Client<C> {
  const greeted = Promise.withResolvers<Hello>();
  const waiting = new Map<number, Pending>();
  const ears = new Map<string, Set<Ear<unknown>>>();
  const counts = new Map<string, number>();
  let last = 0;
  let closed = false;

  function heard(m: Extract<WireMessage, { t: 'stream' }>): void {
    const listeners = ears.get(m.name) ?? new Set<Ear<unknown>>();
    if (m.n !== (counts.get(m.name) ?? 0) + 1) for (const ear of listeners) ear.gap?.();
    counts.set(m.name, m.n);
    for (const ear of listeners) for (const value of m.values) ear.value(value);
    if (contract.streams[m.name]?.kind === 'latest') afterDraw(() => { if (!closed) wire.post({ t: 'drawn', name: m.name }); });
  }
  const stop = wire.hear((raw) => {
    const m = raw as WireMessage;
    greeted.resolve(m.t !== 'hello' ? fail('no-hello')   // only the first message settles it
      : m.version !== contract.version ? fail('other-version', { ours: contract.version, theirs: m.version }) : ok({ realm: m.realm, node: m.node, actor: m.actor }));
    if (m.t === 'reply') { waiting.get(m.id)?.(m.result); waiting.delete(m.id); }
    if (m.t === 'stream') heard(m);
  });

  function ask(name: string, input: unknown): Asked<unknown> {
    const { promise, resolve } = Promise.withResolvers<Result<unknown>>();
    let id: number | null = null;
    let back = false;
    const begin = (hello: Hello): void => {
      if (!hello.ok) { resolve(hello); return; }
      if (closed) { resolve(fail('port-closed', { call: name })); return; }
      if (back) return;
      id = ++last;
      waiting.set(id, resolve);
      wire.post({ t: 'call', id, name, input });
    };
    void greeted.promise.then(begin);
    return {
      answer: promise,
      takeBack() {
        back = true;
        if (id !== null && waiting.delete(id) && !closed) wire.post({ t: 'cancel', id });
        resolve(fail('taken-back', { call: name }));
      },
    };
  }
  return {
    ready: greeted.promise,
    call: (name, input) => ask(name, input).answer as never,
    ask: (name, input) => ask(name, input) as never,
    listen(name, ear) {
      const set = ears.get(name) ?? new Set<Ear<unknown>>();
      ears.set(name, set.add(ear));
      return () => void set.delete(ear);
    },
    close() {
      closed = true;
      stop();
      greeted.resolve(fail('port-closed', { call: '' }));
      for (const resolve of waiting.values()) resolve(fail('port-closed', { call: '' }));
      waiting.clear();
    },
  };
}
