import fc from 'fast-check';
import { expect, it } from 'vitest';
import { diffSites, siteParts, type Site } from '#app/park';
import { anySite } from './sites.ts';

const [site] = fc.sample(anySite.filter((s) => s.points.length > 3 && s.assets.length > 1 && s.levels.rows.length > 2), { numRuns: 1, seed: 7 }) as [Site];
const [first, second] = site.points;
if (first === undefined || second === undefined) throw new Error('the sample has points');

it('PRK-21 a diff tells field by field what is different, before and after', () => {
  const after: Site = {
    ...site, zone: 'Asia/Tokyo',
    points: [{ ...first, limits: { ...first.limits, HH: 99 }, name: { ...first.name, en: 'Other' } }, ...site.points.slice(2)],
    sources: site.sources.map((s, i) => (i === 0 ? { ...s, options: { host: 'new' } } : s)),
  };
  const { changes, summary, same } = diffSites({ ...site, sources: site.sources.map((s, i) => (i === 0 ? { ...s, options: { host: 'old' } } : s)) }, after);
  expect(changes.map((c) => `${c.op} ${c.part} ${c.id}`)).toEqual([
    `changed site ${site.id}`, `changed source ${site.sources[0]?.id}`, ...[`changed point ${first.id}`, `removed point ${second.id}`].toSorted((a, b) => (a.slice(8) < b.slice(8) ? -1 : 1)),
  ]);
  const fields = changes.filter((c) => c.op === 'changed').flatMap((c) => c.fields.map((f) => [f.field, f.before, f.after]));
  expect(fields).toEqual([['zone', site.zone, 'Asia/Tokyo'], ['options.host', 'old', 'new'], ['limits.HH', first.limits.HH, 99], ['name.en', first.name.en, 'Other']]);
  expect(summary.point).toEqual({ added: 0, removed: 1, changed: 1 });
  expect(same).toBe(false);
});

it('PRK-21 the first import adds everything, once', () => {
  const { changes, summary } = diffSites(null, site);
  expect(changes.every((c) => c.op === 'added')).toBe(true);
  expect(summary).toMatchObject({ site: { added: 1 }, asset: { added: site.assets.length }, source: { added: site.sources.length }, point: { added: site.points.length }, row: { added: site.levels.rows.length } });
});

it('PRK-21 the order of points and of keys does not count, that of the level table does', () => {
  const turned: Site = { ...site, points: site.points.toReversed(), assets: site.assets.toReversed() };
  expect(diffSites(site, turned)).toMatchObject({ same: true, changes: [] });
  const rows = [{ category: 'gas', limit: 'H', level: 'A' }, { category: '*', limit: 'H', level: 'B' }] as const;
  const change = diffSites({ ...site, levels: { ...site.levels, rows } }, { ...site, levels: { ...site.levels, rows: rows.toReversed() } });
  expect(change.changes.map((c) => [c.part, ...c.fields.map((f) => f.field)])).toEqual([['levels', 'order']]);
});

it('PRK-21 of any two sites: nothing changes into itself, there and back tell the same, and the order is fixed', () => {
  const flip = { added: 'removed', removed: 'added', changed: 'changed' } as const;
  fc.assert(fc.property(anySite, anySite, (a, b) => {
    expect(diffSites(a, structuredClone(a)).changes).toEqual([]);
    const there = diffSites(a, b);
    const back = diffSites(b, a);
    expect(back.changes.map((c) => [flip[c.op], c.part, c.id, c.fields.map((f) => [f.field, f.after, f.before])])).toEqual(there.changes.map((c) => [c.op, c.part, c.id, c.fields.map((f) => [f.field, f.before, f.after])]));
    const keys = there.changes.map((c) => siteParts.indexOf(c.part));
    expect(keys).toEqual(keys.toSorted((x, y) => x - y));
    for (const part of siteParts) {
      const ids = there.changes.filter((c) => c.part === part).map((c) => c.id);
      expect(ids).toEqual(ids.toSorted((x, y) => (x < y ? -1 : 1)));
    }
  }), { seed: 11, numRuns: 60 });
}, 60_000);
