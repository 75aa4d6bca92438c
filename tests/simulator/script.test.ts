import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commandOf } from '../../simulator/command.ts';
import { parkNamed, startPark } from '../../simulator/park.ts';
import type { ParkDescription } from '../../simulator/plant/description.ts';
import { player, scriptOf } from '../../simulator/script.ts';

const understood = (line: string): string | null => { const c = commandOf(line); return typeof c === 'string' ? c : null; };
const story = ['# what happens', '2 scenario leak-at-tank-7', '4.5 fault frozen gds-1 GD-E05-01', '6 fault over-range dcs-1 T-07.PRESS', '', '9 clear gds-1', '3 fault bad-status plc-1'].join('\n');

describe('a script', () => {
  it('is read in the order of its seconds, without comments', () => {
    const read = scriptOf(story, understood);
    expect('cues' in read && read.cues.map((c) => c.atS)).toEqual([2, 3, 4.5, 6, 9]);
  });
  it('is refused whole with every line that is wrong', () => {
    expect(scriptOf('2 fault tea dcs-1\nfault drop dcs-1\n5 drop\n7 help', understood)).toEqual({ wrong: [expect.stringMatching(/^line 1: no fault named tea/), expect.stringMatching(/^line 2: a line is SECOND COMMAND/), expect.stringMatching(/^line 3: no command named drop/)] });
  });
  it('gives each cue once, when it is due', () => {
    const p = player([{ atS: 1, line: 'a' }, { atS: 2, line: 'b' }, { atS: 2, line: 'c' }]);
    expect([p.upTo(0.5), p.upTo(1), p.upTo(1.5), p.upTo(7), p.upTo(8)]).toEqual([[], ['a'], [], ['b', 'c'], []]);
  });
});

describe('a run', () => {
  let whole: ParkDescription;
  let pkiDir: string;
  beforeAll(async () => { whole = await parkNamed('whole'); pkiDir = await mkdtemp(path.join(os.tmpdir(), 'watchroom-script-')); });
  afterAll(() => rm(pkiDir, { recursive: true, force: true }));

  /** Every value that was put on a device in the first `seconds` of the plant, with scenario and faults out of a script. */
  async function run(seed: number, seconds: number): Promise<readonly string[]> {
    const kept = ['gds-1', 'plc-1', 'iot-1', 'cam-1'];
    const description = { ...whole, conditions: [], devices: whole.devices.filter((d) => kept.includes(d.id) || d.id === 'dcs-1').map((d) => (d.id === 'dcs-1' ? { id: d.id, port: 0, kind: 'http' as const } : d)), points: whole.points.filter((p) => kept.includes(p.device) || p.device === 'dcs-1').map((p) => (p.device === 'dcs-1' ? { ...p, address: `a#$.${p.id.replaceAll('.', '_')}.value` } : p)) };   // without the weight of an OPC UA server
    const said: string[] = [];
    const read = scriptOf(story, understood);
    if (!('cues' in read)) throw new Error(read.wrong.join());
    const script = player(read.cues);
    const over = Promise.withResolvers<void>();
    const park = await startPark({
      description, seed, startMs: Date.UTC(2026, 4, 1, 2), tickMs: 20, speed: 25, pkiDir, ports: Object.fromEntries(description.devices.map((d) => [d.id, 0])),
      heard: (point, value, s) => { if (s <= seconds) said.push(`${s} ${point} ${value}`); },
      before: (s) => {
        if (s > seconds) over.resolve();
        for (const line of script.upTo(s)) {
          const c = commandOf(line);
          if (typeof c === 'string') throw new Error(c);
          if (c.do === 'scenario') park.scenario(c.name);
          if (c.do === 'fault') void park.fault(c.device, c.kind, c.point === null ? {} : { point: c.point });
          if (c.do === 'clear') void park.fault(c.device, null);
        }
      },
    });
    await over.promise;
    await park.stop();
    return said;
  }
  it('is the same to the sample for the same seed and script, and another for another seed', async () => {
    const [a, b, c] = [await run(7, 40), await run(7, 40), await run(8, 40)];
    expect(a.length).toBeGreaterThan(10_000);
    expect(b).toEqual(a);
    expect(c).not.toEqual(a);
    const frozen = a.filter((line) => line.includes(' GD-E05-01 ')).map((line) => Number(line.split(' ')[0]));
    expect(frozen.some((s) => s > 4.6 && s < 9)).toBe(false);
    expect(frozen.some((s) => s > 10)).toBe(true);
    expect(a.some((line) => /^\d+(\.\d+)? T-07\.PRESS 2750$/.test(line))).toBe(true);
  }, 30_000);
});
