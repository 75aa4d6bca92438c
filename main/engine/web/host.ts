import { ok, type Fault, type Result } from '#kernel/result';
import { permissions, unidentified, type NodeId, type Realm, type Session } from '#kernel/session';
import type { Wire } from '#kernel/contract';
import type { Clock, Stop } from '#kernel/time';
import { pagesFolder } from '../workers.ts';
import { openDoor, type Door } from './door.ts';
import { webToken } from './token.ts';

/** What the web host of one engine needs to know. `site`: the folder whose shelves pages may read; null: none. */
export interface WebHost { readonly port: number; readonly dataDir: string; readonly site: string | null; readonly workstation: string; readonly clock: Clock; readonly note: (line: string) => void }

/** Lets browsers of this machine show the windows of `engine`. Who comes in acts for the workstation, as its windows do, but may not import a site. */
export async function hostWeb(engine: { readonly node: NodeId; readonly realm: Realm; readonly open: (wire: Wire, session: () => Session) => Stop }, { port, dataDir, site, workstation, clock, note }: WebHost): Promise<Result<Door, Fault<'web-token' | 'web-port'>>> {
  const token = webToken(dataDir);
  if (!token.ok) return token;
  const session = unidentified(workstation, engine.node, engine.realm, permissions.filter((p) => p !== 'site.import'));
  const door = await openDoor({ port, token: token.value, roots: { pages: pagesFolder(), site }, clock, note, open: (wire) => engine.open(wire, () => session) });
  if (!door.ok) return door;
  note(`web http://127.0.0.1:${door.value.port}/ (token: secrets/web-token in the data folder)`);
  return ok(door.value);
}
