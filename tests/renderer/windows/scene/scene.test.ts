import { describe, expect, it } from 'vitest';
import type { AlarmView } from '#app/alarm';
import { placeTowards, type MapItem, type Solid } from '#app/map';
import type { Stop } from '#kernel/time';
import { areaText, measuringStore, metresText, told } from '../../../../renderer/windows/scene/measuring/measuring.ts';
import { flaws } from '../../../../renderer/windows/scene/knowing/flaws.ts';
import { pointOf, whereIs } from '../../../../renderer/windows/scene/knowing/following.ts';
import { pacing } from '../../../../renderer/windows/scene/knowing/pacing.ts';
import { profileOf } from '../../../../renderer/scene/profile.ts';

const origin = { lon: 122.9, lat: 31.2, height: 5 };
const at = (bearing: number, metres: number) => ({ ...placeTowards(origin, bearing, metres), height: 5 });

describe('measuring by hand', () => {
  const tank: Solid = { id: 'T-1', position: at(90, 100), shape: { form: 'cylinder', length: 20, width: 20, height: 12, heading: 0 } };
  it('takes corners only while a tool is in hand', () => {
    const m = measuringStore(() => []);
    expect(m.add(origin, false)).toBe(false);
    m.use('distance');
    expect([m.add(origin, false), m.add(at(90, 250), false)]).toEqual([true, true]);
    expect(told(m.state.getState())).toEqual([{ code: 'scene:measure-length', text: '250.0 m' }, { code: 'scene:measure-bearing', text: '90.0°' }]);
    m.undo();
    expect(told(m.state.getState())).toEqual([]);
    m.use('distance');
    expect(m.state.getState().tool).toBeNull();
  });
  it('ends with a double click and begins anew with the next corner', () => {
    const m = measuringStore(() => []);
    m.use('area');
    for (const p of [origin, at(90, 100), at(45, 141.42)]) m.add(p, false);
    m.add(at(0, 0), true);
    expect(m.state.getState()).toMatchObject({ done: true });
    expect(m.state.getState().corners).toHaveLength(3);
    expect(told(m.state.getState())[0]?.text).toBe('5000 m²');
    m.add(origin, false);
    expect(m.state.getState()).toMatchObject({ done: false, corners: [origin] });
  });
  it('cuts what stands along a line after its second end', () => {
    const m = measuringStore(() => [tank]);
    m.use('section');
    m.add(origin, false);
    expect(m.state.getState().section).toBeNull();
    m.add(at(90, 200), false);
    expect(m.state.getState().section?.cuts.map((c) => c.id)).toEqual(['T-1']);
    m.stop();
    expect(m.state.getState()).toEqual({ tool: null, corners: [], done: false, section: null });
  });
  it('is read as one reads it', () => {
    expect([metresText(83.44), metresText(1274.2), areaText(9999), areaText(245_800)]).toEqual(['83.4 m', '1.274 km', '9999 m²', '24.58 ha']);
  });
});

describe('when values are shown', () => {
  it('is once a second, but at once for a moment after something was chosen', () => {
    let now = 10_000;
    const ticks: (() => void)[] = [];
    const drawn: string[] = [];
    const pace = pacing((run) => run(), (run) => ticks.push(run), () => now);
    pace.draw(() => drawn.push('a'));
    pace.draw(() => drawn.push('b'));
    expect(drawn).toEqual([]);
    ticks[0]?.();
    expect(drawn).toEqual(['a', 'b']);
    pace.draw(() => drawn.push('c'));
    pace.hurry();
    expect(drawn).toEqual(['a', 'b', 'c']);
    pace.draw(() => drawn.push('d'));
    expect(drawn.at(-1)).toBe('d');
    now += 401;
    pace.draw(() => drawn.push('e'));
    expect(drawn.at(-1)).toBe('d');
  });
});

describe('where a choice lies', () => {
  const item = (id: string, more: Partial<MapItem>): MapItem => ({ id, kind: 'tank', layer: 'solids', tone: 'solid', name: { zh: id, en: id }, at: null, ring: null, line: null, width: 1, field: null, shape: null, people: null, size: 0, reach: 0, ...more });
  const map = { items: [item('E1', { ring: [at(0, 10), at(90, 10), at(180, 10)] }), item('T-1', { at: at(90, 40) })], points: [{ id: 'P1', position: at(90, 41), own: true }, { id: 'P2', position: null, own: false }], origin, turn: 1 };
  const known = { map, alarm: (id: string) => (id === 'A' ? { point: 'P1' } as AlarmView : undefined), assetOf: (p: string) => (p === 'P1' ? 'T-1' : null) };
  it('is the place of a point, of the point of an alarm, the outline of an enterprise', () => {
    expect(whereIs({ kind: 'alarm', id: 'A' }, known)).toEqual({ asset: 'T-1', at: map.points[0]?.position, places: [map.points[0]?.position] });
    expect(whereIs({ kind: 'point', id: 'P1' }, known).asset).toBe('T-1');
    expect(whereIs({ kind: 'asset', id: 'E1' }, known)).toMatchObject({ asset: 'E1', at: null });
    expect(whereIs({ kind: 'asset', id: 'E1' }, known).places).toHaveLength(3);
    expect(whereIs({ kind: 'place', id: 'x', at: { lon: 1, lat: 2 } }, known)).toMatchObject({ asset: null, at: { lon: 1, lat: 2, height: 5 } });
  });
  it('is nowhere for what the map does not know', () => {
    expect(whereIs({ kind: 'alarm', id: 'gone' }, known)).toEqual({ asset: null, at: null, places: [] });
    expect(whereIs({ kind: 'point', id: 'P2' }, known)).toEqual({ asset: null, at: null, places: [] });
    expect(whereIs({ kind: 'asset', id: 'E1' }, { ...known, map: null }).places).toEqual([]);
    expect(pointOf({ kind: 'source', id: 's' }, known.alarm)).toBeNull();
  });
});

describe('which points are not to be trusted', () => {
  type Row = { readonly point: string; readonly quality: 'good' | 'uncertain' | 'bad' | 'unheard'; readonly stale: boolean };
  const view = (good: number, bad: number) => ({ id: 's1', kind: 'x', link: 'up', since: 0, reason: null, points: 3, good, uncertain: 0, bad, samples: 1, lost: 0, reconnects: 0, lastSampleAt: null });
  it('is asked when counts change, and every ten seconds; only changes are told', async () => {
    let rows: readonly Row[] = [{ point: 'a', quality: 'bad', stale: false }, { point: 'b', quality: 'good', stale: true }];
    let asked = 0;
    const ears = new Map<string, { value(v: unknown): void }>();
    const clocks: (() => void)[] = [];
    const client = {
      call: async (name: string) => { if (name === 'source.list') return { ok: true, value: [view(1, 1)] }; asked++; return { ok: true, value: { points: { total: rows.length, offset: 0, rows } } }; },
      listen: (name: string, ear: { value(v: unknown): void }): Stop => { ears.set(name, ear); return () => undefined; },
    } as unknown as Parameters<typeof flaws>[0];
    const heard: string[] = [];
    const settle = (): Promise<void> => new Promise((done) => { setImmediate(done); });
    const it0 = flaws(client, (_ms, run) => { clocks.push(run); return () => undefined; }, (point, q) => heard.push(`${point} ${q}`));
    await it0.listed;
    await settle();
    expect(heard).toEqual(['a bad', 'b uncertain']);
    ears.get('source.changed')?.value({ ...view(1, 1), samples: 999 });
    await settle();
    expect(asked).toBe(1);
    rows = [{ point: 'b', quality: 'bad', stale: true }];
    ears.get('source.changed')?.value(view(2, 0));
    await settle();
    expect(heard.slice(2)).toEqual(['a good', 'b bad']);
    clocks[0]?.();
    await settle();
    expect([asked, heard.length]).toEqual([3, 4]);
    it0.again();
    expect(heard.at(-1)).toBe('b bad');
    it0.stop();
  });
});

describe('SCN-01 the profile', () => {
  it('is low where software draws, whatever it is called', () => {
    for (const name of ['ANGLE (Google, Vulkan 1.3.0 (SwiftShader Device (Subzero) (0x0000C0DE)), SwiftShader driver)', 'llvmpipe (LLVM 15.0.6, 256 bits)', 'Microsoft Basic Render Driver']) expect(profileOf(name, 1).name).toBe('low');
    expect(profileOf('ANGLE (NVIDIA, NVIDIA GeForce RTX 3060 Direct3D11)', 1.5)).toMatchObject({ name: 'high', scale: 1.5 });
  });
  it('is rough only while the camera moves, and only where software draws', () => {
    const [low, high] = [profileOf('SwiftShader driver', 1), profileOf('NVIDIA GeForce', 1)];
    expect([low.scale, high.moving]).toEqual([1, high.scale]);
    expect(low.moving).toBeLessThanOrEqual(0.5);
  });
});
