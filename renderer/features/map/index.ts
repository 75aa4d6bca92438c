export { mapStore } from './store.ts';
export type { MapData, MapState, MapStore } from './store.ts';
