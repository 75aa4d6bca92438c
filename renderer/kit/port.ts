import type { Stop } from '#kernel/time';
import { portWire, type EndingWire } from './wire.ts';

const names = ['engine-port', 'shell-port'] as const;
/** What the preload calls the ports it hands over. */
export type PortName = (typeof names)[number];

/** The wires that come into this page. A new one of the same name may come at any time (the engine was restarted) and takes the place of the old. */
export interface Ports { take(name: PortName, run: (wire: EndingWire) => void): Stop }

/** The part of `window` that is needed; only what the page itself posted at its own origin is believed. */
export type Page = Pick<Window, 'addEventListener'> & { readonly location: { readonly origin: string } };

/** Listens from now on; a port that comes before anybody takes it is kept, the newest of each name only. */
export function catchPorts(page: Page): Ports {
  const held = new Map<PortName, MessagePort>();
  const takers = new Map<PortName, (port: MessagePort) => void>();
  page.addEventListener('message', (e: MessageEvent) => {
    if (e.source !== page || e.origin !== page.location.origin) return;
    const name = names.find((n) => n === e.data);
    const port = e.ports[0];
    if (name === undefined || port === undefined) return;
    const take = takers.get(name);
    if (take !== undefined) { take(port); return; }
    held.get(name)?.close();
    held.set(name, port);
  });
  return {
    take(name, run) {
      const take = (port: MessagePort): void => run(portWire(port));
      takers.set(name, take);
      const port = held.get(name);
      if (held.delete(name) && port !== undefined) take(port);
      return () => void (takers.get(name) === take && takers.delete(name));
    },
  };
}
