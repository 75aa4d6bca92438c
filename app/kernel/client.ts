import type { Client, Ear, Greeting, VersionedContract, Wire, WireMessage } from './contract.ts';
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

  return {
    ready: greeted.promise,
    async call(name, input) {
      const hello = await greeted.promise;
      if (!hello.ok) return hello;
      if (closed) return fail('port-closed', { call: name });
      const { promise, resolve } = Promise.withResolvers<Result<unknown>>();
      waiting.set(++last, resolve);
      wire.post({ t: 'call', id: last, name, input });
      return promise as never;
    },
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
