export { assetsUnder, contactOf, parkContact, parkOf, parkStore, placesOf, pointsUnder } from './store.ts';
export type { Park, ParkState, ParkStore } from './store.ts';
