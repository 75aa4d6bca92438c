export { openBuffer } from './open.ts';
export type { BufferSetup } from './open.ts';
