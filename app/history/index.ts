export { historyContract } from './contract.ts';
export type { Stretch } from './contract.ts';
