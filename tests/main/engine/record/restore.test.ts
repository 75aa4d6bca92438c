import { expect, it } from 'vitest';
import { idle, rulesOf, toStored, type StoredAlarm } from '#app/alarm';
import { limitKinds, pointId, ruleKinds, sourceId } from '#app/park';
import { epochMs, monoMs } from '#kernel/time';
import { closedChange } from '../../../../main/engine/record/restore.ts';
import { point, smallSite, source } from '../../../small-site.ts';
import { rule } from '../line.ts';

const at = { now: epochMs(5000), mono: monoMs(100) };
const orphan = (id: string): StoredAlarm => toStored({ ...idle(rule(id, null)), condition: 'met', state: 'unacknowledged' }, monoMs(0));

it('ALM-38 what an alarm without a rule belonged to is read from its name: a point, a source, or a written rule, which is neither', () => {
  const of = (kind: string): unknown => { const { kind: k, point: p, source: s } = closedChange(orphan(`T-1.PV.${kind}`), undefined, at).rule; return [k, p, s]; };
  for (const kind of limitKinds) {
    const [ofSource, ofRule] = [['source', 'clock', 'frozen', 'refused', 'stopped', 'filling'].includes(kind), (ruleKinds as readonly string[]).includes(kind)];
    expect(of(kind)).toEqual([kind, ofSource || ofRule ? null : 'T-1.PV', ofSource ? 'T-1.PV' : '']);
  }
});
it('ALM-38 where the site before is known, its own rule tells', () => {
  const site = { ...smallSite([source('plc', 'memory')], [point('T', 'plc', '1')]), rules: [{ id: 'fast', name: { zh: 'f', en: 'f' }, level: 'B' as const, kind: 'rate' as const, point: pointId('T'), direction: 'rising' as const, limit: 2, per: 'h' as const, windowMs: 60_000, deadband: 0, onDelayMs: 0, offDelayMs: 0 }] };
  const before = rulesOf(site).find((r) => r.id === 'fast.rate');
  const { change, rule: told } = closedChange(orphan('fast.rate'), before, at);
  expect([told.point, told.source, told.level, change.what, change.alarm.state, change.alarm.condition]).toEqual(['T', sourceId('plc'), 'B', 'closed', 'normal', 'clear']);
});
