import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { toGrid } from '#app/map';
import { useWords } from '#kit/words';
import type { SceneStores } from '../stores.ts';

const dms = (degrees: number): string => { const s = Math.round(Math.abs(degrees) * 3600 * 10) / 10; return `${Math.floor(s / 3600)}°${String(Math.floor(s / 60) % 60).padStart(2, '0')}′${(s % 60).toFixed(1).padStart(4, '0')}″`; };
/** A round length that is at most `most` metres. */
function roundLength(most: number): number {
  const power = 10 ** Math.floor(Math.log10(most));
  return [5, 2, 1].map((k) => k * power).find((l) => l <= most) ?? power;
}

/** Where the view looks: degrees, the CGCS2000 three-degree grid, which way is north, how long a hundred pixels are. */
export function StatusBar({ scene, children }: { readonly scene: SceneStores; readonly children?: ReactNode }) {
  const words = useWords();
  const { view, plan } = useStore(scene.state);
  if (view === null) return null;
  const grid = toGrid(view);
  const perPixel = (2 * view.range * Math.tan((20 * Math.PI) / 180)) / Math.max(1, window.innerHeight);
  const length = roundLength(perPixel * 160);
  return (
    <footer className="scene-status number" aria-label={words.t('scene:where')}>
      <span className="scale-bar" style={{ width: Math.round(length / perPixel) }}>{length >= 1000 ? `${length / 1000} km` : `${length} m`}</span>
      <span>{dms(view.lon)} E</span><span>{dms(view.lat)} N</span>
      <span className="dim">CGCS2000 · {words.t('scene:zone', { zone: grid.zone, lon: grid.lon0 })} · X {grid.north.toFixed(1)} · Y {grid.east.toFixed(1)}</span>
      <span className="dim">{words.t('scene:heading', { degrees: Math.round(plan ? 0 : view.heading) })}</span>
      {children}
    </footer>
  );
}
