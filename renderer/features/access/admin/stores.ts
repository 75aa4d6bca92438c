import type { accessContract } from '#app/access';
import type { Client } from '#kernel/contract';
import { listed } from './parts/listed.ts';

export type AccessClient = Client<typeof accessContract>;

/** People, roles, sessions and keys as an administrator sees them. Nothing is asked before `begin`, and nothing is kept after `end`. `now`: epoch ms. */
export function accessAdmin(ask: AccessClient, now: () => number) {
  const people = listed(() => ask.call('person.list', {}), now);
  const table = listed(() => ask.call('role.table', {}), now);
  const sessions = listed(() => ask.call('session.list', {}), now);
  const keys = listed(() => ask.call('key.view', {}), now);
  const all = [people, table, sessions, keys];
  let begun = false;
  const again = (): void => { if (begun) for (const one of all) void one.read(); };
  const dispose = ask.listen('access.moved', {
    value({ what }) {
      if (!begun) return;
      if (what === 'sessions') { void sessions.read(); void people.read(); return; }   // how many sessions somebody has stands with her
      const of = { people, roles: table, policy: table, keys } as const;
      void of[what].read();
    },
    gap: again,
  });
  return {
    ask, people, table, sessions, keys, dispose, again,
    begin(): void { begun = true; again(); },
    end(): void { begun = false; for (const one of all) one.clear(); },
  };
}
export type AccessAdmin = ReturnType<typeof accessAdmin>;
