import type { FaultOptions } from '../devices/device.ts';

/** Every protocol that a site may name, as its peers of this simulator speak it. */
export const protocols = ['opcua', 'modbus', 'mqtt', 'hj212', 'http-poll', 'http-push', 'database'] as const;
export type Protocol = (typeof protocols)[number];

/** A peer of one protocol whose points all show the same count. */
export interface CountedWire {
  readonly protocol: Protocol;
  /** True where the peer calls: `start` takes the port that it calls, and it must be told. */
  readonly calls: boolean;
  /** One for each point, as the adapter of the protocol means it. */
  readonly addresses: readonly string[];
  /** Faults that the peer itself can be made to have. */
  readonly faults: readonly string[];
  /** Shows a count at every point at once. `at`: the peer's own time of it. */
  show(count: number, at: Date): void;
  /** Listens on a port (0: any) or calls one; gives the port. */
  start(port: number): Promise<number>;
  stop(): Promise<void>;
  /** Starts a fault of `faults`; null ends all. */
  inject(fault: string | null, opts?: FaultOptions): Promise<void>;
}
/** `dir`: for certificates and files of its own. `secret`: of a caller; 16 characters or more. */
export interface WireOptions { readonly points: number; readonly dir: string; readonly secret: string }
