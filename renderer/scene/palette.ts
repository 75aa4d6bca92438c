import type { Level } from '#app/park';
import { tones, type Tone } from '#app/map';
import { cssColour } from '#kit/look/theme';

/** The colours of the map as the theme says them now (windows/scene/map.css). */
export interface Palette {
  readonly sky: string; readonly ground: string; readonly ink: string; readonly dim: string; readonly halo: string; readonly accent: string; readonly value: string; readonly fault: string;
  readonly tones: Readonly<Record<Tone, string>>;
  readonly levels: Readonly<Record<Level, string>>;
  readonly levelInk: string; readonly uncertain: string;
  /** How bright solids are, 0 to 1. */
  readonly light: number;
}

const levelNames = { U: '--level-u-ground', S: '--level-s', A: '--level-a', B: '--level-b', C: '--level-c', D: '--level-d' } as const;

/** Reads the palette off the page; `light`: 1 by day, less by night. */
export function paletteOf(light: number): Palette {
  const c = cssColour;
  return {
    sky: c('--map-sky'), ground: c('--map-ground'), ink: c('--text'), dim: c('--dim'), halo: c('--map-halo'), accent: c('--accent'), value: c('--value'), fault: c('--map-fault'), uncertain: c('--map-uncertain'),
    tones: Object.fromEntries(tones.map((t) => [t, c(`--map-${t}`)])) as Record<Tone, string>,
    levels: Object.fromEntries(Object.entries(levelNames).map(([l, name]) => [l, c(name)])) as Record<Level, string>,
    levelInk: c('--level-ink'), light: light * (Number(c('--map-light')) || 1),
  };
}
