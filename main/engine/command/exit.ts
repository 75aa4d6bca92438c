import type { Fault } from '#kernel/result';

/** Exit codes of `npm run engine`, as docs/engine.md promises them to outside programs. */
export const Exit = { ok: 0, crashed: 1, usage: 2, site: 3, locked: 4, disk: 5, journal: 6, newer: 7, refused: 8 } as const;
export type ExitCode = (typeof Exit)[keyof typeof Exit];

const byFault: Readonly<Record<string, ExitCode>> = {
  'locked': Exit.locked,
  'read-only': Exit.disk, 'disk-full': Exit.disk, 'not-found': Exit.disk, 'not-empty': Exit.disk, 'parent-missing': Exit.disk, 'not-a-folder': Exit.disk,
  'not-exported': Exit.disk, 'no-history': Exit.disk, 'catalogue-error': Exit.journal, 'catalogue-damaged': Exit.journal, 'access-denied': Exit.disk, 'data-error': Exit.disk, 'not-a-data-folder': Exit.disk, 'backup-failed': Exit.disk, 'migration-failed': Exit.disk,
  'data-damaged': Exit.journal, 'backup-damaged': Exit.journal, 'corrupt': Exit.journal, 'journal-error': Exit.journal, 'journal-closed': Exit.journal, 'bad-site-event': Exit.journal, 'bad-event': Exit.journal,
  'newer-format': Exit.newer, 'other-site-version': Exit.newer,
  'keys-locked': Exit.disk, 'keys-missing': Exit.disk, 'keys-damaged': Exit.disk, 'keys-unwritten': Exit.disk, 'secret-exposed': Exit.disk, 'secret-unreadable': Exit.disk, 'not-recorded': Exit.journal,
  'set-up-already': Exit.refused, 'set-up-token': Exit.refused, 'share-form': Exit.refused, 'share-check': Exit.refused, 'share-sets': Exit.refused, 'share-same': Exit.refused, 'terminal-wanted': Exit.refused, 'cancelled': Exit.refused,
  'site-faults': Exit.site, 'no-site': Exit.site,
};
/** The exit code that a fault ends the command with. */
export const exitOf = (fault: Fault): ExitCode => byFault[fault.code] ?? Exit.crashed;
