import { toGrid, wayBetween, type MapItem, type SavedView } from '#app/map';
import type { Words } from '#kit/words';
import type { ParkView } from '../outside.ts';
import { keepFile, pictureOf } from './picture.ts';
import type { SceneStores } from '../stores.ts';

/** The weather station nearest to where the view looks. */
export function nearestWind(scene: SceneStores, items: readonly MapItem[], view: SavedView | null, words: Words): { readonly name: string; readonly speed: string; readonly from: string } | null {
  const stations = scene.wind().flatMap(({ asset, speed, from }) => {
    const item = items.find((i) => i.id === asset);
    return item?.at == null ? [] : [{ name: words.name(item.name), speed, from, far: view === null ? 0 : wayBetween(view, item.at)?.metres ?? Infinity }];
  });
  return stations.toSorted((a, b) => a.far - b.far)[0] ?? null;
}

/** Keeps what the map shows now as a picture, with when, where and what the signs mean under it. */
export async function takePicture(scene: SceneStores, view: ParkView, words: Words, time: string): Promise<void> {
  const at = view.view();
  const grid = toGrid(at);
  const site = scene.park.state.getState().park?.site;
  const canvas = view.picture();
  const blob = await pictureOf(canvas, view.size().width, view.size().height, {
    title: `${site === undefined ? '' : words.name(site.name)} · ${words.t('scene:title')}`, time,
    place: `${at.lon.toFixed(6)}° E ${at.lat.toFixed(6)}° N · CGCS2000 ${words.t('scene:zone', { zone: grid.zone, lon: grid.lon0 })} X ${grid.north.toFixed(1)} Y ${grid.east.toFixed(1)}`,
    signs: words.t('scene:picture-signs'),
  });
  if (blob !== null) keepFile(blob, `watchroom-${site?.id ?? 'map'}-${time.replaceAll(/[^0-9]+/g, '-')}.png`, scene.surroundings.after);
}
