/** What the panels of the scene use of features and of the room of the globe. */
export { contactOf, flawOf, placesOf, pointsUnder, titleOf, unitOf, valueOf, whatOf } from '../features.ts';
export type { About, MapData, Park } from '../features.ts';
export type { ParkView, Target } from '../globe.ts';
export { aboutIn } from '../naming.ts';
export { openTrend, trendPoints } from '../open/trending.ts';
export { TrendButton } from '../open/TrendButton.tsx';
