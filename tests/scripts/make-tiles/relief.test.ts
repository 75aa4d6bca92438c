import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, expect, it } from 'vitest';
import { frameAt } from '#app/map';
import { readSite } from '#storage';
import { heightIn, meshIn, reliefOf } from '../../../scripts/make-tiles/relief.ts';
import { tileSetOf } from '../../../scripts/make-tiles/tileset.ts';
import { putSlots, sampleFor } from '../../../scripts/slots-sample/sample.ts';

const ends: (() => void)[] = [];
afterEach(() => { for (const end of ends.splice(0)) end(); });
function folder(): string {
  const at = fs.mkdtempSync(path.join(os.tmpdir(), 'watchroom-relief-'));
  ends.push(() => fs.rmSync(at, { recursive: true, force: true }));
  return at;
}
const read = await readSite('resources/sites/whole');
if (!read.ok) throw new Error('no site');
const { site } = read.value;
const sample = sampleFor(site)!;

it('reads the heights of a terrain as they were written, packed or not', async () => {
  const at = folder();
  await putSlots(at, sample, ['terrain']);
  const relief = (await reliefOf(at))!;
  for (const [east, north] of [[0, 0], [0.002, 0.001], [-0.004, 0.003], [0.03, 0.02]] as const) {
    const place = { lon: sample.top.lon + east, lat: sample.top.lat + north };
    expect(Math.abs(relief(place)! - sample.height(place)), `${east} ${north}`).toBeLessThan(1.5);   // straight between corners 67 m apart
  }
  expect(relief(sample.top)).toBeGreaterThan(60);
  const name = fs.readdirSync(path.join(at, 'terrain/13'), { recursive: true }).map(String).find((n) => n.endsWith('.terrain'))!;
  const bytes = gunzipSync(fs.readFileSync(path.join(at, 'terrain/13', name)));
  expect(heightIn(meshIn(bytes), 16_000, 16_000)).not.toBeNull();
  for (const end of [10, 91, 95, bytes.length >> 1]) expect(() => meshIn(bytes.subarray(0, end))).toThrow(RangeError);
  expect(await reliefOf(folder())).toBeNull();
});

it('a solid stands on it in its tiles', async () => {
  const at = folder();
  await putSlots(at, sample, ['terrain']);
  const frame = frameAt(site.frame.origin);
  const tank = site.assets.find((a) => a.kind === 'tank' && a.shape !== undefined && a.position !== null)!;
  const only = { assets: [tank], frame: site.frame };
  const low = async (relief: Awaited<ReturnType<typeof reliefOf>>): Promise<number> => {
    const { files } = await tileSetOf(only, relief);
    const { root } = JSON.parse(Buffer.from(files.get('tileset.json')!).toString()) as { root: { boundingVolume: { box: number[] } } };
    return root.boundingVolume.box[2]! - root.boundingVolume.box[11]!;
  };
  const ground = frame.toEnu({ ...tank.position!, height: sample.height(tank.position!) }).up;
  expect(Math.abs((await low(await reliefOf(at))) - ground)).toBeLessThan(2);
  expect(Math.abs((await low(null)) - ground)).toBeGreaterThan(50);
});
