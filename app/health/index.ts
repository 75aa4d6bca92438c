export { healthContract } from './contract.ts';
export type { Health } from './contract.ts';
