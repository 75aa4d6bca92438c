export { batchOf, row } from './batch.ts';
export type { Batch } from './batch.ts';
export { acquisitionContract } from './contract.ts';
export type { PointValue, SourceView } from './contract.ts';
export type { Adapter, AdapterDeps, AdapterFault, DeviceEvent, EventSink, LinkState, MediaStream, Point, Sink, Supports } from './port.ts';
export { sampleQueue } from './queue.ts';
export type { Sample } from './sample.ts';
export { judged, qualityOf, Status } from './status.ts';
export type { Quality } from './status.ts';
