export { timed } from '../note.ts';
export type { Note, StorageNote } from '../note.ts';
