import fs from 'node:fs';
import path from 'node:path';

/** How large one log file grows, and how many are kept beside it. */
const defaults = { bytes: 5_000_000, files: 5 };

/**
 * The engine's log: lines with their UTC time in `logs/engine.log`, turned over at 5 MB, five kept. It never throws: a disk that cannot take a line
 * loses that line, and nothing else. What is given to it must carry neither personal data nor secrets.
 */
export function logFile(dir: string, now: () => number, { bytes, files } = defaults): { line(text: string): void } {
  const file = path.join(dir, 'engine.log');
  let size = sizeOf(file);
  function turn(): void {
    for (let i = files; i > 1; i--) if (fs.existsSync(`${file}.${i - 1}`)) fs.renameSync(`${file}.${i - 1}`, `${file}.${i}`);
    fs.renameSync(file, `${file}.1`);
    size = 0;
  }
  return {
    line(text) {
      const row = `${new Date(now()).toISOString()} ${text.replaceAll(/[\r\n]+/g, ' ').slice(0, 2000)}\n`;
      try {
        if (size > 0 && size + row.length > bytes) turn();
        fs.appendFileSync(file, row);
        size += Buffer.byteLength(row);
      } catch { size = sizeOf(file); } // a full disk: the journal's own banner tells of it
    },
  };
}
function sizeOf(file: string): number { return fs.statSync(file, { throwIfNoEntry: false })?.size ?? 0; }
