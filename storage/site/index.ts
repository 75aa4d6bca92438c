export { defaultBounds } from './bounds.ts';
export type { Bounds } from './bounds.ts';
export { readMimics, renderMimics } from './mimics.ts';
export type { FolderMimics } from './mimics.ts';
export { readSite, siteDigest } from './read.ts';
export type { ReadSite } from './read.ts';
export { writeSite } from './write.ts';
export type { WriteOptions } from './write.ts';
