import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { parkConditions } from '../../../simulator/conditions.ts';
import { deviceOf, type ParkDevice } from '../../../simulator/park-device.ts';
import { parkNamed } from '../../../simulator/park.ts';
import type { ParkDescription } from '../../../simulator/plant/description.ts';
import { plantOf } from '../../../simulator/plant/plant.ts';
import { scenarioNamed, scenariosOf } from '../../../simulator/scenario.ts';

const START = Date.UTC(2026, 4, 1, 2);
let park: ParkDescription;
let pki: string;
let devices: ReadonlyMap<string, ParkDevice>;
beforeAll(async () => {
  park = await parkNamed('whole');
  pki = await mkdtemp(path.join(os.tmpdir(), 'watchroom-conditions-'));
  devices = new Map(park.devices.filter((d) => d.kind === 'opcua').map((d) => [d.id, deviceOf(d, pki)]));
});
afterAll(() => rm(pki, { recursive: true, force: true }));
const name = (address: string): string => address.replace('ns=2;s=', '');

/** Every condition that a scenario raised, and what stands at its end. */
function play(scenario: string, seconds: number, still: (second: number) => boolean = () => false) {
  const plant = plantOf(park, 1, START);
  const conditions = parkConditions(park.conditions!, devices);
  const raised = new Set<string>();
  for (let t = 0; t < seconds; t++) {
    conditions.look(plant.step(1, scenarioNamed(scenario)!.at), () => new Date(START + t * 1000), () => still(t));
    for (const a of conditions.standing()) raised.add(name(a));
  }
  return { raised: [...raised].filter((a) => a !== 'E05-R1.STUCK').toSorted(), left: conditions.standing().map(name) };
}

it('in calm one old condition stands, and nothing else comes in an hour', () => expect(play('calm', 3600)).toEqual({ raised: [], left: ['E05-R1.STUCK'] }));

it.each([
  ['leak-at-tank-7', 500, ['T-07.LEVEL']],
  ['toxic-leak', 500, ['E01-HS1.CL2']],
  ['alarm-flood', 400, ['E03.MOTORS', 'E06.MOTORS']],
  ['gallery-settlement', 1200, ['E05.GL_SHIFT']],
  ['compressor-trip', 500, ['K-401.TRIP', 'K-401.VIB_DE']],
  ['power-dip', 300, ['E01.MOTORS', 'E01.UNDERVOLTAGE', 'E02.MOTORS', 'E02.UNDERVOLTAGE', 'E03.UNDERVOLTAGE', 'E04.MOTORS', 'E04.UNDERVOLTAGE', 'E05.MOTORS', 'E05.UNDERVOLTAGE', 'E06.UNDERVOLTAGE']],
  ['storm', 2400, ['E01', 'E02', 'E03', 'E04', 'E05', 'E06'].flatMap((e) => [`${e}.BUND_LEVEL`, `${e}.UNDERVOLTAGE`])],
] as const)('%s raises conditions of its own, all gone in the end', (scenario, seconds, expected) => expect(play(scenario, seconds)).toEqual({ raised: expected, left: ['E05-R1.STUCK'] }), 30_000);

it('every scenario of the park raises one', () => {
  expect(scenariosOf(park).map((s) => s.name)).toEqual(['calm', 'leak-at-tank-7', 'alarm-flood', 'toxic-leak', 'gallery-settlement', 'compressor-trip', 'power-dip', 'storm']);
});

it('a frozen device says nothing new until it thaws', () => {
  expect(play('compressor-trip', 100, (t) => t > 2).raised).toEqual([]);
  expect(play('compressor-trip', 100, (t) => t > 2 && t < 50).raised).toEqual(['K-401.TRIP', 'K-401.VIB_DE']);
});
