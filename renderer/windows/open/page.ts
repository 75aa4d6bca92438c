import { catchPorts, type Ports } from '#kit/port';

/** What a window's `start.tsx` offers: opens the window in `root`; it lives as long as its page. */
export interface Start { readonly start: (ports: Ports, root: HTMLElement) => void }

/** True where the engine itself serves this page to a browser (docs/web.md): on the loopback's number. A workstation's pages are at app://, and under development at localhost. */
const byEngine = (): boolean => location.protocol === 'http:' && location.hostname === '127.0.0.1';

/** The first thing that every page runs: the ports may come at any moment from now on, so they are caught before anything else is loaded. */
export function openPage(load: () => Promise<Start>): void {
  const ports = byEngine() ? null : catchPorts(window);
  // Zod tries once whether it may make functions from text, unless it finds this; the page's CSP forbids it and would report the try.
  Object.assign(globalThis, { __zod_globalConfig: { jitless: true } });
  const root = document.getElementById('root');
  if (root === null) return;
  if (ports !== null) void load().then(({ start }) => start(ports, root));
  else void import('./web/host.tsx').then(({ openWeb }) => openWeb(root, async (given) => (await load()).start(given, root)));
}
