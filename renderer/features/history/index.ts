export type { Reading } from './columns.ts';
export { recentStore } from './store.ts';
export type { RecentState, RecentStore } from './store.ts';
export { Trend } from './Trend.tsx';
