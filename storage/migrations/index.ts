import type { Migration } from '../migrate.ts';
import { journal } from './0001-journal.ts';

/** Every step from an empty folder to today's format, in order. A step that was released is never changed. */
export const migrations: readonly Migration[] = [journal];
