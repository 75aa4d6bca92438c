import { expect, it } from 'vitest';
import { engineActor } from '#kernel/session';
import { epochMs } from '#kernel/time';
import { importDrafts, lastSite } from '../../../../main/engine/record/site-import.ts';
import { point, smallSite, source } from '../../../small-site.ts';
import { must, openedJournal, tempFolder } from '../../../storage/opened.ts';

const who = (ms: number) => ({ time: epochMs(1_700_000_000_000 + ms), actor: engineActor, realm: 'live' } as const);
const park = (points: number, unit = '%LEL') => smallSite([source('plc', 'modbus')], Array.from({ length: points }, (_, i) => point(`P-${i}`, 'plc', `hr:${2 * i}`, { unit })));

it('PRK-24 a site of 12,001 points goes through a real journal in events of bounded size, and comes back whole after it was opened anew', async () => {
  const dir = tempFolder();
  const first = await openedJournal(dir);
  const site = park(12_001);
  const { drafts, changes } = importDrafts(null, site, 'x', who(0));
  expect(drafts.map((d) => d.kind)).toEqual(['site.part', 'site.part', 'site.part', 'site.imported']);
  expect(Math.max(...drafts.map((d) => JSON.stringify(d.body).length))).toBeLessThan(4e6);
  expect(changes).toBeGreaterThan(12_001);
  must(await first.journal.append(drafts));
  await first.close();
  const again = await openedJournal(dir);
  expect(must(await lastSite(again.journal))).toEqual(site);
});

it('PRK-24 the parts of one import are no other’s: of two large sites the last counts, and a torn one is told', async () => {
  const { journal } = await openedJournal(tempFolder());
  const [a, b] = [park(6000), park(6000, 'ppm')];
  must(await journal.append(importDrafts(null, a, 'x', who(0)).drafts));
  must(await journal.append(importDrafts(a, b, 'x', who(1)).drafts));
  expect(must(await lastSite(journal))).toEqual(b);
  expect(importDrafts(b, b, 'x', who(2))).toEqual({ drafts: [], changes: 0 });
  must(await journal.append(importDrafts(b, a, 'x', who(3)).drafts.filter((d) => d.kind !== 'site.part' || (d.body as { n: number }).n !== 1)));
  expect(await lastSite(journal)).toEqual({ ok: false, fault: { code: 'site-part-missing', params: { part: 2, count: 2 } } });
});
