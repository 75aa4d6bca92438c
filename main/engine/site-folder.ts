import { sourceFaults } from '#adapters';
import type { Site, SiteFault } from '#app/park';
import type { Fault } from '#kernel/result';
import { readSite } from '#storage';
import type { Refused } from './refused.ts';

/** A site that was read whole and whose sources' options and addresses can be meant. */
export interface CheckedSite { readonly site: Site; readonly warnings: readonly SiteFault[] }

const where = ({ file, line, field }: Omit<SiteFault, 'fault'>): string => `${file}:${line} ${field}`;

/** Reads a folder and checks it to the end: what the site's schema says, and what the adapters of its sources say. Every mistake is named with file, line and field, and nothing is asked of a wire. */
export async function readCheckedSite(dir: string): Promise<{ readonly ok: true; readonly value: CheckedSite } | Refused> {
  const refused = (details: readonly { readonly where: string; readonly fault: Fault }[]): Refused => ({ ok: false, fault: { code: 'site-faults', params: { dir, n: details.length } }, details });
  const read = await readSite(dir);
  if (!read.ok) return refused(read.faults.map((f) => ({ where: where(f), fault: f.fault })));
  const { site, warnings, lines } = read.value;
  const details = site.sources.flatMap((s) => sourceFaults(s.kind, s.options, site.points.filter((p) => p.source === s.id)).map(({ point, fault }) => ({
    where: point === null ? where({ file: 'sources.json', line: lines.sources.get(s.id) ?? 1, field: `${s.id}.${String(fault.params['field'] ?? 'options')}` }) : where({ file: 'points.csv', line: lines.points.get(point) ?? 1, field: 'address' }), fault,
  })));
  return details.length > 0 ? refused(details) : { ok: true, value: { site, warnings } };
}
