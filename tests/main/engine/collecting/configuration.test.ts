import fs from 'node:fs';
import { expect, it, onTestFinished } from 'vitest';
import { openData, openJournal } from '#storage';
import { parcelOf } from '../../../../main/engine/collecting/parcel.ts';
import { modbusDevice } from '../../../../simulator/devices/modbus.ts';
import { realClock } from '../../../clock.ts';
import { point, smallSite, source } from '../../../small-site.ts';
import { stage, until } from './stage.ts';

const noLimits = { limits: { HH: null, H: null, L: null, LL: null } } as const;

/** The kinds of a journal's events about one subject, in order. */
async function journalled(data: string, subject: string): Promise<readonly { readonly kind: string; readonly body: unknown }[]> {
  const folder = openData(data, { clock: realClock });
  if (!folder.ok) throw new Error(folder.fault.code);
  const journal = await openJournal(folder.value, { clock: realClock, note: () => {} });
  if (!journal.ok) throw new Error(journal.fault.code);
  const events = await journal.value.read({ kinds: ['source.configuring', 'source.configured', 'source.misconfigured'], afterSeq: 0, limit: 100 });
  await journal.value.close();
  folder.value.close();
  return events.ok ? events.value.filter((e) => e.subject === subject).map(({ kind, body }) => ({ kind, body })) : [];
}

/** A device with two registers, a host that collects the first, and an engine that wants both. */
async function scene(more: (door: number) => readonly string[]) {
  const s = await stage();
  const device = modbusDevice();
  const [door, port] = [await s.port(), await device.start(0)];
  onTestFinished(() => device.stop());
  device.set('hr:1', 11);
  device.set('hr:2', 22);
  const modbus = source('plc', 'modbus', { port, host: '127.0.0.1', everyMs: 50, retryMs: 50 });
  const [a, b] = [point('A', 'plc', 'hr:1', noLimits), point('B', 'plc', 'hr:2', noLimits)];
  const here = await s.site('host-site', smallSite([modbus], [a]));
  const wanted = await s.site('wanted', smallSite([modbus], [a, b]));
  const there = await s.receiving('site', door, [point('A', 'far', 'A', noLimits), point('B', 'far', 'B', noLimits)]);
  const [data, hostData] = [s.data('engine'), s.data('host')];
  const host = await s.collect(here, hostData, [door], more(door));
  const receiver = await s.receiver(there, data);
  const of = (handle: number) => s.arrived(data).filter((x) => x.handle === handle).at(-1);
  await until(() => of(1)?.value === 11 && of(2)?.status === 0x803e_0000, 20_000, 'the first point, and that there is no second');
  await until(() => fs.existsSync(`${data}/sources/far/running.json`), 20_000, 'what it runs');
  return { s, here, wanted, data, host, receiver, of, points: () => fs.readFileSync(`${here}/points.csv`, 'utf8') };
}

it('FWD-10, 11 a configuration is handed over the link, applied without losing a source, exported, and journalled; the one before is kept', { timeout: 60_000 }, async () => {
  const { s, here, wanted, data, host, receiver, of, points } = await scene((door) => ['--configured-by', `127.0.0.1:${door}`]);
  const before = points();
  expect(await s.cli('collector', 'send', 'far', wanted, '--data', data)).toMatchObject({ code: 0 });
  await until(() => of(2)?.value === 22, 20_000, 'the second point');
  await until(() => host.said.some((l) => /configuration [0-9a-f]{16} of .*: applied/.test(l)), 20_000, 'its word');
  expect(points()).toBe(fs.readFileSync(`${wanted}/points.csv`, 'utf8'));
  expect(fs.readFileSync(`${here}.before/points.csv`, 'utf8')).toBe(before);
  await until(() => (JSON.parse(fs.readFileSync(`${data}/sources/far/running.json`, 'utf8')) as { files: Record<string, string> }).files['points.csv'] === points(), 20_000, 'what it runs now');
  await until(() => fs.existsSync(`${data}/sources/far/answer.json`), 20_000, 'its answer');
  expect((await s.cli('collector', 'show', 'far', '--data', data)).said).toMatch(/last answer: [0-9a-f]{16} applied/);
  expect(await s.cli('collector', 'export', 'far', `${s.dir}/out`, '--data', data)).toMatchObject({ code: 0 });
  expect(fs.readFileSync(`${s.dir}/out/points.csv`, 'utf8')).toBe(points());
  expect((await s.cli('site', 'check', `${s.dir}/out`)).code).toBe(0);
  expect((await s.cli('collector', 'export', 'far', `${s.dir}/out`, '--data', data)).code).toBe(5);   // not over what is there, unless told
  await receiver.kill('SIGTERM');
  expect((await journalled(data, 'far')).map((e) => e.kind)).toEqual(['source.configuring', 'source.configured']);
});

it('FWD-10, 11 a configuration with mistakes is refused with each of them named, and nothing changes; so is one from a receiver that may not', { timeout: 60_000 }, async () => {
  const { s, wanted, data, receiver, of, points } = await scene((door) => ['--configured-by', `127.0.0.1:${door}`]);
  const before = points();
  const csv = fs.readFileSync(`${wanted}/points.csv`, 'utf8');
  fs.writeFileSync(`${wanted}/points.csv`, csv.replaceAll(',gas,', ',gaz,'));
  const sent = await s.cli('collector', 'send', 'far', wanted, '--data', data);
  expect([sent.code, sent.said]).toEqual([3, expect.stringMatching(/points\.csv:2 category/)]);         // it is checked here already
  const hand = async (parcel: unknown, answered: RegExp): Promise<void> => {                            // and there again, whoever wrote it
    fs.writeFileSync(`${data}/sources/far/wanted.json`, JSON.stringify(parcel));
    await until(() => answered.test(fs.existsSync(`${data}/sources/far/answer.json`) ? fs.readFileSync(`${data}/sources/far/answer.json`, 'utf8') : ''), 20_000, String(answered));
  };
  const parcel = await parcelOf(wanted);
  if (!parcel.ok) throw new Error(parcel.fault.code);
  await hand(parcel.value, /points\.csv:2 category.*points\.csv:3 category/);
  await hand({ ...parcel.value, version: '0123456789abcdef' }, /parcel-damaged/);                        // not what its version says
  expect((await s.cli('collector', 'show', 'far', '--data', data)).said).toMatch(/refused, 1 mistakes/);
  expect(points()).toBe(before);
  expect(of(1)?.value).toBe(11);
  await receiver.kill('SIGTERM');
  expect((await journalled(data, 'far')).map((e) => e.kind)).toEqual(['source.configuring', 'source.misconfigured', 'source.configuring', 'source.misconfigured']);
});

it('FWD-10 without --configured-by no receiver may configure', { timeout: 60_000 }, async () => {
  const { s, wanted, data, points } = await scene(() => []);
  const before = points();
  expect((await s.cli('collector', 'send', 'far', wanted, '--data', data)).code).toBe(0);
  await until(() => fs.existsSync(`${data}/sources/far/answer.json`), 20_000, 'the answer');
  expect(fs.readFileSync(`${data}/sources/far/answer.json`, 'utf8')).toContain('not-allowed');
  expect(points()).toBe(before);
});

it('FWD-10 SIGHUP reads the folder again: a new point is collected, a folder with mistakes changes nothing', { timeout: 60_000 }, async () => {
  const { here, wanted, host, of } = await scene(() => []);
  const good = fs.readFileSync(`${wanted}/points.csv`, 'utf8');
  fs.writeFileSync(`${here}/points.csv`, good.replace('hr:2', 'door'));
  host.process.kill('SIGHUP');
  await until(() => host.said.some((l) => /points\.csv:3 address/.test(l)), 20_000, 'the mistake');
  expect(of(2)?.status).toBe(0x803e_0000);
  fs.writeFileSync(`${here}/points.csv`, good);
  host.process.kill('SIGHUP');
  await until(() => of(2)?.value === 22, 20_000, 'the second point');
});

it('FWD-10 with --watch a folder that changed is read again by itself', { timeout: 60_000 }, async () => {
  const { here, wanted, of } = await scene(() => ['--watch']);
  fs.copyFileSync(`${wanted}/points.csv`, `${here}/points.csv`);
  await until(() => of(2)?.value === 22, 20_000, 'the second point');
});
