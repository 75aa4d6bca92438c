import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { row, type Row } from '../report.ts';

const bench = 'wires';
const folder = 'tests/fuzz';

/** Runs every fuzz of tests/fuzz with a fresh seed: its own words are printed, its exit code is the row. */
export function fuzzing(frames: number, seed: number): Row[] {
  return fs.readdirSync(folder).filter((f) => /^[a-z]\S*\.ts$/.test(f)).flatMap((file) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [`${folder}/${file}`, String(frames), String(seed)], { encoding: 'utf8', maxBuffer: 2 ** 24 });
    process.stdout.write(`${`${stdout}${stderr}`.trimEnd().split('\n').map((line) => `  ${file}: ${line.slice(0, 500)}`).join('\n')}\n`);
    return [
      row(bench, `fuzz ${file}: frames for each parser, seed ${seed}`, frames, 'frames', frames >= 1e6 ? '>= 1000000' : null),
      row(bench, `fuzz ${file}: crashed, broke a promise or took 50 ms (exit code)`, status ?? -1, '', '= 0'),
    ];
  });
}
