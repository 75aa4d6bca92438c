export { Palette } from './Palette.tsx';
export type { PaletteWay } from './Palette.tsx';
export { paletteStore } from './palette-store.ts';
export type { PaletteEntry, PaletteState, PaletteStore } from './palette-store.ts';
export { pinyinReadings } from './readings.ts';
