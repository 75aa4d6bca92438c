import { shellContract, type Settings, type WindowKind } from '#app/contract';
import { serve } from '#kernel/serve';
import type { Handlers } from '#kernel/contract';
import { fail, ok } from '#kernel/result';
import { nodeId, unidentified } from '#kernel/session';
import type { Clock } from '#kernel/time';
import { defaults } from '#kit/settings';
import { portWire, type EndingWire } from '#kit/wire';

const key = 'watchroom.settings';
/** What is needed of the browser: a place to keep words, and a way to open one of our pages. */
export interface Browser { readonly kept: Pick<Storage, 'getItem' | 'setItem'>; readonly clock: Clock; readonly open: (address: string, name: string) => unknown }

/** Settings as the browser kept them; anything that is none counts as the defaults. */
function settingsIn(kept: Browser['kept']): Settings {
  try { return shellContract.calls['settings.get'].out.parse({ ...defaults, ...JSON.parse(kept.getItem(key) ?? '{}') }); } catch { return defaults; }
}

/** What a browser can do of a workstation's shell: it remembers the settings, and shows a page of each kind in a tab of its own; of displays, processes and other windows it knows nothing and says so (`no-shell`). */
export function browserShell({ kept, clock, open }: Browser): EndingWire {
  const { port1, port2 } = new MessageChannel();
  const absent = async () => fail('no-shell');
  const handlers = {
    ...Object.fromEntries(Object.keys(shellContract.calls).map((name) => [name, absent])),
    'settings.get': async () => ok(settingsIn(kept)),
    /** A tab that is there already is shown again: it bears the name of its kind, and its address what it shows. A browser that lets no tab open says so. */
    'window.open': async ({ kind, show }: { readonly kind: WindowKind; readonly show?: string }) => {
      const tab = open(`/windows/${kind}/index.html${show === undefined ? '' : `?show=${encodeURIComponent(show)}`}`, `watchroom-${kind}`);
      return tab === null ? fail('tab-not-opened') : ok({ id: 0, kind, show: show ?? null, mode: 'normal' as const, zoom: 1, text: 1 });
    },
    'settings.set': async (change: Partial<Settings>) => {
      const next = { ...settingsIn(kept), ...change };
      try { kept.setItem(key, JSON.stringify(next)); } catch { return fail('settings-not-kept'); }
      served.say('settings.changed', next);
      return ok(next);
    },
  } as unknown as Handlers<typeof shellContract>;   // every call is there: those above, and `absent` for the rest
  const session = unidentified('browser', nodeId('browser'), 'live');
  const served = serve(shellContract, handlers, { wire: portWire(port2), clock, session: () => session, crashed: (_call, error) => reportError(error) });
  return portWire(port1);
}
