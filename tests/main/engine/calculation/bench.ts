import { batchOf, row, type Batch, type Sample } from '#app/acquisition';
import type { StoredCalculation } from '#app/calculation';
import { assetId, derivedKind, pointId, sourceId, type PointDefinition, type Site, type SourceDefinition } from '#app/park';
import { epochMs } from '#kernel/time';
import { calculations } from '../../../../main/engine/calculation/calculations.ts';
import { roster } from '../../../../main/engine/roster.ts';
import { handClock } from '../../../clock.ts';

const source = (id: string, kind: string): SourceDefinition => ({ id: sourceId(id), name: { zh: id, en: id }, kind, owner: '*', standby: null, options: {} });
/** A derived point, or where `of` is said one of another source. */
export const point = (id: string, address: string, more: Partial<PointDefinition> = {}): PointDefinition => ({
  id: pointId(id), name: { zh: id, en: id }, type: 'analog', unit: 'm³/h', source: sourceId('calc'), address, range: { low: 0, high: 100 }, limits: { HH: null, H: null, L: null, LL: null }, alarmWhen: null, deadband: 0,
  onDelayMs: 0, offDelayMs: 0, category: 'process', supervision: 'park', asset: assetId('a'), periodMs: 0, ...more,
});
const measured = (id: string, type: PointDefinition['type'] = 'analog'): PointDefinition => point(id, id, { type, source: sourceId('dcs') });
const inputs = [measured('A'), measured('B'), measured('C'), measured('D', 'digital'), measured('W', 'text')];
export const siteOf = (...derived: readonly PointDefinition[]): Site => ({
  formatVersion: 1, id: 's', name: { zh: 's', en: 's' }, zone: 'Asia/Shanghai', frame: { datum: 'CGCS2000', origin: { lon: 0, lat: 0, height: 0 } }, owners: ['*'], assets: [], sources: [source('dcs', 'memory'), source('calc', derivedKind)],
  points: [...inputs, ...derived], levels: { version: 1, basis: '', policies: [], rows: [] },
});

export type Row = readonly [id: string, value: number | null, more?: Partial<Sample>];
export interface Said { readonly point: string; readonly value: number | null; readonly status: number; readonly at: number }

/** Calculations on a clock moved by hand, as the engine feeds them; `said`: what went out since it was last asked, dated in ms since the beginning. */
export function start(site: Site, state: readonly StoredCalculation[] = [], hand = handClock()) {
  const park = roster(site);
  const t0 = hand.clock.now();
  const notes: string[] = [];
  const out: Said[] = [];
  const batches: Batch[] = [];
  const reckoning = calculations({ roster: park, clock: hand.clock, state, note: (line) => notes.push(line) });
  const links: unknown[] = [];
  const collector = reckoning.connect(site.sources[1]!, {
    sink: {
      take(batch) {
        batches.push(batch);
        for (let i = 0; i < batch.length; i++) { const s = row(batch, i); out.push({ point: park.definitionOf(s.handle)!.id, value: s.value, status: s.status, at: (s.sourceTime ?? NaN) - t0 }); reckoning.hear(batch, i, s.handle, hand.clock.mono()); }
        reckoning.settle();
        return Promise.resolve();
      },
    },
    link: (said) => links.push(said), lost: () => {}, note: () => {}, ended: () => {},
  });
  collector.run([]);
  return {
    hand, notes, links, batches, reckoning, collector, park,
    /** Rows of one batch, dated now unless they say otherwise. */
    take(...rows: readonly Row[]): void {
      const now = hand.clock.now();
      const batch = batchOf(rows.map(([id, value, more]) => ({ handle: park.handleOf(id)!, value, status: 0, sourceTime: epochMs(now), receivedTime: now, ...more })));
      for (let i = 0; i < batch.length; i++) reckoning.hear(batch, i, batch.handle[i]!, hand.clock.mono());
      reckoning.settle();
    },
    ago: (ms: number) => ({ sourceTime: epochMs(hand.clock.now() - ms) }),
    seconds(n: number): void { for (let i = 0; i < n; i++) hand.pass(1000); },
    said: (): Said[] => out.splice(0),
    values: (): (readonly [string, number | null])[] => out.splice(0).map((s) => [s.point, s.value]),
  };
}
