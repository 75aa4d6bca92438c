import path from 'node:path';

/** The engine's own answers about seats run in a page of the gallery: what they take from Node and from storage by value stands in for it here. */
export const engineInPage = { 'node:crypto': path.join(import.meta.dirname, 'page-crypto.ts'), '#storage': path.join(import.meta.dirname, 'page-storage.ts') };
