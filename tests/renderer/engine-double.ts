import type { AlarmView } from '#app/alarm';
import { engineContract, type EngineContract } from '#app/contract';
import { connect } from '#kernel/client';
import type { Client } from '#kernel/contract';
import { nodeId, unidentified, type Session } from '#kernel/session';
import { serve, type Served } from '#kernel/serve';
import { realClock } from '../clock.ts';
import { channel } from '../wire.ts';
import { handlers, type Calls } from './handlers.ts';

export { handlers, type Calls } from './handlers.ts';

export const session = (): Session => unidentified('desk-1', nodeId('node-1'), 'live');

/** The real `serve` and the real client with a real port between them; only what the calls answer is the test's. */
export function engineDouble(calls: Calls, who: () => Session = session): { readonly client: Client<EngineContract>; readonly say: Served<EngineContract>['say']; readonly skip: (stream: string) => void; readonly close: () => void } {
  const { engine, window, close } = channel();
  const served = serve(engineContract, handlers(calls), { wire: engine, clock: realClock, session: who, crashed: (call, error) => { throw new Error(call, { cause: error }); }, check: true });
  const client = connect(engineContract, window, (run) => run());
  return { client, say: (name, value, key) => served.say(name, value, key), skip: (name) => engine.post({ t: 'stream', name, n: 1_000_000, values: [] }), close: () => { client.close(); served.stop(); close(); } };
}

/** Resolves once `done` holds; asked at every turn of the event loop, for at most five seconds. */
export async function until(done: () => boolean): Promise<void> {
  const end = performance.now() + 5000;
  while (!done() && performance.now() < end) await new Promise((resolve) => setImmediate(resolve));
  if (!done()) throw new Error('never came true');
}

/** An alarm with what a test says of it. */
export const alarm = (id: string, more: Partial<AlarmView> = {}): AlarmView => {
  const state = more.state ?? 'unacknowledged';
  return {
    id, kind: 'HH', point: id, source: 's', level: 'A', state, active: state !== 'returned', confirmed: true, since: 0, raisedAt: 0, handleBy: null, occurrence: `${id}/1/0`, limit: 25, value: 30, status: 0,
    sourceTime: 0, receivedTime: 0, suppressed: { shelved: false, byDesign: false, outOfService: false }, recorded: true, ...more,
    may: more.may ?? { acknowledge: state === 'unacknowledged' || state === 'returned', confirm: false },
  };
};
