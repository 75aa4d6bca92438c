import type { SiteView } from './contract.ts';
import type { Site } from './site.ts';

/** What a window may know of the park. Field by field, so that a new field of a source stays here until somebody decides otherwise (PRK-22). */
export const siteView = (site: Site): SiteView => ({
  id: site.id, name: { ...site.name }, zone: site.zone, levelsVersion: site.levels.version,
  levels: site.levels.policies.map(({ level, name, ackRequired, confirmRequired, handleWithinMs }) => ({ level, name: { ...name }, ackRequired, confirmRequired, handleWithinMs })),
  assets: site.assets.map(({ id, kind, name, parent, position, contact, facts }) => ({ id, kind, name: { ...name }, parent, position, contact, facts: { ...facts } })),
  points: site.points.map((p) => ({
    id: p.id, name: { ...p.name }, type: p.type, unit: p.unit, source: p.source, address: p.address, range: { ...p.range }, limits: { ...p.limits },
    alarmWhen: p.alarmWhen, deadband: p.deadband, onDelayMs: p.onDelayMs, offDelayMs: p.offDelayMs, category: p.category, supervision: p.supervision, asset: p.asset, periodMs: p.periodMs,
  })),
  sources: site.sources.map(({ id, name, kind }) => ({ id, name: { ...name }, kind })),
  ...(site.rules && { rules: site.rules.map((r) => ({ id: r.id, kind: r.kind, name: { ...r.name }, point: r.kind === 'offline' ? null : r.point, asset: r.kind === 'offline' ? r.enterprise : null })) }),
});
