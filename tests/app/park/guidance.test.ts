import { expect, it } from 'vitest';
import { diffSites, siteView } from '#app/park';
import { levelTable, smallSite } from '../../small-site.ts';

const steps = [{ zh: '电话核实', en: 'Call and verify' }, { zh: '跟踪到恢复', en: 'Follow until normal' }];
const bare = smallSite([], []);
const written = { ...bare, levels: { ...levelTable, rows: levelTable.rows.map((r) => (r.category === 'gas' && r.limit === 'H' ? { ...r, guidance: steps } : r)) } };

it('PRK-41: a window is given the texts of the rows that have one, in the order of the table, and nothing where there is none', () => {
  expect(siteView(bare).guidance).toBeUndefined();
  expect(siteView(written).guidance).toEqual([{ category: 'gas', limit: 'H', steps }]);
});
it('PRK-41: a text that is written is a change of its row, and of nothing else', () => {
  const { changes } = diffSites(bare, written);
  expect(changes.map((c) => [c.op, c.part, c.id, c.fields.map((f) => f.field)])).toEqual([['changed', 'row', 'gas/H', ['guidance']]]);
});
