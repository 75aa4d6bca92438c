import { onTestFinished } from 'vitest';
import { engineContract } from '#app/contract';
import { connect } from '#kernel/client';
import { serve, type Served } from '#kernel/serve';
import { realClock } from '../../../../clock.ts';
import { channel } from '../../../../wire.ts';
import { galleryAccess, type Who } from '../../../gallery/access/access.ts';
import { handlers } from '../../../handlers.ts';

/** The engine's own answers about people, over a journal in memory, and a client at a seat of its own where `who` is logged in. */
export async function room(who: Who) {
  const { engine, window, close } = channel();
  let served: Served<typeof engineContract> | null = null;
  const access = await galleryAccess(realClock, 'live', who, true, () => ({ seat: (view) => served?.say('seat.changed', view), moved: (what) => served?.say('access.moved', { what }), consent: (id) => served?.say('consent.changed', { id }) }), ['hengyuan', 'anbang', 'hengyuan']);
  served = serve(engineContract, handlers(access.answers), { wire: engine, clock: realClock, session: access.seat.session, crashed: (call, error) => { throw new Error(call, { cause: error }); }, check: true });
  const client = connect(engineContract, window, (run) => run());
  await client.ready;
  onTestFinished(async () => { client.close(); served?.stop(); close(); await access.access.stop(); });
  return { client, access, person: (login: string) => { const found = [...access.access.parts.people().persons.values()].find((p) => p.login === login); if (found === undefined) throw new Error(login); return found; } };
}
