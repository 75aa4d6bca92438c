/** What stands beside the desk's own folder and its inner folders use: the features, and what all windows have. */
export * from '../features.ts';
export { commonActions } from '../open/common-actions.ts';
export { SelectionBar } from '../open/SelectionBar.tsx';
export type { SelectedStore } from '../open/selected.ts';
