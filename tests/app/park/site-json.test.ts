import fc from 'fast-check';
import { expect, it } from 'vitest';
import { foldSite, readSiteImported, siteImport, siteText, type Site } from '#app/park';
import { anySite } from './sites.ts';

const [site, other] = fc.sample(anySite, { numRuns: 2, seed: 5 }) as [Site, Site];

it('PRK-24 an import holds the site whole: what went through the journal is the same site', () => {
  fc.assert(fc.property(anySite, fc.option(anySite), (after, before) => {
    const event = siteImport(after, before, 'demo');
    const stored = { ...event, body: JSON.parse(JSON.stringify(event.body)) as unknown };
    expect(foldSite(before, stored)).toEqual({ ok: true, value: after });
    const read = readSiteImported(stored);
    expect(read.ok && read.value.from).toBe('demo');
  }), { seed: 17, numRuns: 50 });
});

it('PRK-24 what cannot be read changes nothing and says why; other events are none of its business', () => {
  const event = siteImport(site, null, 'demo');
  expect(foldSite(other, { ...event, v: 2 })).toEqual({ ok: false, fault: { code: 'other-site-version', params: { version: 2 } } });
  expect(foldSite(other, { ...event, body: { ...(event.body as object), site: { ...site, points: [{ id: 'x' }] } } })).toMatchObject({ ok: false, fault: { code: 'bad-site-event', params: { at: 'site.points.0.name' } } });
  expect(foldSite(other, { kind: 'alarm.changed', v: 1, body: null })).toEqual({ ok: true, value: other });
});

it('one content has one text, whatever the order of its keys', () => {
  const turned = (v: unknown): unknown => (Array.isArray(v) ? v.map(turned) : typeof v === 'object' && v !== null ? Object.fromEntries(Object.entries(v).toReversed().map(([k, x]) => [k, turned(x)])) : v);
  fc.assert(fc.property(anySite, (s) => { expect(siteText(turned(s) as Site)).toBe(siteText(s)); }), { seed: 2, numRuns: 50 });
  expect(siteText(site)).not.toBe(siteText({ ...site, zone: 'UTC+x' }));
});
