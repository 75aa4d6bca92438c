import { spawnSync } from 'node:child_process';
import { scratch } from '../main/engine/living.ts';
import { row, type Row } from './report.ts';

/** From `npm start` on a set-up machine to the first alarm on the screen, three times; set-up and build are done before. */
export async function startToAlarm(bench: string): Promise<Row[]> {
  const rows: Row[] = [];
  for (let i = 0; i < 3; i++) {
    const { dir, remove } = scratch();
    const { stdout } = spawnSync(process.execPath, ['scripts/start.mjs', '--data', `${dir}/data`, '--for', '12', '--measure'], { encoding: 'utf8', timeout: 90_000 });
    const ms = Number(/after (\d+) ms/.exec(stdout)?.[1] ?? NaN);
    rows.push(row(bench, `npm start to the first alarm on screen, run ${i + 1}`, ms / 1000, 's', '<= 5'));
    remove();
  }
  return rows;
}
