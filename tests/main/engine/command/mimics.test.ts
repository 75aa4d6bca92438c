import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { expect, it, onTestFinished } from 'vitest';
import { drawingText } from '#app/mimic';
import { drawn } from '../../../app/mimic/drawn.ts';
import { point, smallSite, source } from '../../../small-site.ts';
import { scratch, siteFolder } from '../living.ts';

const run = (...args: string[]) => {
  const { status, stderr } = spawnSync(process.execPath, ['main/engine/cli.ts', ...args], { encoding: 'utf8', timeout: 60_000 });
  return { code: status, said: stderr };
};

it('a life of the engine takes the mimics of the folder into the journal, and an export writes them out again', async () => {
  const { dir, remove } = scratch();
  onTestFinished(remove);
  const site = await siteFolder(dir, smallSite([source('gds', 'modbus', { host: '127.0.0.1', port: 1, unit: 1, everyMs: 500, answerMs: 200, retryMs: 500, maxRegisters: 125, maxGap: 8 })], [point('A', 'gds', 'hr:1')]));
  fs.mkdirSync(`${site}/mimics`);
  fs.writeFileSync(`${site}/mimics/farm.json`, drawingText(drawn()));
  fs.writeFileSync(`${site}/mimics/farm.svg`, '<svg xmlns="http://www.w3.org/2000/svg"/>');
  fs.writeFileSync(`${site}/mimics/bad.json`, '{');
  const checked = run('site', 'check', site);
  expect([checked.code, checked.said.includes('mimics/bad.json'), checked.said.includes('1 mimics, 1 that cannot be read')]).toEqual([0, true, true]);
  expect(run('--site', site, '--data', `${dir}/data`, '--for', '1').code).toBe(0);
  const out = run('site', 'export', `${dir}/out`, '--data', `${dir}/data`);
  expect(out.code).toBe(0);
  expect(fs.readdirSync(`${dir}/out/mimics`).toSorted()).toEqual(['farm.json', 'farm.svg']);
  expect(fs.readFileSync(`${dir}/out/mimics/farm.json`, 'utf8')).toBe(drawingText(drawn()));
}, 60_000);
