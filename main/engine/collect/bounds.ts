import type { Fault } from '#kernel/result';
import type { Clock } from '#kernel/time';

const [codeLength, textLength, mostParams, lineLength] = [64, 300, 20, 500];
const plain = (text: string, most: number): string => text.slice(0, most).toWellFormed();

/** A fault as it may be journalled: what a device said in it is cut, and half a character, or a number that is none, is mended. */
export function boundFault({ code, params }: Fault): Fault {
  const kept = Object.entries(params).slice(0, mostParams);
  return { code: plain(code, codeLength), params: Object.fromEntries(kept.map(([name, v]) => [plain(name, codeLength), typeof v === 'number' ? (Number.isFinite(v) ? v : String(v)) : plain(String(v), textLength)])) };
}

/** Lines of one source for the log: the same line once in `everyMs`, and at most `most` of them; what was left out is counted with the next one. A device that is gone for a week, or floods, does not wash everything else out of the log. */
export function boundNotes(clock: Clock, note: (line: string) => void, most = 60, everyMs = 60_000): (line: string) => void {
  let begun = clock.mono();
  let left = 0;
  const said = new Set<string>();
  return (text) => {
    const line = plain(text.replaceAll(/\s*[\r\n]+\s*/g, ' '), lineLength);
    if (clock.mono() - begun >= everyMs) {
      begun = clock.mono();
      said.clear();
      if (left > 0) note(`(${left} lines left out)`);
      left = 0;
    }
    if (said.size >= most || said.has(line)) { left++; return; }
    said.add(line);
    note(line);
  };
}
