import { expect, it } from 'vitest';
import { foldAlarm, bodyOf, type AlarmId, type StoredAlarm } from '#app/alarm';
import { actor } from '#kernel/session';
import { moment, monoMs } from '#kernel/time';
import { point, rule, stale, start, type Row } from './line.ts';
import { toledoFlood } from './toledo-flood.ts';

const points = Array.from({ length: 400 }, (_, i) => point(`p${i + 1}`, i + 1));
const rules = points.flatMap((p) => [rule(`${p.id}.HH`, p.id), stale(p.id)]);

it('3,712 alarms in 12 hours (BP-Husky Toledo): every raise is told, under a name of its own, and what stands at the end is what should', async () => {
  const rows = toledoFlood();
  expect(rows.filter((r) => r.value === 90)).toHaveLength(3712);
  const { hand, take, lines, changes } = start(points, rules);
  let at = 0;
  for (let i = 0; i < rows.length;) {
    const { t } = rows[i]!;
    for (; at + 1000 <= t; at += 1000) {
      hand.pass(1000);
      if (at % 60_000 === 0) for (const { alarm } of lines.list().slice(0, 5)) lines.tell(alarm.id, { type: 'acknowledge', occurrence: alarm.occurrence!, by: actor('li'), at: moment(hand.clock) });
    }
    const batch: Row[] = [];
    for (; i < rows.length && rows[i]!.t < at + 1000; i++) batch.push([rows[i]!.handle, rows[i]!.value]);
    await take(...batch);
  }
  const raised = changes.filter((c) => c.what === 'raised');
  expect(raised).toHaveLength(3712);
  expect(new Set(raised.map((c) => c.occurrence)).size).toBe(3712);
  expect(changes.filter((c) => c.what === 'returned' || c.what === 'cleared')).toHaveLength(3712);
  expect(lines.totals()).toMatchObject({ faults: 0, unknown: 0 });

  const acked = new Set(changes.filter((c) => c.what === 'acknowledged').map((c) => c.occurrence));
  expect(acked.size).toBeGreaterThan(500);
  const lastOf = new Map(raised.map((c) => [c.alarm.id, c.occurrence]));
  expect(new Set(lines.list().map((h) => h.alarm.occurrence))).toEqual(new Set([...lastOf.values()].filter((o) => !acked.has(o))));

  // what the journal would hold, folded, is what the pipeline has
  const known = new Map<AlarmId, StoredAlarm>();
  for (const c of changes) if (c.actions.includes('journal')) foldAlarm(known, bodyOf(c, lines.get(c.alarm.id)!.rule, monoMs(0)));
  for (const kept of lines.snapshot()) expect(known.get(kept.id as AlarmId)).toEqual(kept);
  expect([...known.values()].filter((k) => k.state !== 'normal')).toHaveLength(lines.list().length);
});

it('1,000 alarms in 10 s, raised, acknowledged and cleared: none is lost', async () => {
  const many = Array.from({ length: 1000 }, (_, i) => point(`p${i}`, i));
  const { hand, take, lines, changes } = start(many, many.map((p) => rule(`${p.id}.HH`, p.id)));
  for (let s = 0; s < 10; s++) { await take(...Array.from({ length: 100 }, (_, i): Row => [s * 100 + i, 90])); hand.pass(1000); }
  expect(lines.list()).toHaveLength(1000);
  for (const { alarm } of lines.list()) expect(lines.tell(alarm.occurrence!, { type: 'acknowledge', occurrence: alarm.occurrence!, by: actor('li'), at: moment(hand.clock) })?.change?.what).toBe('acknowledged');
  await take(...many.map((p): Row => [p.handle, 1]));
  expect(changes.map((c) => c.what).reduce<Record<string, number>>((n, w) => ({ ...n, [w]: (n[w] ?? 0) + 1 }), {})).toEqual({ raised: 1000, acknowledged: 1000, cleared: 1000 });
  expect(lines.list()).toEqual([]);
});
