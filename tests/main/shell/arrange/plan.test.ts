import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { windowKinds, type Bounds, type WindowKind } from '#app/contract';
import { designed } from '../../../../main/shell/arrange/designed.ts';
import { deskList, kinds } from '../../../../main/shell/arrange/kinds.ts';
import { refOf } from '../../../../main/shell/arrange/match.ts';
import { overlap } from '../../../../main/shell/arrange/placement.ts';
import { listOf, plan } from '../../../../main/shell/arrange/plan.ts';
import { anywhere, type Display, type Wanted } from '../../../../main/shell/arrange/profile.ts';

const bar = 40;
const display = (id: number, x: number, primary = false, size: Partial<Bounds> = {}, label = `screen ${id}`): Display => {
  const bounds = { x, y: 0, width: 1920, height: 1080, ...size };
  return { id, label, bounds, workArea: { ...bounds, height: bounds.height - bar }, primary };
};
const [one, two, three] = [display(1, 0, true), display(2, 1920), display(3, 3840)];
const on = (kind: WindowKind, d: Display, more: Partial<Wanted> = {}): Wanted => ({ ...anywhere(kind), display: refOf(d), ...more });
const trio = [on('desk', one), on('alarms', two, { mode: 'full' }), on('scene', three, { mode: 'full' })];
const where = (wanted: readonly Wanted[], displays: readonly Display[]) => plan(wanted, displays).map((p) => `${p.display}${p.mode === 'normal' ? '' : ` ${p.mode}`}${p.displaced ? ' displaced' : ''}${p.above ? ' above' : ''}`);

describe('where windows stand', () => {
  it('WIN-03 each on its own display, as it was there', () => {
    expect(where(trio, [one, two, three])).toEqual(['1', '2 full', '3 full']);
    const [small] = plan([on('desk', two, { bounds: { x: 100, y: 50, width: 1200, height: 800 } })], [one, two]);
    expect(small?.bounds).toEqual({ x: 2020, y: 50, width: 1200, height: 800 });
  });
  it('WIN-02 a display is known by its id, then by label and size, then by its position, and none is taken for two', () => {
    expect(where(trio, [one, { ...three, id: 9 }, { ...two, id: 8 }])).toEqual(['1', '8 full', '9 full']);                     // other cables
    expect(where(trio, [one, display(7, 1920, false, {}, 'another make'), three])).toEqual(['1', '7 full', '3 full']);          // a new monitor in the old place
    const twins = [display(5, 1920, false, {}, 'same'), display(6, 3840, false, {}, 'same')];
    const pair = [on('alarms', twins[0]!), on('scene', twins[1]!)];
    expect(where(pair, [{ ...twins[1]!, id: 16 }, { ...twins[0]!, id: 15 }])).toEqual(['15', '16']);                            // of two twins with new ids, the position tells
    expect(where([on('alarms', twins[0]!), on('scene', twins[1]!)], [one, { ...twins[1]!, id: 30, bounds: twins[0]!.bounds, workArea: twins[0]!.workArea }]).filter((p) => p === '30')).toHaveLength(1);   // one of two twins is left: it is one of them, not both
  });
  it('WIN-04, WIN-05 a lost display: its window goes where there is no desk, beside what stands there, over a window that fills it', () => {
    expect(where(trio, [one, three])).toEqual(['1', '3 displaced above', '3 full']);
    expect(where(trio, [one])).toEqual(['1', '1 displaced', '1 displaced']);
    const [desk, alarms, scene] = plan(trio, [one]);
    for (const guest of [alarms!, scene!]) expect(overlap(guest.bounds, listOf(desk!.bounds))).toBe(0);
    expect(overlap(alarms!.bounds, scene!.bounds)).toBe(0);
  });
  it('WIN-04 a free display takes it whole', () => expect(where([on('desk', one), on('alarms', display(77, 9999), { mode: 'kiosk' })], [one, two])).toEqual(['1', '2 kiosk displaced']));
  it('WIN-06 the desk itself without its display takes two thirds of another, and the list stays free', () => {
    const places = plan([on('desk', two), on('alarms', one, { mode: 'full' }), on('scene', two)], [one]);
    expect(places.map((p) => p.above)).toEqual([true, false, true]);
    expect(places[0]?.bounds).toEqual({ x: 640, y: 0, width: 1280, height: 1040 });
    expect(overlap(places[2]!.bounds, listOf(places[0]!.bounds))).toBe(0);
  });
  it('WIN-07 a display that comes back finds its windows where they were', () => {
    const before = plan(trio, [one, two, three]);
    plan(trio, [one]);
    expect(plan(trio, [three, one, two])).toEqual(before);
  });
  it('WIN-12 the designed profiles fill one, two and three displays', () => {
    expect(designed.map((p) => where(p.windows, [one, two, three].slice(0, p.windows.length)))).toEqual([['1'], ['1', '2 full'], ['1', '2 full', '3 full']]);
    expect(where(designed[2]!.windows, [one, two])).toEqual(['1', '2 full', '2 above']);
    expect(designed.flatMap((p) => p.windows.map((w) => w.kind))).not.toContain('admin');       // it is opened by who administrates, and asks who that is
    expect(kinds.admin.most).toBe(1);
  });
});

const kind = fc.constantFrom<WindowKind>(...windowKinds);
const size = fc.constantFrom({ width: 1920, height: 1080 }, { width: 1280, height: 720 }, { width: 2560, height: 1440 }, { width: 1080, height: 1920 }, { width: 5760, height: 1080 }, { width: 640, height: 480 });
const world = fc.array(size, { minLength: 1, maxLength: 5 }).map((sizes) => {
  let x = -sizes[0]!.width;                       // a first display left of the origin is common
  return sizes.map((s, i) => { const d = display(i + 1, x, i === 0, s); x += s.width; return d; });
});
const story = world.chain((all) => fc.record({
  all: fc.constant(all),
  lost: fc.subarray(all, { maxLength: all.length - 1 }),
  wanted: fc.array(fc.record({
    kind, of: fc.option(fc.constantFrom(...all), { freq: 4 }), mode: fc.constantFrom<Wanted['mode']>('normal', 'full', 'kiosk'),
    bounds: fc.option(fc.record({ x: fc.integer({ min: -5000, max: 5000 }), y: fc.integer({ min: -5000, max: 5000 }), width: fc.integer({ min: 1, max: 7000 }), height: fc.integer({ min: 1, max: 4000 }) })),
  }), { minLength: 1, maxLength: 8 }).map((list) => list.map(({ kind: k, of, mode, bounds }): Wanted => ({ ...anywhere(k), display: of === null ? null : refOf(of), mode, bounds }))),
}));
const inside = (w: Bounds, d: Bounds) => w.x >= d.x && w.y >= d.y && w.x + w.width <= d.x + d.width && w.y + w.height <= d.y + d.height && w.width > 0 && w.height > 0;

it('WIN-01 whatever was wanted and whatever is lost, every window lies whole on a display that is there, and a display that comes back changes everything back', () => {
  fc.assert(fc.property(story, ({ all, lost, wanted }) => {
    const left = all.filter((d) => !lost.includes(d));
    const places = plan(wanted, left);
    expect(places).toHaveLength(wanted.length);
    for (const p of places) {
      const d = left.find((x) => x.id === p.display);
      expect(d).toBeDefined();
      expect(p.mode === 'normal' ? inside(p.bounds, d!.workArea) : p.bounds).toEqual(p.mode === 'normal' ? true : d!.bounds);
    }
    expect(plan(wanted, all)).toEqual(plan(wanted, [...all].toReversed()));
  }), { seed: 20261120, numRuns: 400 });
});
it('WIN-05 no window without a home covers a desk\'s alarm list where the display is wide enough, nor hides another', () => {
  fc.assert(fc.property(story, ({ all, lost, wanted }) => {
    const left = all.filter((d) => !lost.includes(d));
    const few = wanted.filter((w, i) => w.kind !== 'desk' || wanted.findIndex((x) => x.kind === 'desk') === i);   // one desk
    const places = plan(few, left);
    const homeless = places.map((p, i) => ({ p, w: few[i]! })).filter(({ p, w }) => w.display === null || p.displaced);
    for (const { p, w } of homeless) {
      const d = left.find((x) => x.id === p.display)!;
      const others = homeless.filter((o) => o.p !== p && o.p.display === p.display);
      const wide = d.workArea.width >= kinds.desk.least.width + kinds[w.kind].least.width && d.workArea.width * (1 - deskList.share) >= 640 * Math.max(1, Math.ceil(Math.sqrt(others.length + 1))) && d.workArea.height >= 640 * (1 + others.length);
      if (!wide) continue;
      const desk = places.find((x, i) => few[i]!.kind === 'desk' && x.display === p.display && x !== p && few[i]!.bounds === null);
      if (desk !== undefined && w.kind !== 'desk' && p.mode === 'normal') expect(overlap(p.bounds, listOf(desk.bounds))).toBe(0);
      for (const o of others) if (o.p.mode === 'normal' && p.mode === 'normal') expect(o.p.bounds).not.toEqual(p.bounds);
    }
  }), { seed: 20261120, numRuns: 400 });
});
