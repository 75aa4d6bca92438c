import { fail, ok, type Result } from '#kernel/result';
import type { AdapterFault, Point } from '../port.ts';

/** A point and what its address means. */
export interface Placed<P> { readonly place: P; readonly of: Point }

/** All points with what their addresses mean; `bad-address` names the first that means nothing, so that a watch refuses nothing halfway. */
export function placed<P>(points: readonly Point[], placeOf: (address: string) => P | null): Result<readonly Placed<P>[], AdapterFault> {
  const found: Placed<P>[] = [];
  for (const of of points) {
    const place = placeOf(of.address);
    if (place === null) return fail('bad-address', { address: of.address });
    found.push({ place, of });
  }
  return ok(found);
}
