import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parkContract, siteView } from '#app/park';
import { anySite } from './sites.ts';

it('PRK-22 what a window gets fits the contract and has neither options nor owners in it', () => {
  const out = parkContract.calls['site.get'].out;
  fc.assert(fc.property(anySite, (site) => {
    const marked = { ...site, owners: ['the-owner-node'], sources: site.sources.map((s) => ({ ...s, owner: 'the-owner-node', standby: 'the-other-node', options: { ...s.options, password: 'secret:the-secret' } })) };
    const view = siteView(marked);
    expect(out.parse(view)).toEqual(view);
    expect(JSON.stringify(view)).not.toMatch(/the-owner-node|the-other-node|the-secret|options/);
    expect(view.points).toHaveLength(site.points.length);
    expect(view.levels.map((l) => l.level)).toEqual(site.levels.policies.map((l) => l.level));
  }), { seed: 3, numRuns: 50 });
});
