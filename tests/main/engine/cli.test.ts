import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { modbusDevice } from '../../../simulator/devices/modbus.ts';
import { point, smallSite, source } from '../../small-site.ts';
import { livingEngine, scratch, siteFolder } from './living.ts';

let dir = '';
let remove: () => void = () => {};
beforeEach(() => { ({ dir, remove } = scratch()); });
afterEach(() => remove());

const modbus = (port = 1) => source('gds', 'modbus', { host: '127.0.0.1', port, unit: 1, everyMs: 50, answerMs: 200, retryMs: 100, maxRegisters: 125, maxGap: 8 });
const run = (...args: string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['main/engine/cli.ts', ...args], { encoding: 'utf8', timeout: 60_000 });
  return { code: status, out: stdout, said: stderr };
};

it('what is not understood is said, with all that could be meant, and ends in 2', () => {
  const { code, out, said } = run('fly');
  expect([code, out]).toEqual([2, '']);
  expect(said).toContain('fly');
  expect(said).toContain('npm run engine -- verify');
});

it('a site with mistakes: every one is named with file and line, nothing is started, and it ends in 3', async () => {
  const site = await siteFolder(dir, smallSite([modbus()], [point('A', 'gds', 'hr:1'), point('B', 'gds', 'hr:2')]));
  const csv = fs.readFileSync(`${site}/points.csv`, 'utf8').replace('hr:1', 'hr:1').replace(/^A,/m, 'B,').replace(/,gas,/, ',gaz,');
  fs.writeFileSync(`${site}/points.csv`, csv);
  fs.mkdirSync(`${site}/tilse`);
  const { code, said } = run('--site', site, '--data', `${dir}/data`);
  expect(code).toBe(3);
  expect(said).toMatch(/^warning tilse:1: .*tiles/m);
  expect(run('site', 'check', `${dir}/nowhere`)).toMatchObject({ code: 3, said: expect.stringMatching(/^There is no such folder/) as string });
  expect(said).toMatch(/points\.csv:2 category/);
  expect(said).toMatch(/points\.csv:3 point/);
  expect(fs.existsSync(`${dir}/data`)).toBe(false);
});

it('addresses and options that no adapter can mean are named too, all of them, before anything is asked of a wire', async () => {
  const site = await siteFolder(dir, smallSite([source('gds', 'modbus', { host: '127.0.0.1', prot: 502 }), modbus(), source('x', 'smoke-signal')].map((s, i) => ({ ...s, id: `s${i}` as typeof s.id })),
    [point('A', 's0', 'hr:1'), point('B', 's1', 'hr:1'), point('C', 's1', 'door'), point('D', 's1', 'hr:99999'), point('E', 's2', '1')]));
  const { code, said } = run('--site', site, '--data', `${dir}/data`);
  expect(code).toBe(3);
  for (const named of ['s0', 'prot', 'door', 'hr:99999', 's2', 'smoke-signal']) expect(said).toContain(named);
});

it('one data folder, one engine: the second says who holds it and ends in 4', async () => {
  const site = await siteFolder(dir, smallSite([modbus()], [point('A', 'gds', 'hr:1')]));
  const first = livingEngine(['--site', site, '--data', `${dir}/data`]);
  await first.running();
  const second = run('--site', site, '--data', `${dir}/data`);
  expect(second.code).toBe(4);
  expect(second.said).toContain(String(first.child.pid));
  first.child.kill('SIGTERM');
  expect(await first.exit()).toBe(0);
});

it('runs for so many seconds, says the lost source as a line of JSON, and leaves a chain that holds', async () => {
  const site = await siteFolder(dir, smallSite([modbus()], [point('A', 'gds', 'hr:1')]));
  const { code, out } = run('--site', site, '--data', `${dir}/data`, '--for', '20', '--events', '--heads', `${dir}/heads`);
  expect(code).toBe(0);
  const [line] = out.trim().split('\n').map((l) => JSON.parse(l) as Record<string, unknown>);
  expect(line).toMatchObject({ kind: 'raised', alarm: 'gds.source', point: null, level: 'C', state: 'unacknowledged', value: null, rule: expect.stringMatching(/ALM-/) as string });
  expect(Object.keys(line!)).toEqual(['time', 'kind', 'alarm', 'occurrence', 'point', 'level', 'state', 'value', 'status', 'sourceTime', 'receivedTime', 'rule']);
  expect(line!['time']).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);

  expect(run('verify', '--data', `${dir}/data`, '--heads', `${dir}/heads`)).toMatchObject({ code: 0, said: expect.stringContaining('the chain holds') as string });
}, 60_000);

it('back-up, restore and site commands work on what an engine left', async () => {
  const site = await siteFolder(dir, smallSite([modbus()], [point('A', 'gds', 'hr:1')]));
  expect(run('--site', site, '--data', `${dir}/data`, '--for', '1').code).toBe(0);
  expect(run('backup', '--data', `${dir}/data`, '--to', `${dir}/copy`).code).toBe(0);
  expect(run('restore', '--from', `${dir}/copy`, '--data', `${dir}/again`).said).toMatch(/restored into .* as node/);
  expect(run('verify', '--data', `${dir}/again`).code).toBe(0);
  expect(run('site', 'diff', site, '--data', `${dir}/again`).said).toContain('0 changes');
  fs.writeFileSync(`${site}/points.csv`, fs.readFileSync(`${site}/points.csv`, 'utf8').replace(',25,', ',20,'));
  expect(run('site', 'diff', site, '--data', `${dir}/again`).said).toMatch(/changed point A .*limits\.H.*25.*20/);
  expect(run('site', 'import', site, '--data', `${dir}/again`).said).toMatch(/imported as event/);
  expect(run('site', 'export', `${dir}/out`, '--data', `${dir}/again`).code).toBe(0);
  expect(fs.readFileSync(`${dir}/out/points.csv`, 'utf8')).toBe(fs.readFileSync(`${site}/points.csv`, 'utf8'));
  expect(run('site', 'check', `${dir}/out`).code).toBe(0);
  expect(run('verify', '--data', `${dir}/nowhere`).code).toBe(5);
}, 60_000);

it('a reader of the event lines that goes away ends nothing: the engine says so once and watches on', async () => {
  const device = modbusDevice({});
  const port = await device.start(0);
  try {
    device.set('hr:1', 5);
    const site = await siteFolder(dir, smallSite([modbus(port)], [point('A', 'gds', 'hr:1')]));
    const engine = livingEngine(['--site', site, '--data', `${dir}/data`, '--events']);
    await engine.running();
    engine.child.stdout!.destroy();
    const told = (): number => engine.said.filter((l) => l.includes('event lines')).length;
    for (let i = 0; i < 6 || (told() === 0 && i < 100); i++) { device.set('hr:1', i % 2 === 0 ? 60 : 5); await new Promise((r) => setTimeout(r, 200)); }
    engine.child.kill('SIGTERM');
    expect(await engine.exit()).toBe(0);
    expect(told()).toBe(1);
  } finally { await device.stop(); }
}, 30_000);

it('a time to run that no timer can count is waited for all the same', async () => {
  const site = await siteFolder(dir, smallSite([modbus()], [point('A', 'gds', 'hr:1')]));
  const engine = livingEngine(['--site', site, '--data', `${dir}/data`, '--for', '3000000']);
  await engine.running();
  await new Promise((r) => setTimeout(r, 300));
  expect([engine.child.exitCode, engine.said.filter((l) => l.includes('TimeoutOverflow'))]).toEqual([null, []]);
  engine.child.kill('SIGTERM');
  expect(await engine.exit()).toBe(0);
});
