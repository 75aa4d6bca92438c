import type { ParkDevice } from './park-device.ts';
import type { ConditionDescription } from './plant/description.ts';
import type { Samples } from './plant/plant.ts';

/** What the devices' own alarms make of the plant: each condition is told when it comes and when it goes, in the device's own words. `look` after every step; a frozen device (`still`) says nothing new. */
export function parkConditions(conditions: readonly ConditionDescription[], devices: ReadonlyMap<string, ParkDevice>) {
  const all = conditions.map((c) => {
    const on = devices.get(c.device);
    if (on?.kind !== 'opcua') throw new Error(`the condition at ${c.address} is of ${c.device}, which is no OPC UA device of this park`);
    return { c, device: on.device, active: false };
  });
  return {
    look(samples: Samples, at: (device: string) => Date, still: (device: string) => boolean): void {
      for (const one of all) {
        const { c, device } = one;
        const active = Number(samples.get(c.on) ?? 0) >= (c.atLeast ?? 0.5);
        if (active === one.active || still(c.device)) continue;
        one.active = active;
        device.condition(c.address, active, c.severity, c.text, { sourceTime: at(c.device) });
      }
    },
    /** The conditions that stand, by their addresses. */
    standing: (): readonly string[] => all.filter((one) => one.active).map((one) => one.c.address),
  };
}
