export { importHistory } from './import-history.ts';
export type { ImportFault, ImportParts, ImportSummary } from './import-history.ts';
export { knownOf, withoutKnown } from './known.ts';
export type { KnownAsks } from './known.ts';
export { mappingIn, ownMapping } from './mapping.ts';
export type { ImportMapping, MappingFault } from './mapping.ts';
export { lineFaults } from './reading.ts';
export type { LineFault, Target } from './reading.ts';
