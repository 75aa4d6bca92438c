import readline from 'node:readline/promises';

/** Whoever sits at a terminal. Null: she broke off (Ctrl+C, Ctrl+D). */
export interface Terminal {
  line(prompt: string): Promise<string | null>;
  /** Typed without being shown. */
  secret(prompt: string): Promise<string | null>;
}
/** What a terminal is, to us: a stream that gives each key as it is pressed, and one that shows. */
export interface Tty { readonly input: NodeJS.ReadStream; readonly output: NodeJS.WriteStream }

const [enter, feed, breakOff, end, back, rub, clear] = ['\r', '\n', '\u0003', '\u0004', '\u0008', '\u007f', '\u0015'];

/** One line out of keys, none of them shown; null where it was broken off. */
function hiddenLine({ input, output }: Tty): Promise<string | null> {
  return new Promise((resolve) => {
    let typed: string[] = [];
    const done = (text: string | null): void => {
      input.off('data', hear);
      input.setRawMode(false);
      input.pause();
      output.write('\n');
      resolve(text);
    };
    const hear = (chunk: string): void => {
      for (const key of chunk) {
        if (key === enter || key === feed) { done(typed.join('')); return; }
        if (key === breakOff || key === end) { done(null); return; }
        if (key === back || key === rub) typed.pop();
        else if (key === clear) typed = [];
        else typed.push(key);
      }
    };
    input.setRawMode(true);
    input.setEncoding('utf8');
    input.on('data', hear);
    input.resume();
  });
}

/** The terminal this process runs at; null where it runs at none: what is typed or shown there has no place in a pipe or a file. */
export function terminal({ input, output }: Tty = { input: process.stdin, output: process.stderr }): Terminal | null {
  if (input.isTTY !== true || output.isTTY !== true) return null;
  return {
    async line(prompt) {
      const asking = readline.createInterface({ input, output, terminal: true });
      const over = new AbortController();
      asking.once('SIGINT', () => over.abort());
      asking.once('close', () => over.abort());
      try { return (await asking.question(prompt, { signal: over.signal })).trim(); } catch { output.write('\n'); return null; } finally { asking.close(); }
    },
    async secret(prompt) { output.write(prompt); return hiddenLine({ input, output }); },
  };
}
