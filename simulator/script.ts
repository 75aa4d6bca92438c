/** One thing to be done at a second of the plant's time: a line as it is typed. */
export interface Cue { readonly atS: number; readonly line: string }

/** Reads a script: `SECOND COMMAND` in each line, `#` begins a comment. Gives the cues in the order of their time, or the sentences that say what is wrong, with their lines. `understood`: whether a command is one. */
export function scriptOf(text: string, understood: (line: string) => string | null): { readonly cues: readonly Cue[] } | { readonly wrong: readonly string[] } {
  const cues: Cue[] = [];
  const wrong: string[] = [];
  text.split(/\r?\n/).forEach((raw, i) => {
    const line = raw.replace(/#.*$/, '').trim();
    if (line === '') return;
    const [, second, command] = /^(\d{1,7}(?:\.\d{1,3})?)\s+(\S.*)$/.exec(line) ?? [];
    const why = command === undefined ? 'a line is SECOND COMMAND, such as: 30 fault drop dcs-1' : understood(command);
    if (why !== null || command === undefined) wrong.push(`line ${i + 1}: ${why}`);
    else cues.push({ atS: Number(second), line: command });
  });
  return wrong.length > 0 ? { wrong } : { cues: cues.toSorted((a, b) => a.atS - b.atS) };
}

/** Plays cues: `upTo` gives what is due and was not given before. */
export function player(cues: readonly Cue[]) {
  let next = 0;
  return {
    upTo(elapsedS: number): readonly string[] {
      const due: string[] = [];
      for (; next < cues.length && cues[next]!.atS <= elapsedS; next++) due.push(cues[next]!.line);
      return due;
    },
  };
}
