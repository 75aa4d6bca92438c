/** How a script ends; the numbers are documented in scripts/README.md and outside programs may rely on them. */
export const EXIT = { ok: 0, failed: 1, usage: 2, right: 3, fetch: 4, port: 5 };

/** An end that was foreseen: a sentence for the person, and the exit code for a program. */
export class Stop extends Error {
  constructor(code, sentence) { super(sentence); this.code = code; }
}

/** What a script does, on stderr: stdout belongs to results, which programs read. */
export const say = (part, sentence) => console.error(`[${part}] ${sentence}`);
export const seconds = (since) => `${((performance.now() - since) / 1000).toFixed(1)} s`;

/** Runs a script's body: a foreseen end is one sentence, anything else is a bug and shows its stack. */
export async function script(name, body) {
  try {
    process.exitCode = (await body()) ?? EXIT.ok;
  } catch (error) {
    if (error instanceof Stop) console.error(`[${name}] ${error.message}`);
    else console.error(error);
    process.exitCode = error instanceof Stop ? error.code : EXIT.failed;
  }
}
