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
/** The scripts of the threads of history: the one that writes, the one that reads, the one that keeps. */
export const historyUrls = (): { readonly writer: URL; readonly reader: URL; readonly keeper: URL } => ({
  writer: new URL(bundled ? './history-writer.js' : '../../storage/history/writing/worker.ts', import.meta.url),
  reader: new URL(bundled ? './history-reader.js' : '../../storage/history/reading/worker.ts', import.meta.url),
  keeper: new URL(bundled ? './history-keeper.js' : '../../storage/history/keeping/worker.ts', import.meta.url),
});
/** The built pages, where a browser is to show them. */
export const pagesFolder = (): string => fileURLToPath(new URL(bundled ? '../renderer' : '../../out/renderer', import.meta.url));
