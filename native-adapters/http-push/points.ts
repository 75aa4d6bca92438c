/** `own`: what we know of the enterprise ourselves (`!up`, `!refused`, `!clock`); else `point` is a name that the enterprise gives. */
export interface Place { readonly enterprise: string; readonly point: string; readonly own: boolean }

export const enterpriseId = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;
/** What an enterprise may call a point: letters of any script, digits and `_ . : # / -`. */
export const pointName = /^[\p{L}\p{N}_][\p{L}\p{N}_.:#/-]{0,99}$/u;
/** Requests that no enterprise of ours can be held to are counted under this name. */
export const NOBODY = '*';
const OWN: ReadonlySet<string> = new Set(['!up', '!refused', '!clock']);

/** Reads `<enterprise>/<point>`, `<enterprise>/!up|!refused|!clock`, and `*` + `/!refused`; null when it cannot be meant. */
export function placeOf(address: string): Place | null {
  const cut = address.indexOf('/');
  const [enterprise, point] = [address.slice(0, Math.max(0, cut)), address.slice(cut + 1)];
  if (enterprise === NOBODY) return point === '!refused' ? { enterprise, point, own: true } : null;
  if (cut < 0 || !enterpriseId.test(enterprise)) return null;
  const own = OWN.has(point);
  return own || pointName.test(point) ? { enterprise, point, own } : null;
}
