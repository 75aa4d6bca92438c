export { segmentKinds } from './layout.ts';
export type { Entry, SegmentKind } from './layout.ts';
export { openSegment } from './reader.ts';
export type { SegmentFault, SegmentReader } from './reader.ts';
export { readSection as readSeriesSection, seriesSection } from './series-section.ts';
export type { SeriesRow } from './series-section.ts';
export { isDraftName, isSegmentName, segmentWriter } from './writer.ts';
export type { SegmentRow, SegmentShape, SegmentWriter } from './writer.ts';
