import { useStore } from 'zustand';
import type { PointValue } from '#app/acquisition';
import { windOf } from '#app/map';
import { Age } from '#kit/controls/Age.tsx';
import { shown } from '#kit/number';
import { useNow } from '#kit/time';
import { useWords } from '#kit/words';
import { flawOf } from '../outside.ts';
import type { SceneStores } from '../stores.ts';

const compass = ['N', 'NNE', 'NE', 'ENE', 'E', 'ESE', 'SE', 'SSE', 'S', 'SSW', 'SW', 'WSW', 'W', 'WNW', 'NW', 'NNW'] as const;

type Station = { readonly name: string; readonly speed: string; readonly from: string };

function Arrow({ turn }: { readonly turn: number }) {
  return <svg width="22" height="22" viewBox="-37 -37 74 74" aria-hidden="true"><path d="M0 -34 L12 -8 L4 -14 L4 34 L-4 34 L-4 -14 L-12 -8 Z" transform={`rotate(${turn})`} className="wind-arrow" /></svg>;
}
const ageOf = (v: PointValue | null): number | null => (v === null ? null : v.sourceTime ?? v.receivedTime);
/** What a station says now: its arrow, its speed, where it comes from, since when, and what is wrong with it. */
function windAt(scene: SceneStores, station: Station) {
  const [speed, from] = [scene.values.get(station.speed), scene.values.get(station.from)];
  const values = [speed, from].filter((v) => v !== null);
  const [strong, degrees] = [speed?.value ?? null, from?.value ?? null];
  return { wind: windOf(strong, degrees), speed: strong, from: compass[Math.round((degrees ?? 0) / 22.5) % 16] ?? 'N', at: ageOf(speed), flaw: values.map(flawOf).find((f) => f !== null) ?? null };
}
/** The wind at a weather station: whence, how strong, how old; as it was at the last second that passed here. */
function WindAt({ scene, station }: { readonly scene: SceneStores; readonly station: Station }) {
  const words = useWords();
  useNow();
  const heading = useStore(scene.state, (s) => (s.plan ? 0 : s.view?.heading ?? 0));
  const { wind, speed, from, at, flaw } = windAt(scene, station);
  return (
    <span className="wind" role="group" aria-label={words.t('scene:wind')}>
      {wind !== null && <><Arrow turn={wind.towards - heading} />{words.t(`scene:compass-${from}`)}</>} <b>{shown(speed, 1)}</b> m/s {wind !== null && words.t('scene:beaufort', { force: wind.force })}
      <span className="dim" title={station.name}>{station.name} {flaw !== null && words.t(flaw)} {at !== null && <Age at={at} />}</span>
    </span>
  );
}
/** The wind at the station nearest to the middle of the view; nothing where the park has none. */
export const WindLine = ({ scene, station }: { readonly scene: SceneStores; readonly station: Station | null }) => (station === null ? null : <WindAt scene={scene} station={station} />);
