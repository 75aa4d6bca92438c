import { ok, type Fault, type Result } from '#kernel/result';
import type { Session } from '#kernel/session';
import type { Clock, Stop } from '#kernel/time';
import type { Engine } from '../engine.ts';
import { pagesFolder } from '../workers.ts';
import { openDoor, type Door } from './door.ts';
import { webToken } from './token.ts';

/** What the web host of one engine needs to know. `site`: the folder whose shelves pages may read; null: none. */
export interface WebHost { readonly port: number; readonly dataDir: string; readonly site: string | null; readonly workstation: string; readonly clock: Clock; readonly note: (line: string) => void }

/** What a browser at the desk may: as the desk's windows, but it imports no site. Made anew as the desk's session is another one. */
function atDesk(desk: () => Session): () => Session {
  let made: { readonly of: Session; readonly session: Session } | null = null;
  return () => {
    const of = desk();
    if (made?.of !== of) { const may = new Set(of.may); may.delete('site.import'); made = { of, session: { ...of, may, allows: (needs, place) => may.has(needs) && of.allows(needs, place) } }; }
    return made.session;
  };
}

/** Lets browsers of this machine show the windows of `engine`. Who comes in sits at the desk of the workstation, as its windows do, or, to administrate, at a seat of its own; but may not import a site. */
export async function hostWeb(engine: Pick<Engine, 'open' | 'seat'>, { port, dataDir, site, workstation, clock, note }: WebHost): Promise<Result<Door, Fault<'web-token' | 'web-port'>>> {
  const token = webToken(dataDir);
  if (!token.ok) return token;
  const { session } = engine.seat({ workstation, own: false });
  const browser = atDesk(session);
  /** A page with a seat of its own, which ends with it. */
  function alone(wire: Parameters<Engine['open']>[0]): Stop {
    const seat = engine.seat({ workstation, own: true });
    const end = engine.open(wire, atDesk(seat.session));
    return () => { end(); seat.stop(); };
  }
  const door = await openDoor({ port, token: token.value, roots: { pages: pagesFolder(), site }, clock, note, open: (wire, own) => (own ? alone(wire) : engine.open(wire, browser)) });
  if (!door.ok) return door;
  note(`web http://127.0.0.1:${door.value.port}/ (token: secrets/web-token in the data folder)`);
  return ok(door.value);
}
