import { fail, ok, type Fault, type Result } from '#kernel/result';

/** What a pyramid of imagery says of itself. `from`: its coarsest level. */
export interface Tms { readonly from: number; readonly extension: string }

const number = (from: Element | null, name: string): number => Number.parseFloat(from?.getAttribute(name) ?? '');
const profiles: readonly (string | null)[] = ['geodetic', 'global-geodetic', 'mercator', 'global-mercator'];

/** Whether levels, tiles and extent are such that the library does not stumble over them. */
function isSound(box: Element, format: Element, orders: readonly number[]): boolean {
  const size = number(format, 'width');
  return number(box, 'minx') < number(box, 'maxx') && number(box, 'miny') < number(box, 'maxy') && size >= 16 && size <= 4096 && /^(png|jpg|jpeg|webp)$/.test(format.getAttribute('extension') ?? '') && orders.every((o) => Number.isInteger(o) && o >= 0 && o <= 25);
}

/** What `imagery/tilemapresource.xml` says (OSGeo Tile Map Service 1.0.0), so far as the library takes it without a check: its projection, its extent, its levels and its tiles. */
export function tmsSaid(text: string): Result<Tms, Fault<'imagery-broken' | 'imagery-projection'>> {
  const page = new DOMParser().parseFromString(text, 'text/xml');
  const [box, format, sets] = [page.querySelector('BoundingBox'), page.querySelector('TileFormat'), page.querySelector('TileSets')];
  if (page.documentElement.nodeName !== 'TileMap' || box === null || format === null || sets === null) return fail('imagery-broken');
  if (!profiles.includes(sets.getAttribute('profile'))) return fail('imagery-projection');
  const orders = [...sets.querySelectorAll('TileSet')].map((s) => number(s, 'order'));
  return orders.length > 0 && isSound(box, format, orders) ? ok({ from: Math.min(...orders), extension: format.getAttribute('extension') ?? '' }) : fail('imagery-broken');
}
