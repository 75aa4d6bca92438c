import { fileURLToPath } from 'node:url';

/** True when this file runs as a bundle: its workers then lie beside it as `.js`. */
const bundled = import.meta.url.endsWith('.js');

/** The script of one source's worker thread. */
export const collectorUrl = (): URL => new URL(bundled ? './collector.js' : './collect/worker.ts', import.meta.url);
/** The script of the journal's writer thread. */
export const journalWriterUrl = (): URL => new URL(bundled ? './journal-writer.js' : '../../storage/journal/writer-worker.ts', import.meta.url);
/** The script of the thread that hashes passwords. */
export const hashWorkerUrl = (): URL => new URL(bundled ? './hash-worker.js' : '../../storage/secrets/hash-worker.ts', import.meta.url);
/** The script of the thread that reads or writes one workbook. */
export const workbookWorkerUrl = (): URL => new URL(bundled ? './workbook-worker.js' : '../../storage/roster/workbook-worker.ts', import.meta.url);
/** The built pages, where a browser is to show them. */
export const pagesFolder = (): string => fileURLToPath(new URL(bundled ? '../renderer' : '../../out/renderer', import.meta.url));
