/** What stands beside the desk's own folder and its inner folders use: the features, and what all windows have. */
export * from '../features.ts';
export { commonActions } from '../open/common-actions.ts';
export { SelectionBar } from '../open/SelectionBar.tsx';
export type { SelectedStore } from '../open/selected.ts';
export { openTrend, trendAction, trendPoints } from '../open/trending.ts';
export { TrendButton } from '../open/TrendButton.tsx';
