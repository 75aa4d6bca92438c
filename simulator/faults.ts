import type { FaultOptions } from './devices/device.ts';
import { refusalOf } from './fault-table.ts';
import type { DeviceFault, ParkDevice, ParkFaultKind } from './park-device.ts';
import type { PointDescription } from './plant/description.ts';

const HOUR_MS = 3_600_000;
/** How often a reconnect storm cuts by default, and for how long. */
const STORM_MS = 700;
const CUT_MS = 120;

interface InForce { readonly kind: ParkFaultKind; readonly point: string | null }

/** What is wrong with the devices of a park now. Faults of several kinds may stand together; what a device cannot do by itself (`wrong-clock`, `reconnect-storm`, `frozen`, `over-range`) is done to it here. */
export function parkFaults(devices: ReadonlyMap<string, ParkDevice>) {
  const inForce = new Map<string, InForce[]>();
  const clocks = new Map<string, number>();
  const own = new Map<string, (readonly [DeviceFault, FaultOptions])[]>();
  const storms = new Map<string, NodeJS.Timeout>();
  const stands = (kind: ParkFaultKind, p: PointDescription): boolean => inForce.get(p.device)?.some((f) => f.kind === kind && (f.point === null || f.point === p.id)) ?? false;

  /** Lets a device be as it is without a storm: all its other faults, and none more. */
  async function renew(id: string, on: ParkDevice): Promise<void> {
    await on.wrong.inject(null);
    for (const [kind, opts] of own.get(id) ?? []) await on.wrong.inject(kind, opts);
    if (on.clock === 'own' && clocks.has(id)) await on.setClock(clocks.get(id)!);
  }
  function storm(id: string, on: ParkDevice, ms: number): void {
    const again = async (): Promise<void> => {
      await on.wrong.inject('drop');
      if (!storms.has(id)) { await renew(id, on); return; }              // cleared while it was cutting
      storms.set(id, setTimeout(() => { void renew(id, on).then(() => { if (storms.has(id)) storms.set(id, setTimeout(() => void again(), ms)); }); }, Math.min(CUT_MS, ms)));
    };
    clearTimeout(storms.get(id));
    storms.set(id, setTimeout(() => void again(), 0));
  }
  async function begin(id: string, on: ParkDevice, kind: ParkFaultKind, opts: FaultOptions): Promise<void> {
    if (kind === 'frozen' || kind === 'over-range') return;
    if (kind === 'reconnect-storm') { storm(id, on, opts.ms ?? STORM_MS); return; }
    if (kind === 'wrong-clock') {
      clocks.set(id, opts.ms ?? HOUR_MS);
      if (on.clock === 'own') await on.setClock(clocks.get(id)!);
      return;
    }
    own.set(id, [...(own.get(id) ?? []), [kind, opts]]);
    await on.wrong.inject(kind, opts);
  }
  return {
    /** Throws where there is no such fault at this device. `state`: the point is no measured value. */
    async start(id: string, kind: ParkFaultKind, point: { readonly id: string; readonly state: boolean } | null, opts: FaultOptions): Promise<void> {
      const on = devices.get(id)!;
      const refusal = refusalOf({ id, kind: on.kind }, kind, point, opts.ms);
      if (refusal !== null) throw new Error(refusal);
      inForce.set(id, [...(inForce.get(id) ?? []).filter((f) => f.kind !== kind || f.point !== (point?.id ?? null)), { kind, point: point?.id ?? null }]);
      await begin(id, on, kind, opts);
    },
    async clear(id: string): Promise<void> {
      clearTimeout(storms.get(id));
      for (const kept of [inForce, clocks, own, storms]) kept.delete(id);
      await devices.get(id)!.wrong.inject(null);
    },
    /** Whether a device as a whole is frozen. */
    frozenWhole: (id: string): boolean => inForce.get(id)?.some((f) => f.kind === 'frozen' && f.point === null) ?? false,
    frozen: (p: PointDescription): boolean => inForce.size > 0 && stands('frozen', p),
    over: (p: PointDescription): boolean => inForce.size > 0 && !p.digital && stands('over-range', p),
    /** How far a device's clock is ahead, in milliseconds. */
    aheadMs: (id: string): number => clocks.get(id) ?? 0,
    /** What stands at a device, as `kind` or `kind point`. */
    at: (id: string): readonly string[] => (inForce.get(id) ?? []).map((f) => (f.point === null ? f.kind : `${f.kind} ${f.point}`)),
    stop: (): void => { for (const t of storms.values()) clearTimeout(t); storms.clear(); },
  };
}
