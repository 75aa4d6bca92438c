export { historyContract, Stretch } from './contract.ts';
export { recent } from './recent.ts';
export type { Recent, RecentShape } from './recent.ts';
