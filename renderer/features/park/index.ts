export { contactOf, parkOf, parkStore, placesOf } from './store.ts';
export type { Park, ParkState, ParkStore } from './store.ts';
