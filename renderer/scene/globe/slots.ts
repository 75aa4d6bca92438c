import { CesiumTerrainProvider, Ellipsoid, Globe, ImageryLayer, type Scene, TileMapServiceImageryProvider } from '@cesium/engine';
import type { SceneFault } from '../backdrop.ts';

const there = async (path: string): Promise<boolean> => { const answer = await fetch(path, { method: 'GET' }).catch(() => null); return answer?.ok === true; };

/**
 * A site's own imagery (`imagery/`, TMS) and terrain (`terrain/`, quantized mesh). Only where there is one of them the library's globe comes in, in place of our plain ground: it costs a software renderer half its
 * frames. Resolves to true where there is a globe now.
 */
export async function siteGround(scene: Scene, detail: number, drawn: () => void, failed: (fault: SceneFault) => void): Promise<boolean> {
  const [imagery, terrain] = await Promise.all([there('/site/imagery/tilemapresource.xml'), there('/site/terrain/layer.json')]);
  if (!imagery && !terrain) return false;
  const globe = new Globe(Ellipsoid.WGS84);
  globe.showGroundAtmosphere = false;
  globe.enableLighting = false;
  globe.depthTestAgainstTerrain = false;
  globe.maximumScreenSpaceError = Math.max(2, detail / 6);
  globe.tileCacheSize = 60;
  scene.globe = globe;
  if (terrain) {
    try { globe.terrainProvider = await CesiumTerrainProvider.fromUrl('/site/terrain'); } catch { failed({ what: 'terrain', name: 'layer.json', code: 'terrain-broken' }); }
  }
  if (imagery) {
    try {
      const provider = await TileMapServiceImageryProvider.fromUrl('/site/imagery');
      provider.errorEvent.addEventListener(() => failed({ what: 'imagery', name: 'imagery', code: 'imagery-broken' }));
      globe.imageryLayers.add(new ImageryLayer(provider));
    } catch { failed({ what: 'imagery', name: 'tilemapresource.xml', code: 'imagery-broken' }); }
  }
  globe.tileLoadProgressEvent.addEventListener(drawn);
  return true;
}
