export { keeperOf } from './keeper.ts';
export type { Keeper, KeeperDeps } from './keeper.ts';
export type { FromKeeper, KeeperOptions, KeepingStatus, Pressure, ToKeeper } from './protocol.ts';
export { slices, Unwanted } from '../merging/index.ts';
export type { Slices } from '../merging/index.ts';
