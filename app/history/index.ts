export { historyContract, Stretch } from './contract.ts';
export { recent } from './recent.ts';
export type { Recent, RecentShape } from './recent.ts';
export { mostInBlock, readBlock, writeBlock } from './block/block.ts';
export type { BlockFault, Samples } from './block/block.ts';
export { converterGrids } from './block/grid.ts';
export type { Grid } from './block/grid.ts';
export { endSegment, newDoor, passDoor } from './swinging-door.ts';
export type { DoorState, Verdict } from './swinging-door.ts';
