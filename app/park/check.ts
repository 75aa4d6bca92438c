import { shown, type Findings, type Place, type SiteFaultCode } from './fault.ts';
import { checkGeometry } from './map/check.ts';
import { checkTopics } from './topics/check.ts';
import type { PointRow } from './points.ts';
import { nearestAmong } from './reading/nearest.ts';
import { plainSecrets } from './reading/secrets.ts';
import type { Asset, RuleDefinition, Site, SourceDefinition, Topic } from './site.ts';

/** One entry of a JSON file: its id, what it says where it could be read, and where each of its fields stands. */
export interface Entry<T> { readonly id: string; readonly value: T | null; readonly at: (...path: readonly (string | number)[]) => Place }

/** What the files of a folder say, before it is known whether they fit together. A null list could not be read, so nothing that points at it is judged. */
export interface Draught {
  readonly site: Entry<Pick<Site, 'owners' | 'frame'>> | null;
  readonly assets: readonly Entry<Asset>[] | null;
  readonly sources: readonly Entry<SourceDefinition>[] | null;
  readonly points: readonly PointRow[] | null;
  readonly rules: readonly Entry<RuleDefinition>[] | null;
  readonly topics: readonly Entry<Topic>[] | null;
}

interface Named { readonly id: string; readonly place: Place }

/** No id is given twice, and two that differ in capitals only are asking for a mistake (PRK-09). */
function checkIds(named: readonly Named[], found: Findings): void {
  const seen = new Map<string, Named>();
  const folded = new Map<string, Named>();
  for (const n of named) {
    if (n.id === '') continue;
    const same = seen.get(n.id);
    const alike = folded.get(n.id.toLowerCase());
    if (same !== undefined) found.error(n.place, 'duplicate-id', { id: shown(n.id), firstFile: same.place.file, firstLine: same.place.line });
    else if (alike !== undefined) found.warn(n.place, 'ids-differ-by-case', { id: shown(n.id), other: alike.id, otherFile: alike.place.file, otherLine: alike.place.line });
    if (same === undefined) seen.set(n.id, n);
    if (alike === undefined) folded.set(n.id.toLowerCase(), n);
  }
}

/** Judges references of one kind: what is written must be an id that exists (PRK-10). */
function reference(known: ReadonlySet<string>, code: SiteFaultCode, found: Findings): (written: string, place: Place) => void {
  const near = nearestAmong(known);
  return (written, place) => { if (written !== '' && !known.has(written)) found.error(place, code, { id: shown(written), nearest: near(written) }); };
}

/** The tree of assets has no circle; each circle is told once, at the first of its members (PRK-11). */
function checkCycles(assets: readonly Entry<Asset>[], found: Findings): void {
  const byId = new Map(assets.map((a) => [a.id, a]));
  const settled = new Set<string>();
  for (const start of assets) {
    const way: string[] = [];
    const onWay = new Set<string>();
    let at: string | null = start.id;
    while (at !== null && !settled.has(at) && !onWay.has(at)) {
      way.push(at);
      onWay.add(at);
      at = byId.get(at)?.value?.parent ?? null;
    }
    if (at !== null && onWay.has(at)) {
      const circle = way.slice(way.indexOf(at));
      const first = assets.find((a) => circle.includes(a.id));
      if (first !== undefined) found.error(first.at('parent'), 'parent-cycle', { circle: shown([...circle, at].join(' → ')) });
    }
    for (const id of way) settled.add(id);
  }
}

function checkAssets(assets: readonly Entry<Asset>[], site: Draught['site'], found: Findings): void {
  const parent = reference(new Set(assets.map((a) => a.id)), 'unknown-parent', found);
  const origin = site?.value?.frame.origin;
  for (const { value, at } of assets) {
    if (value === null) continue;
    if (value.parent !== null) parent(value.parent, at('parent'));
    checkGeometry({ value, at }, origin, found);
  }
  checkCycles(assets, found);
}

function checkOwners({ value, at }: Entry<SourceDefinition>, owners: ReadonlySet<string>, owner: ReturnType<typeof reference>, found: Findings): void {
  if (value === null) return;
  for (const field of ['owner', 'standby'] as const) {
    const node = value[field];
    if (node !== null && node !== '*' && !owners.has('*')) owner(node, at(field));
  }
  if (value.standby !== null && value.standby === value.owner) found.error(at('standby'), 'standby-is-owner', { owner: shown(value.owner) });
}

function checkSources(sources: readonly Entry<SourceDefinition>[], site: Draught['site'], points: Draught['points'], found: Findings): void {
  const owners = new Set(site?.value?.owners ?? ['*']);
  const owner = reference(owners, 'unknown-owner', found);
  const used = new Set(points?.map((p) => p.source));
  for (const source of sources) {
    const { id, value, at } = source;
    if (points !== null && !used.has(id)) found.warn(at('id'), 'source-without-points', { id: shown(id) });
    checkOwners(source, owners, owner, found);
    for (const path of plainSecrets(value?.options)) found.error(at('options', ...path), 'plain-secret', { name: shown(String(path.findLast((p) => typeof p === 'string') ?? '')) });
  }
}

function checkPoints(points: readonly PointRow[], { sources, assets }: Draught, found: Findings): void {
  const source = sources === null ? null : reference(new Set(sources.map((s) => s.id)), 'unknown-source', found);
  const asset = assets === null ? null : reference(new Set(assets.map((a) => a.id)), 'unknown-asset', found);
  const taken = new Map<string, PointRow>();
  for (const p of points) {
    source?.(p.source, p.at('source'));
    asset?.(p.asset, p.at('asset'));
    if (p.address === '') continue;
    const key = `${p.source}\u0000${p.address}`;
    const other = taken.get(key);
    if (other === undefined) taken.set(key, p);
    else found.warn(p.at('address'), 'same-address', { point: shown(p.id), other: shown(other.id), otherLine: other.at('address').line });
  }
}

/** Everything that only shows when the files are seen together. Adds to what was found; decides nothing. */
export function checkTogether(draught: Draught, found: Findings): void {
  const { site, assets, sources, points, rules, topics } = draught;
  for (const list of [assets, sources, rules, topics]) if (list !== null) checkIds(list.map((e) => ({ id: e.id, place: e.at('id') })), found);
  if (points !== null) checkIds(points.map((p) => ({ id: p.id, place: p.at('point') })), found);
  if (assets !== null) checkAssets(assets, site, found);
  if (sources !== null) checkSources(sources, site, points, found);
  if (points !== null) checkPoints(points, draught, found);
  if (topics !== null) checkTopics(topics, { asset: assets === null ? null : reference(new Set(assets.map((a) => a.id)), 'unknown-asset', found), point: points === null ? null : reference(new Set(points.map((p) => p.id)), 'unknown-point', found) });
}
