import type { Corner } from '#app/park';
import { awayFrom, cornerOf, tilesOf, type Extent } from './extent.ts';
import { pngOf } from './png.ts';

const [from, to, size] = [9, 14, 256];
/** Fields of 300 m in greens and browns, with a pale track between them: nothing that the map's own greys have. */
export function fieldColour(middle: Corner, at: Corner): readonly [number, number, number] {
  const [e, n] = awayFrom(middle, at);
  const [i, j] = [Math.floor(e / 300), Math.floor(n / 300)];
  if (e - i * 300 < 14 || n - j * 300 < 14) return [196, 184, 150];
  const kind = ((i * 7 + j * 13) % 5 + 5) % 5;
  return ([[74, 110, 48], [96, 128, 58], [140, 112, 66], [62, 96, 56], [118, 134, 70]] as const)[kind] ?? [74, 110, 48];
}

/** An orthophoto that is none, as a TMS pyramid of the geographic grid (OSGeo Tile Map Service 1.0.0, as gdal2tiles writes it): its files by name. */
export function imageryFiles(extent: Extent, middle: Corner): ReadonlyMap<string, Uint8Array> {
  const files = new Map<string, Uint8Array>();
  const orders = Array.from({ length: to - from + 1 }, (_, i) => from + i);
  for (const z of orders) for (const tile of tilesOf(extent, z)) {
    const { west, south, side } = cornerOf(tile);
    files.set(`${z}/${tile.x}/${tile.y}.png`, pngOf(size, (x, y) => fieldColour(middle, { lon: west + ((x + 0.5) / size) * side, lat: south + side - ((y + 0.5) / size) * side })));
  }
  const sets = orders.map((z) => `    <TileSet href="${z}" units-per-pixel="${180 / 2 ** z / size}" order="${z}"/>`).join('\n');
  files.set('tilemapresource.xml', Buffer.from(`<?xml version="1.0" encoding="utf-8"?>
<TileMap version="1.0.0" tilemapservice="http://tms.osgeo.org/1.0.0">
  <Title>sample</Title><Abstract/><SRS>EPSG:4326</SRS>
  <BoundingBox minx="${extent.west}" miny="${extent.south}" maxx="${extent.east}" maxy="${extent.north}"/>
  <Origin x="-180" y="-90"/>
  <TileFormat width="${size}" height="${size}" mime-type="image/png" extension="png"/>
  <TileSets profile="geodetic">
${sets}
  </TileSets>
</TileMap>
`));
  return files;
}
