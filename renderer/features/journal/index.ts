export { LogList, sentenceOf } from './LogList.tsx';
export { logStore } from './store.ts';
export type { LogState, LogStore } from './store.ts';
