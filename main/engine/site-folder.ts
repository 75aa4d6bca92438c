import { sourceFaults } from '#adapters';
import { readDerived } from '#app/calculation';
import type { ShiftTable } from '#app/duty';
import type { Site, SiteFault } from '#app/park';
import type { Fault } from '#kernel/result';
import { readSite } from '#storage';
import type { Refused } from './refused.ts';

/** A site that was read whole and whose sources' options and addresses can be meant. */
export interface CheckedSite { readonly site: Site; readonly shifts: ShiftTable | null; readonly warnings: readonly SiteFault[] }

/** Where a fault is, as the command line says it; empty where it is of the whole folder. */
export const whereOf = ({ file, line, field }: Omit<SiteFault, 'fault'>): string => (file === '' ? '' : `${file}:${line}${field === '' ? '' : ` ${field}`}`);

/** Reads a folder and checks it to the end: what the site's schema says, and what the adapters of its sources say. Every mistake is named with file, line and field, and nothing is asked of a wire. */
export async function readCheckedSite(dir: string): Promise<{ readonly ok: true; readonly value: CheckedSite } | Refused> {
  const placed = (f: SiteFault): { readonly where: string; readonly fault: Fault } => ({ where: whereOf(f), fault: f.fault });
  const refused = (details: Refused['details'], warned: readonly SiteFault[]): Refused => ({ ok: false, fault: { code: 'site-faults', params: { dir, n: details.length } }, details, warnings: warned.map(placed) });
  const read = await readSite(dir);
  if (!read.ok) return refused(read.faults.map(placed), read.warnings);
  const { site, shifts, warnings, lines } = read.value;
  const details: { readonly where: string; readonly fault: Fault }[] = site.sources.flatMap((s) => sourceFaults(s.kind, s.options, site.points.filter((p) => p.source === s.id)).map(({ point, fault }) => ({
    where: point === null ? whereOf({ file: 'sources.json', line: lines.sources.get(s.id) ?? 1, field: `${s.id}.${String(fault.params['field'] ?? 'options')}` }) : whereOf({ file: 'points.csv', line: lines.points.get(point) ?? 1, field: 'address' }), fault,
  })));
  for (const { point, field, fault } of readDerived(site).faults) details.push({ where: whereOf({ file: 'points.csv', line: lines.points.get(point) ?? 1, field }), fault });
  return details.length > 0 ? refused(details, warnings) : { ok: true, value: { site, shifts, warnings } };
}
