import { nightlyMinute } from '#app/audit';
import { fixedZone, instantOf, zoneNamed } from '#app/duty';

const dayMs = 86_400_000;
/** The last moment at or before `now` at which the site's wall showed 03:10 (AUD-11), and the next; epoch ms. A zone that the machine does not know counts as UTC. */
export function nightsAround(now: number, zoneName: string): { readonly last: number; readonly next: number } {
  const known = zoneNamed(zoneName);
  const zone = known.ok ? known.value : fixedZone(0);
  const of = (day: number): number => instantOf(zone, day * dayMs + nightlyMinute * 60_000);
  const today = Math.floor((now + zone.offsetAt(now)) / dayMs);
  return of(today) <= now ? { last: of(today), next: of(today + 1) } : { last: of(today - 1), next: of(today) };
}
