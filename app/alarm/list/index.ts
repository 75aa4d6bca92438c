export { abnormality } from './abnormality.ts';
export { AlarmFilter, filters, filterStates, isUrgent, mostSavedFilters, noFilter, passes, SavedFilter } from './filter.ts';
export type { FilterState, ListFacts } from './filter.ts';
export { crowdFrom, crowdUntil, floodAt, floodFrom, floodUntil, floodWindowMs, groupAbove, groupsFrom, noFlood, raisedAt, ungroupBelow } from './flood.ts';
export type { Flood } from './flood.ts';
export { groupings, groupPlace } from './grouping.ts';
export type { Grouping } from './grouping.ts';
export { groupedAbove, leastVolume, volumeOf } from './sound.ts';
