import type { Fault } from '#kernel/result';
import { exitOf, type ExitCode } from '../../../../main/engine/command/exit.ts';
import type { Refused } from '../../../../main/engine/refused.ts';
import type { Terminal } from '../../../../main/engine/terminal/terminal.ts';

/** Somebody who types these lines, one for each thing that is asked; null: she breaks off there. `asked`: what she was asked, and whether it was shown. */
export function typist(lines: readonly (string | null)[]): Terminal & { readonly asked: string[]; readonly left: () => number } {
  const rest = [...lines];
  const asked: string[] = [];
  const next = (kind: string) => async (prompt: string): Promise<string | null> => {
    asked.push(`${kind} ${prompt.trim()}`);
    const line = rest.shift();
    if (line === undefined) throw new Error(`asked for more than was typed: ${prompt}`);
    return line;
  };
  return { asked, left: () => rest.length, line: next('shown'), secret: next('hidden') };
}
/** What a command says, and how it ends. */
export function said() {
  const lines: string[] = [];
  const codes: string[] = [];
  return {
    lines, codes, tell: (line: string): void => void lines.push(line),
    say: ({ fault }: Refused): ExitCode => { codes.push(fault.code); return exitOf(fault); },
    worded: ({ code }: Fault): string => code,
  };
}
