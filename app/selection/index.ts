export { Selected, selectedKinds, Selection, selectionContract } from './contract.ts';
export { atMoment, choose, emptyTrail, selectionOf, step, stepsBound, type Trail } from './selection.ts';
