import { Cesium3DTileFeature, Cesium3DTileset, Cesium3DTileStyle, Color, CustomShader, LightingModel, type PrimitiveCollection, type Scene } from '@cesium/engine';
import { TileSets } from '#app/map';
import type { SceneFault } from '../backdrop.ts';
import type { Profile } from '../profile.ts';

interface Content { readonly featuresLength: number; getFeature(i: number): Cesium3DTileFeature }
interface Heard { readonly content: Content }
/** Nothing of ours is lit, so nothing needs the map of the sky around it that the library draws anew, with shader programs compiled anew, whenever the background is another (docs/decisions/0010). */
const noSky = { enabled: false } as const;
/** Under a pixel at most so many things are looked through for one that is an asset. */
const deep = 4;

/** The tile sets of a site. `drawn` runs whenever something came that is to be seen; `failed` when something is missing. */
export function solids(scene: Scene, into: PrimitiveCollection, profile: Profile, drawn: () => void, failed: (fault: SceneFault) => void) {
  const sets: { readonly kind: TileSets[number]['kind']; readonly set: Cesium3DTileset }[] = [];
  const shown = { solids: true, photography: true };
  const features = new Map<string, Set<Cesium3DTileFeature>>();
  let marked: string | null = null;
  let colour = Color.WHITE;
  let accent = Color.CYAN;
  let gone = false;
  const dimmed = (): Cesium3DTileStyle => new Cesium3DTileStyle({ color: `rgb(${[colour.red, colour.green, colour.blue].map((c) => Math.round(255 * c)).join(',')})` });

  const paint = (asset: string): void => { for (const f of features.get(asset) ?? []) f.color = asset === marked ? accent : colour; };
  function each(content: Content, run: (asset: string, feature: Cesium3DTileFeature) => void): void {
    for (let i = 0; i < content.featuresLength; i++) {
      const feature = content.getFeature(i);
      const asset: unknown = feature.getProperty('asset');
      if (typeof asset === 'string') run(asset, feature);
    }
  }
  async function open({ id, file, kind }: TileSets[number]): Promise<void> {
    const set = await Cesium3DTileset.fromUrl(`/site/tiles/${file}`, { maximumScreenSpaceError: profile.detail, cacheBytes: 96 * 2 ** 20, maximumCacheOverflowBytes: 32 * 2 ** 20, enablePick: false, preloadFlightDestinations: false, environmentMapOptions: noSky });
    if (gone) { set.destroy(); return; }
    if (kind === 'photography') {
      set.customShader = new CustomShader({ lightingModel: LightingModel.UNLIT });   // its light is in the photographs; the sun of the hour would make them black by night
      set.style = dimmed();
    } else {
      set.tileLoad.addEventListener(({ content }: Heard) => each(content, (asset, f) => { (features.get(asset) ?? features.set(asset, new Set()).get(asset))?.add(f); f.color = asset === marked ? accent : colour; }));
      set.tileUnload.addEventListener(({ content }: Heard) => each(content, (asset, f) => void features.get(asset)?.delete(f)));
    }
    set.tileFailed.addEventListener(({ url }: { url: string }) => failed({ name: `${id}/${url.split('/').at(-1) ?? ''}`, ...(kind === 'photography' ? { what: 'photography', code: 'photography-tile' } : { what: 'tile', code: 'tile-broken' }) }));
    set.loadProgress.addEventListener(drawn);
    set.show = shown[kind];
    into.add(set);
    sets.push({ kind, set });
    drawn();
  }
  return {
    /** Resolves to whether this site has any solids. */
    async load(): Promise<boolean> {
      const answer = await fetch('/site/tiles/tilesets.json').catch(() => null);
      if (answer === null || answer.status === 404) return false;
      const said = TileSets.safeParse(await answer.json().catch(() => null));
      if (!said.success) { failed({ what: 'tileset', name: 'tilesets.json', code: 'tilesets-unreadable' }); return true; }
      await Promise.all(said.data.map((one) => open(one).catch(() => failed({ name: one.id, ...(one.kind === 'photography' ? { what: 'photography', code: 'photography-missing' } : { what: 'tileset', code: 'tileset-missing' }) }))));
      return said.data.some((one) => one.kind === 'solids');
    },
    /** True while tiles are on their way. */
    busy: (): boolean => sets.some(({ set }) => set.show && !set.tilesLoaded),
    photography: (): boolean => sets.some((s) => s.kind === 'photography'),
    show(solid: boolean, photography: boolean): void {
      Object.assign(shown, { solids: solid, photography });
      for (const { kind, set } of sets) set.show = shown[kind];
      drawn();
    },
    /** `light`: how bright, 0 to 1. */
    paint(light: number, mark: string): void {
      colour = new Color(light, light, light, 1);
      accent = Color.fromCssColorString(mark);
      for (const asset of features.keys()) paint(asset);
      for (const { kind, set } of sets) if (kind === 'photography') set.style = dimmed();
      drawn();
    },
    mark(asset: string | null): void {
      const before = marked;
      marked = asset;
      for (const one of [before, asset]) if (one !== null) paint(one);
      drawn();
    },
    pick(x: number, y: number): string | null {
      const assetOf = (picked: unknown): string | null => { const asset: unknown = picked instanceof Cesium3DTileFeature ? picked.getProperty('asset') : null; return typeof asset === 'string' ? asset : null; };
      const first: unknown = scene.pick({ x, y } as never, 5, 5);
      const asset = assetOf(first);
      if (asset !== null || first === undefined || !shown.photography) return asset;
      return (scene.drillPick({ x, y } as never, deep, 5, 5) as unknown[]).map(assetOf).find((a) => a !== null) ?? null;   // a photograph lies over what it shows
    },
    dispose(): void { gone = true; features.clear(); },
  };
}
