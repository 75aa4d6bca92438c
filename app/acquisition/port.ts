import type { PointId } from '#app/park';
import type { Fault, Result } from '#kernel/result';
import type { Cancellation, Clock, EpochMs } from '#kernel/time';
import type { Batch } from './batch.ts';

export type AdapterFault = Fault<'unreachable' | 'refused' | 'cancelled' | 'bad-address' | 'bad-options' | 'protocol' | 'closed' | 'untrusted' | 'far-down'>;

/** `handle`: the number that its samples will carry, given by whoever calls `watch`, so that one numbering serves all adapters. */
export interface Point { readonly handle: number; readonly id: PointId; readonly address: string }

/** The facets of an adapter (the conformance suite runs a block for each that is true), and how it samples: `push` = the device decides when, so no pulse is missed. */
export interface Supports {
  readonly samples: boolean; readonly events: boolean; readonly media: boolean; readonly write: boolean;
  readonly sourceTime: boolean; readonly push: boolean;
}

/** Backpressure: the next batch comes when `take` has resolved. What comes meanwhile waits its turn, and is not merged. */
export interface Sink { take(batch: Batch): Promise<void> }

/**
 * Something that a device says happened (its own alarm, a condition, a capture): the `events` facet. `address`: of a watched point where the event is about one, else as the protocol names its source.
 * `severity`: 1 (least) to 1000. What only some devices say is absent where they do not. `conditionId` and `branch` name a condition that comes and goes; `retain`: it is still of interest. `status`: quality, as of a sample.
 * `recall`: no news, but what the device says of now when asked after a link was down (`standing`), or a condition that stood before and that it no longer names (`gone`: when it went, nobody heard).
 */
export interface DeviceEvent {
  readonly kind: string; readonly address: string; readonly severity: number | null; readonly active: boolean | null;
  readonly text: string; readonly sourceTime: EpochMs | null; readonly receivedTime: EpochMs;
  readonly sourceName?: string; readonly conditionId?: string; readonly conditionName?: string; readonly branch?: string;
  readonly retain?: boolean; readonly acked?: boolean; readonly confirmed?: boolean; readonly enabled?: boolean; readonly suppressed?: boolean; readonly shelved?: boolean;
  readonly status?: number; readonly recall?: 'standing' | 'gone';
}
/** Returns at once and never throws; the adapter does not wait. */
export interface EventSink { hear(event: DeviceEvent): void }
/** A picture or sound that a device offers: the `media` facet. The address is opened by main/media, never by the engine. */
export interface MediaStream { readonly id: string; readonly name: string; readonly codec: string; readonly address: string }

/** How the link stands, for the source page: the adapter says every change. `reason` is set when it is not up, and where it is up but something behind it is not (`far-down`: a source of a collection host). */
export interface LinkState { readonly up: boolean; readonly reason: AdapterFault | null }

export interface Adapter {
  readonly kind: string;
  readonly supports: Supports;
  /** Resolves when the peer has answered. Never throws; a fault says why. A fault other than `cancelled`, `bad-options` and `closed` leaves the adapter trying: `watch` may follow. */
  open(cancel: Cancellation): Promise<Result<void, AdapterFault>>;
  /** Replaces the whole set of points. Loss and return of the link show as samples, not as exceptions. Refuses nothing halfway: `bad-address` names the first. */
  watch(points: readonly Point[], sink: Sink): Result<void, AdapterFault>;
  /** How many samples and events its queues had to drop so far. */
  lost(): number;
  /** How many samples stand in its queue. */
  waiting?(): number;
  /** What it counted by name since it was made: faults of frames, and callers that it refused. */
  counts?(): Readonly<Record<string, number>>;
  /** Only where `supports.events`. What came before waits, at most `bound`; another sink takes the place of the first. */
  hearEvents?(sink: EventSink): void;
  /** Only where `supports.media`. */
  streams?(): Promise<Result<readonly MediaStream[], AdapterFault>>;
  /** Only where `supports.write`: resolves when the device has confirmed. The pipeline never sees it; `main/engine/live.ts` alone may hand it to `Outputs`. */
  write?(point: Point, value: number | string | boolean): Promise<Result<void, AdapterFault>>;
  /** Idempotent. After it resolves no batch is delivered and no socket or timer is held. */
  close(): Promise<void>;
}

/** Small files of one source by name, written whole and synced. `stamp` changes with the file; null: there is none. They throw nothing; `write` says whether it could. */
export interface SmallStore { read(name: string): string | null; write(name: string, text: string): boolean; stamp(name: string): number | null }

/** `bound`: how many samples of one point may wait while the sink is busy. `pki`: the folder of the node's own certificate and its trust list. `secret`: reads a `secret:<name>`; null when there is none. `store`: what this source keeps over a restart, absent where nothing is kept. `record`: something for the journal, of this source. */
export interface AdapterDeps {
  readonly clock: Clock;
  readonly note: (line: string) => void;
  readonly bound: number;
  readonly link: (state: LinkState) => void;
  readonly pki: string;
  readonly secret: (name: string) => string | null;
  readonly store?: SmallStore;
  readonly record?: (fact: { readonly kind: string; readonly params: Readonly<Record<string, string | number>> }) => void;
}
