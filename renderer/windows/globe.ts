/** Where a window meets the room of the globe. */
export { globeBackdrop, paletteOf, parkView, planBackdrop, profileOf, webglRenderer } from '../scene/index.ts';
export type { Backdrop, Palette, ParkView, Profile, SceneFault, Slot, Target } from '../scene/index.ts';
