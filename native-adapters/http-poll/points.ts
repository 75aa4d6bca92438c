import { steps, type Step } from '#app/acquisition';

/** `resource`: below the source's url, with its query; empty is the url itself. `path`: where the value stands in its document. */
export interface Place { readonly resource: string; readonly path: readonly Step[] }

const DOTS = /^(?:\.|%2e){1,2}$/i;
const RESOURCE = /^(?:[\w.~!$&'()*+,;=:@-]|%[0-9A-Fa-f]{2})(?:[\w.~!$&'()*+,;=:@/-]|%[0-9A-Fa-f]{2})*(?:\?(?:[\w.~!$&'()*+,;=:@/?-]|%[0-9A-Fa-f]{2})*)?$/;

/** True of a path that stays below the source's url: relative, no empty segment, none that climbs, no backslash, no other host. */
export function staysBelow(resource: string): boolean {
  if (resource === '') return true;
  if (resource.length > 500 || !RESOURCE.test(resource)) return false;
  const [way = ''] = resource.split('?');
  const segments = way.split('/');
  return !segments.some((s, i) => DOTS.test(s) || (s === '' && i < segments.length - 1)) && !/%(?:2f|5c|00)/i.test(way);
}

/** Reads `[resource#]$.json.path`; null when it cannot be meant. */
export function placeOf(address: string): Place | null {
  if (address.length > 1000) return null;
  const cut = address.startsWith('$') ? -1 : address.indexOf('#');
  if (cut < 0 && !address.startsWith('$')) return null;
  const resource = address.slice(0, Math.max(0, cut));
  const [root, rest] = [address[cut + 1], address.slice(cut + 2)];
  const path = root === '$' && staysBelow(resource) ? steps(rest) : null;
  return path === null ? null : { resource, path };
}
