import fs from 'node:fs';
import { expect, it, onTestFinished } from 'vitest';
import { logFile } from '../../../../main/engine/record/log.ts';
import { scratch } from '../living.ts';

it('keeps the newest lines, turns over at its size, and one line stays one line', () => {
  const { dir, remove } = scratch();
  onTestFinished(remove);
  const log = logFile(dir, () => 0, { bytes: 200, files: 2 });
  for (let i = 0; i < 20; i++) log.line(`line ${i}\nwith a break`);
  expect(fs.readdirSync(dir).toSorted()).toEqual(['engine.log', 'engine.log.1', 'engine.log.2']);
  for (const f of fs.readdirSync(dir)) expect(fs.statSync(`${dir}/${f}`).size).toBeLessThanOrEqual(200);
  expect(fs.readFileSync(`${dir}/engine.log`, 'utf8').trim().split('\n').at(-1)).toBe('1970-01-01T00:00:00.000Z line 19 with a break');
});

it('a folder that is not there loses the line and nothing else', () => {
  expect(() => logFile('/nowhere/at/all', () => 0).line('x')).not.toThrow();
});
