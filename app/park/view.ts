import type { SiteView } from './contract.ts';
import type { Site } from './site.ts';

/** The same, in the plain lists that a port carries. */
const structured = (topics: NonNullable<Site['topics']>): NonNullable<SiteView['topics']> => topics.map((t) => ({ ...t, layers: [...t.layers], panels: t.panels.map((p) => ({ ...p, figures: [...p.figures] as NonNullable<SiteView['topics']>[number]['panels'][number]['figures'] })) }));

/** What a window may know of the park. Field by field, so that a new field of a source stays here until somebody decides otherwise (PRK-22). */
export const siteView = (site: Site): SiteView => ({
  id: site.id, name: { ...site.name }, zone: site.zone, levelsVersion: site.levels.version,
  levels: site.levels.policies.map(({ level, name, ackRequired, confirmRequired, handleWithinMs }) => ({ level, name: { ...name }, ackRequired, confirmRequired, handleWithinMs })),
  assets: site.assets.map(({ id, kind, name, parent, position, contact, facts, system }) => ({ id, kind, name: { ...name }, parent, position, contact, facts: { ...facts }, ...(system !== undefined && { system }) })),
  points: site.points.map((p) => ({
    id: p.id, name: { ...p.name }, type: p.type, unit: p.unit, source: p.source, address: p.address, range: { ...p.range }, limits: { ...p.limits },
    alarmWhen: p.alarmWhen, deadband: p.deadband, onDelayMs: p.onDelayMs, offDelayMs: p.offDelayMs, category: p.category, supervision: p.supervision, asset: p.asset, periodMs: p.periodMs,
  })),
  ...(site.levels.rows.some((r) => r.guidance) && { guidance: site.levels.rows.flatMap(({ category, limit, guidance }) => (guidance === undefined ? [] : [{ category, limit, steps: guidance.map((g) => ({ ...g })) }])) }),
  sources: site.sources.map(({ id, name, kind }) => ({ id, name: { ...name }, kind })),
  ...(site.topics && { topics: structured(site.topics) }),
  ...(site.rules && { rules: site.rules.map((r) => ({ id: r.id, kind: r.kind, name: { ...r.name }, point: r.kind === 'offline' ? null : r.point, asset: r.kind === 'offline' ? r.enterprise : null })) }),
});
