import type { ShellContract, windowsContract } from '#app/contract';
import type { Handlers } from '#kernel/contract';
import { fail, ok, type Result } from '#kernel/result';
import type { Profiles } from './arrange/profiles.ts';
import type { Windows } from './windows/windows.ts';

/** The contract's own windows and profiles, of the window `id`. */
export type WindowHandlers = Pick<Handlers<ShellContract>, keyof (typeof windowsContract)['calls']>;

/** Answers what the window `id` asks of windows and profiles. */
export function windowAnswers(windows: Windows, profiles: Profiles, id: number): WindowHandlers {
  const listed = (done: Result<unknown>) => (done.ok ? ok(profiles.list()) : done);
  return {
    'window.self': async () => windows.self(id),
    'window.open': async ({ kind, show, another }, { may }) => (kind === 'admin' || may.has('window.open') ? windows.open(kind, show ?? null, another === true) : fail('forbidden', { needs: 'window.open' })),
    'window.close': async () => { const r = windows.close(id); return r.ok ? ok({}) : r; },
    'window.scale': async ({ what, to }) => windows.scale(id, what, to),
    'window.mode': async ({ mode }) => windows.mode(id, mode),
    'window.beat': async (beat) => { const r = windows.beat(id, beat); return r.ok ? ok({}) : r; },
    'windows.health': async () => ok([...windows.health()]),
    'windows.arrangement': async () => ok(windows.arrangement()),
    'profile.list': async () => ok(profiles.list()),
    'profile.recall': async ({ name }) => {
      const found = profiles.find(name);
      if (!found.ok) return found;
      const results = windows.recall(found.value);
      const refused = results.find((r) => !r.ok);
      return results.some((r) => r.ok) || refused === undefined ? ok(profiles.list()) : listed(refused);
    },
    'profile.save': async ({ name }) => listed(profiles.save(name, windows.snapshot())),
    'profile.rename': async ({ from, to }) => listed(profiles.rename(from, to)),
    'profile.delete': async ({ name }) => listed(profiles.delete(name)),
    'profile.start': async ({ name }) => listed(profiles.start(name)),
  };
}
