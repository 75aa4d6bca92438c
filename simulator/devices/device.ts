/** What a device can be made to do wrong. `drop`: line cut and refused. `late`: answers delayed. `frozen`: values and times stop. `bad-status`: bad codes or exceptions. `over-range`: beyond full scale. `garbage`: bytes that are no protocol. */
export const faultKinds = ['drop', 'late', 'frozen', 'bad-status', 'over-range', 'garbage'] as const;
export type FaultKind = (typeof faultKinds)[number];
export const isFaultKind = (s: string): s is FaultKind => (faultKinds as readonly string[]).includes(s);
/** What a device behind a gate can be made to do besides. `half-frame`: answers break off in their middle. `slow-answer`: each takes `ms` (default 1500) from its first byte to its last. */
export type WireFault = 'half-frame' | 'slow-answer';

/** `address`: only this one (where the fault knows addresses). `ms`: delay of `late` (default 2000). `code`: what `bad-status` says. `value`: what `over-range` shows. */
export interface FaultOptions { readonly address?: string; readonly ms?: number; readonly code?: number; readonly value?: number }

export type DeviceValue = number | boolean | string;

/** A device of the park as its maker sees it; every protocol's device gives this. All of it listens on loopback only. */
export interface Device {
  /** Listens on `port` (0 = any free one); resolves to the port taken, rejects with EADDRINUSE when it is not free. */
  start(port: number): Promise<number>;
  stop(): Promise<void>;
  /** `sourceTime`: the device's own clock; now when absent. Ends a `fault` of this address. */
  set(address: string, value: DeviceValue, opts?: { readonly sourceTime?: Date }): void;
  /** What a client would read now. */
  get(address: string): DeviceValue | null;
  /** The device answers this address with its own fault until the next `set`; returns the code it will say. */
  fault(address: string): number;
  /** How many clients are connected. */
  connections(): number;
  /** Starts a fault; `null` ends all of them. Resolves when it is in force (`drop`: line cut, port closed). */
  inject(fault: FaultKind | null, opts?: FaultOptions): Promise<void>;
}
