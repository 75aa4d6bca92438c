import { catchPorts, type Ports } from '#kit/port';

/** What a window's `start.tsx` offers: opens the window in `root`; it lives as long as its page. */
export interface Start { readonly start: (ports: Ports, root: HTMLElement) => void }

/** The first thing that every page runs: the ports may come at any moment from now on, so they are caught before anything else is loaded. */
export function openPage(load: () => Promise<Start>): void {
  const ports = catchPorts(window);
  // Zod tries once whether it may make functions from text, unless it finds this; the page's CSP forbids it and would report the try.
  Object.assign(globalThis, { __zod_globalConfig: { jitless: true } });
  void load().then(({ start }) => {
    const root = document.getElementById('root');
    if (root !== null) start(ports, root);
  });
}
