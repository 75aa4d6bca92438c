import { expect, it } from 'vitest';
import { categories, diagnosticKinds, keepingKinds, limitKinds, ruleKinds, type LimitKind } from '../../../app/park/index.ts';
import { rowOf } from '../../../app/park/reading/levels.ts';
import { readSite } from '../../../storage/site/index.ts';
import { demoSite, wholeSite } from '../site-alarms.ts';

it.each([['demo', demoSite], ['whole', wholeSite]] as const)('every alarm that the product can raise has a level in the %s site, and none is unclassified', async (_, dir) => {
  const read = await readSite(dir.pathname);
  if (!read.ok) throw new Error(JSON.stringify(read.faults.slice(0, 3)));
  const { levels } = read.value.site;
  const ofNoPoint: readonly LimitKind[] = ['source', 'offline', ...diagnosticKinds, ...keepingKinds];
  const whole = limitKinds.filter((k) => ofNoPoint.includes(k));
  const levelOf = (category: (typeof categories)[number] | null, limit: (typeof limitKinds)[number]): string => rowOf(levels, category, limit)?.level ?? 'U';
  const missing = [
    ...categories.flatMap((c) => limitKinds.filter((k) => !whole.includes(k)).map((k) => [c, k, levelOf(c, k)] as const)), ...whole.map((k) => [null, k, levelOf(null, k)] as const),
  ].filter(([, , level]) => level === 'U');
  expect(missing).toEqual([]);
  expect(levels.rows.filter((r) => r.level === 'U')).toEqual([]);
  expect(ruleKinds.every((k) => levels.rows.some((r) => r.limit === k))).toBe(true);
  expect(read.value.warnings.filter((w) => ['unclassified', 'row-never-reached', 'source-has-no-category'].includes(w.fault.code))).toEqual([]);
});
