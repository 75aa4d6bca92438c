import type { Wire } from '#kernel/contract';
import type { Stop } from '#kernel/time';

/** A wire that can end: `closed` runs when the other end is gone (its process died, or it closed), `end` closes ours. */
export interface EndingWire extends Wire { closed(run: () => void): Stop; end(): void }

/** The browser's MessagePort as a wire; nothing that came before the first `hear` is lost. */
export function portWire(port: MessagePort): EndingWire {
  return {
    post: (message) => port.postMessage(message),
    hear(listener) {
      const heard = (e: MessageEvent): void => listener(e.data);
      port.addEventListener('message', heard);
      port.start();
      return () => port.removeEventListener('message', heard);
    },
    closed(run) {
      port.addEventListener('close', run);
      return () => port.removeEventListener('close', run);
    },
    end: () => port.close(),
  };
}
