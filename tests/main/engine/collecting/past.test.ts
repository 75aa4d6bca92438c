import { expect, it } from 'vitest';
import { batchOf, type Batch } from '#app/acquisition';
import { rulesOf } from '#app/alarm';
import { sourceId } from '#app/park';
import { epochMs } from '#kernel/time';
import { pipeline } from '../../../../main/engine/pipeline.ts';
import { pipelinePoints, roster } from '../../../../main/engine/roster.ts';
import { handClock } from '../../../clock.ts';
import { point, smallSite, source } from '../../../small-site.ts';

function scene() {
  const site = smallSite([source('far', 'collector')], [point('LEL', 'far', 'LEL'), point('R', 'far', 'R')]);
  const { clock, pass } = handClock();
  const raised: string[] = [];
  const lines = pipeline(pipelinePoints(roster(site).points()), rulesOf(site), { clock, term: 1, keeps: () => false }, (change, rule) => raised.push(`${change.what} ${rule.id}`));
  const said = (value: number | null, at: number, late?: Batch['late']): Batch => ({ ...batchOf([{ handle: 1, value, status: value === null ? 0x8031_0000 : 0, sourceTime: epochMs(at), receivedTime: epochMs(at) }]), ...(late && { late }) });
  const seconds = (n: number): void => { for (let i = 0; i < n; i++) { pass(1000); lines.sweep(); } };
  lines.link(sourceId('far'), true, null);
  return { clock, lines, raised, said, seconds };
}

it('FWD-12 what is said to be past is never judged: not at once, not after any patience, not where the point has no value now', async () => {
  const { clock, lines, raised, said, seconds } = scene();
  const now = clock.now();
  await lines.take(said(5, now));
  await lines.take(said(null, now));                                 // its device is silent now
  const before = raised.length;
  for (let i = 100; i > 0; i--) await lines.take(said(90, now - i * 1000, 'past'));
  seconds(90);
  expect(raised.slice(before).filter((r) => r.startsWith('raised LEL.H'))).toEqual([]);
  expect(lines.latest(1)?.sample.value).toBeNull();
  expect(lines.counts(sourceId('far'))?.late).toBe(100);
  await lines.take(said(90, clock.now()));
  expect(raised).toContain('raised LEL.H');
});

it('FWD-12 back-fill does not keep a point alive that is silent', async () => {
  const site = smallSite([source('far', 'collector')], [point('LEL', 'far', 'LEL', { periodMs: 1000 })]);
  const { clock, pass } = handClock();
  const changes: string[] = [];
  const lines = pipeline(pipelinePoints(roster(site).points()), rulesOf(site), { clock, term: 1, keeps: () => false }, (change, rule) => changes.push(`${change.what} ${rule.id}`));
  lines.link(sourceId('far'), true, null);
  const one = (late?: Batch['late']): Batch => ({ ...batchOf([{ handle: 1, value: 5, status: 0, sourceTime: epochMs(clock.now()), receivedTime: epochMs(clock.now()) }]), ...(late && { late }) });
  await lines.take(one());
  for (let i = 0; i < 10; i++) { pass(1000); await lines.take(one('past')); lines.sweep(); }
  expect(lines.latest(1)?.stale).toBe(true);
});

it('FWD-13 a link that is up with a reason raises the alarm of its source and nothing else; without one it is over', async () => {
  const { clock, lines, raised, said, seconds } = scene();
  await lines.take(said(5, clock.now()));
  const far = (reason: boolean): void => lines.link(sourceId('far'), true, reason ? { code: 'far-down', params: { peer: 'far', source: 'plc' } } : null);
  far(true);
  expect(raised).toEqual(['raised far.source']);
  await lines.take(said(60, clock.now()));                           // its points are judged as ever
  expect(raised).toEqual(['raised far.source', 'raised LEL.H', ...raised.slice(2)]);
  far(false);
  seconds(30);
  expect(raised).toContain('returned far.source');
});
