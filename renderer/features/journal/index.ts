export { LogList } from './LogList.tsx';
export { sentenceOf } from './sentence.ts';
export { logStore } from './store.ts';
export type { LogState, LogStore } from './store.ts';
