import type { Writable } from 'node:stream';
import { eventLine, type AlarmChange, type AlarmRule } from '#app/alarm';

/** How much may wait for a reader that does not read, in bytes; and how long the last of it may take when the engine ends, in ms. */
const patience = { bytes: 64 * 2 ** 20, drainMs: 5000 };

/**
 * The `--events` lines on one stream. A reader that goes away, or lets more than 64 MB wait, is let go, said once, and the engine watches on: its stream ends after a
 * whole line, so that nothing is ever left out in the middle of what is read.
 */
export function eventLines(out: Writable, tell: (line: string) => void, { bytes, drainMs } = patience) {
  let open = true;
  function letGo(why: string): void {
    if (!open) return;
    open = false;
    tell(`event lines: ${why}; no more are written, the engine goes on`);
  }
  out.on('error', (error) => letGo(error.message));
  return {
    line(change: AlarmChange, rule: AlarmRule): void {
      const line = open ? eventLine(change, rule) : null;
      if (line === null) return;
      if (out.writableLength > bytes) { letGo('their reader does not read'); out.end(); return; }
      out.write(`${JSON.stringify(line)}\n`);
    },
    /** Resolves when the reader has taken all, or after 5 s. */
    async drained(): Promise<void> {
      if (out.writableLength === 0 || out.destroyed) return;
      const { promise, resolve } = Promise.withResolvers<void>();
      const timer = setTimeout(resolve, drainMs);
      out.once('drain', resolve).once('finish', resolve).once('close', resolve);
      await promise;
      clearTimeout(timer);
    },
  };
}
