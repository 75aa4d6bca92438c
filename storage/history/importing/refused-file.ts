import fs from 'node:fs';
import path from 'node:path';

/** The lines that were not taken, beside the file: as they were, with the line and the reason behind them, to be mended and imported again. Made by the first of them. */
export function refusedFile(of: string, heading: string, delimiter: string) {
  const base = path.join(path.dirname(of), path.basename(of, path.extname(of)));
  let file: string | null = null;
  let handle = -1;
  function begin(): void {
    for (let n = 1; file === null; n++) {
      const own = `${base}.refused${n === 1 ? '' : `-${n}`}.csv`;
      try { handle = fs.openSync(own, 'wx', 0o600); file = own; } catch (error) { if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error; }
    }
    fs.writeSync(handle, `\uFEFF${heading}${delimiter}watchroom_line${delimiter}watchroom_reason\r\n`);
  }
  return {
    put(raw: string, line: number, reason: string): void {
      if (file === null) begin();
      fs.writeSync(handle, `${raw}${delimiter}${line}${delimiter}${reason}\r\n`);
    },
    /** Its name; null: every line was taken. */
    end(): string | null {
      if (file !== null) { fs.fsyncSync(handle); fs.closeSync(handle); }
      return file;
    },
  };
}
