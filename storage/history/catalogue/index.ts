export { catalogueFile, checkpointFact, openCatalogue, seriesFact } from './catalogue.ts';
export type { Catalogue, CatalogueFault, Change, Quarantined } from './catalogue.ts';
export { rebuildCatalogue } from './rebuild.ts';
