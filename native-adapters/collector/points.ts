/** `own`: what we know of the collection host ourselves; else `name` is a point of its site. */
export interface Place { readonly name: string; readonly own: boolean }

/** What a point of a site may be called. */
const pointName = /^[A-Za-z0-9][A-Za-z0-9._#-]{0,63}$/;
const own = /^!(?:up|clock|waiting|dropped|source\/[A-Za-z0-9][A-Za-z0-9._#-]{0,63})$/;

/** Reads the name of a point of the far site, or `!up` (1 or 0), `!clock` (its clock against ours, ms), `!waiting`, `!dropped` (batches), `!source/<id>` (1: that far source is up); null when it cannot be meant. */
export function placeOf(address: string): Place | null {
  if (own.test(address)) return { name: address, own: true };
  return pointName.test(address) ? { name: address, own: false } : null;
}
