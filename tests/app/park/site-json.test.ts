import fc from 'fast-check';
import { expect, it } from 'vitest';
import { diffSites, importParts, readSiteImported, siteImport, sitePartKind, siteText, type Site } from '#app/park';
import { anySite } from './sites.ts';

const [site] = fc.sample(anySite, { numRuns: 1, seed: 5 }) as [Site];

const stored = <E extends { readonly body: unknown }>(event: E): E => ({ ...event, body: JSON.parse(JSON.stringify(event.body)) as unknown });

it('PRK-24 an import holds the site whole: what went through the journal is the same site', () => {
  fc.assert(fc.property(anySite, fc.option(anySite), (after, before) => {
    const events = siteImport(after, diffSites(before, after).summary, 'demo', 'k');
    expect(events).toHaveLength(1);
    const read = readSiteImported(stored(events[0]!));
    expect(read).toMatchObject({ ok: true, value: { from: 'demo' } });
    expect(read.ok && read.value.site).toEqual(after);
  }), { seed: 17, numRuns: 50 });
}, 60_000);

it('PRK-24 a site too large for one event is the same site out of several, in whatever order they are read; with one missing there is none', () => {
  fc.assert(fc.property(anySite, fc.integer({ min: 1, max: 4 }), fc.nat(), (after, most, k) => {
    const events = siteImport(after, diffSites(null, after).summary, 'demo', 'key-7', most);
    fc.pre(events.length > 1);
    const [parts, last] = [events.slice(0, -1), events.at(-1)!];
    expect(importParts(stored(last))).toEqual({ key: 'key-7', count: parts.length });
    expect(parts.every((p) => p.kind === sitePartKind && p.subject === 'key-7')).toBe(true);
    const read = readSiteImported(stored(last), parts.map(stored).toReversed());
    expect(read.ok && read.value.site).toEqual(after);
    const gone = k % parts.length;
    expect(readSiteImported(stored(last), parts.filter((_, i) => i !== gone))).toEqual({ ok: false, fault: { code: 'site-part-missing', params: { part: gone + 1, count: parts.length } } });
  }), { seed: 24, numRuns: 50 });
});

it('PRK-24 what cannot be read says why', () => {
  const [event] = siteImport(site, diffSites(null, site).summary, 'demo', 'k') as [ReturnType<typeof siteImport>[number]];
  expect(readSiteImported({ ...event, v: 3 })).toEqual({ ok: false, fault: { code: 'other-site-version', params: { version: 3 } } });
  expect(readSiteImported({ ...event, body: { ...(event.body as object), site: { ...site, points: [{ id: 'x' }] } } })).toMatchObject({ ok: false, fault: { code: 'bad-site-event', params: { at: 'site.points.0.name' } } });
});

it('one content has one text, whatever the order of its keys', () => {
  const turned = (v: unknown): unknown => (Array.isArray(v) ? v.map(turned) : typeof v === 'object' && v !== null ? Object.fromEntries(Object.entries(v).toReversed().map(([k, x]) => [k, turned(x)])) : v);
  fc.assert(fc.property(anySite, (s) => { expect(siteText(turned(s) as Site)).toBe(siteText(s)); }), { seed: 2, numRuns: 50 });
  expect(siteText(site)).not.toBe(siteText({ ...site, zone: 'UTC+x' }));
});
