import {
  Cartesian3, Cartographic, CesiumTerrainProvider, CustomHeightmapTerrainProvider, Ellipsoid, Globe, GeographicTilingScheme, ImageryLayer, type Ray, sampleTerrainMostDetailed, type Scene, TileMapServiceImageryProvider,
  type TileProviderError,
} from '@cesium/engine';
import { terrainSaid } from '#app/map';
import type { Corner, Place3 } from '#app/park';
import type { SceneFault, Slot } from '../backdrop.ts';
import { OwnResource } from './own-resource.ts';
import { tmsSaid, type Tms } from './tms.ts';

const degrees = (radians: number): number => (radians * 180) / Math.PI;
/** A file of the site; null where there is none. */
async function fileAt(path: string): Promise<string | null> {
  const answer = await fetch(path).catch(() => null);
  return answer?.ok === true ? answer.text() : null;
}
const jsonOf = (text: string): unknown => { try { return JSON.parse(text); } catch { return null; } };
/** Rows of tiles are counted from the south in the site's folder and from the north by the library. */
const nameOf = (folder: string, { level, x, y }: TileProviderError, rows: number, extension: string): string => `${folder}/${level}/${x}/${rows - 1 - y}.${extension}`;

/** Level ground at `height` metres above the ellipsoid, a little under what lies on it. */
const levelGround = (height: number): CustomHeightmapTerrainProvider =>
  new CustomHeightmapTerrainProvider({ width: 2, height: 2, tilingScheme: new GeographicTilingScheme(), callback: () => new Float32Array(4).fill(height - 0.6) });

type Failed = (fault: SceneFault) => void;
async function terrainOf(text: string | null, failed: Failed): Promise<CesiumTerrainProvider | null> {
  if (text === null) return null;
  const broken = (code: string): null => { failed({ what: 'terrain', name: 'terrain/layer.json', code }); return null; };
  const said = terrainSaid(jsonOf(text));
  if (!said.ok && said.fault.code !== 'terrain-unlisted') return broken(said.fault.code);
  if (!said.ok) broken(said.fault.code);
  try { return await CesiumTerrainProvider.fromUrl(new OwnResource({ url: '/site/terrain/' })); } catch { return broken('terrain-broken'); }
}
async function imageryOf(text: string | null, failed: Failed): Promise<ImageryLayer | null> {
  if (text === null) return null;
  const broken = (code: string): null => { failed({ what: 'imagery', name: 'imagery/tilemapresource.xml', code }); return null; };
  const said = tmsSaid(text);
  if (!said.ok) return broken(said.fault.code);
  try {
    const provider = await TileMapServiceImageryProvider.fromUrl('/site/imagery');
    provider.errorEvent.addEventListener((error: TileProviderError) => missing(error, provider.tilingScheme.getNumberOfYTilesAtLevel(error.level), said.value));
    return new ImageryLayer(provider);
  } catch { return broken('imagery-broken'); }
  /** Coarser tiles than the pyramid has are asked for where it begins finely; that is no fault of it. */
  function missing(error: TileProviderError, rows: number, tms: Tms): void {
    if (error.level >= tms.from) failed({ what: 'imagery', name: nameOf('imagery', error, rows, tms.extension), code: 'imagery-tile' });
  }
}

/** The library's globe without its light, air and water. */
function plainGlobe(detail: number): Globe {
  const globe = new Globe(Ellipsoid.WGS84);
  globe.showGroundAtmosphere = false;
  globe.showWaterEffect = false;
  globe.enableLighting = false;
  globe.depthTestAgainstTerrain = false;
  globe.maximumScreenSpaceError = Math.max(2, detail / 6);
  globe.tileCacheSize = 60;
  return globe;
}
/** The place on a globe's surface under a pixel. */
function placeUnder(globe: Globe, scene: Scene, x: number, y: number): Place3 | null {
  const ray: Ray | undefined = scene.camera.getPickRay({ x, y } as never);
  const hit = ray === undefined ? undefined : globe.pick(ray, scene, new Cartesian3());
  const at = hit === undefined ? undefined : Cartographic.fromCartesian(hit);
  return at === undefined ? null : { lon: degrees(at.longitude), lat: degrees(at.latitude), height: at.height };
}

/** A site's own ground: what of it there is, how high it is, and what is under a pixel. */
export interface SiteGround {
  readonly slots: ReadonlySet<Slot>;
  readonly imagery: (shown: boolean) => void;
  /** `light`: how bright, 0 to 1. */
  readonly paint: (light: number) => void;
  readonly heights: (places: readonly Corner[]) => Promise<readonly (number | null)[]> | null;
  readonly pick: (x: number, y: number) => Place3 | null;
}

/**
 * A site's own imagery (`imagery/`, TMS) and terrain (`terrain/`, quantized mesh). Only where there is one of them the library's globe comes in, in place of our plain ground: it costs a software renderer half its
 * frames. Where there is no terrain, or it cannot be read, it is level at `plain` metres above the ellipsoid. Null where the site has neither that can be read.
 */
export async function siteGround(scene: Scene, plain: number, detail: number, drawn: () => void, failed: Failed): Promise<SiteGround | null> {
  const [photo, terrain] = await Promise.all([fileAt('/site/imagery/tilemapresource.xml').then((text) => imageryOf(text, failed)), fileAt('/site/terrain/layer.json').then((text) => terrainOf(text, failed))]);
  if ((photo === null && terrain === null) || scene.isDestroyed()) return null;
  const globe = plainGlobe(detail);
  globe.terrainProvider = terrain ?? levelGround(plain);
  terrain?.errorEvent.addEventListener((error: TileProviderError) => {
    failed({ what: 'terrain', name: nameOf('terrain', error, terrain.tilingScheme.getNumberOfYTilesAtLevel(error.level), 'terrain'), code: 'terrain-tile' });
    if (error.level === 0) globe.terrainProvider = levelGround(plain);   // without its root half the earth would be missing
  });
  if (photo !== null) globe.imageryLayers.add(photo);
  scene.globe = globe;
  globe.tileLoadProgressEvent.addEventListener(drawn);
  const standing = (): boolean => terrain !== null && globe.terrainProvider === terrain && terrain.availability !== undefined;
  return {
    slots: new Set<Slot>([...(photo === null ? [] : ['imagery' as const]), ...(terrain === null ? [] : ['terrain' as const])]),
    imagery(shown) { if (photo !== null && photo.show !== shown) { photo.show = shown; drawn(); } },
    paint(light) { if (photo !== null) photo.brightness = light; },
    heights: (places) => (terrain === null || !standing() ? null : heightsOf(terrain, places)),
    pick: (x, y) => (standing() ? placeUnder(globe, scene, x, y) : null),
  };
}
async function heightsOf(terrain: CesiumTerrainProvider, places: readonly Corner[]): Promise<readonly (number | null)[]> {
  const asked = places.map(({ lon, lat }) => Cartographic.fromDegrees(lon, lat));
  const found: readonly (Cartographic | undefined)[] = await sampleTerrainMostDetailed(terrain, asked).catch(() => []);
  return places.map((_, i) => { const height: number | undefined = found[i]?.height; return height === undefined || !Number.isFinite(height) ? null : height; });
}
