import fs from 'node:fs';
import path from 'node:path';

const file = 'names';
/** A name as a line of the file; null: the line is none. */
function nameIn(line: string): string | null { try { const name: unknown = JSON.parse(line); return typeof name === 'string' ? name : null; } catch { return null; } }

/** The numbers of the points of a stream (FWD-08): the n-th line of the file is the name that has n + 1. Only ever added to; half a line at the end is none. Null where a line is not a name: then the stream cannot be read any more. */
export function namesIn(dir: string) {
  const target = path.join(dir, file);
  const text = fs.existsSync(target) ? fs.readFileSync(target, 'utf8') : '';
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  const read = whole === '' ? [] : whole.slice(0, -1).split('\n').map(nameIn);
  if (read.includes(null)) return null;
  const names = read as string[];
  const numbers = new Map(names.map((name, i) => [name, i + 1]));
  if (whole.length < text.length) fs.truncateSync(target, Buffer.byteLength(whole));

  return {
    names: (): readonly string[] => names,
    /** Gives a number to each that has none, on the disk before it is used. */
    numbersOf(wanted: readonly string[]): readonly number[] {
      const fresh = [...new Set(wanted)].filter((name) => !numbers.has(name));
      if (fresh.length > 0) fs.appendFileSync(target, `${fresh.map((name) => JSON.stringify(name)).join('\n')}\n`, { flush: true });
      for (const name of fresh) numbers.set(name, names.push(name));
      return wanted.map((name) => numbers.get(name)!);
    },
  };
}
export type Names = NonNullable<ReturnType<typeof namesIn>>;
/** A stream that is begun anew names its points anew. */
export const forgetNames = (dir: string): void => fs.rmSync(path.join(dir, file), { force: true });
