import { z } from 'zod';
import { optionsOf, type Adapter, type AdapterDeps, type AdapterFault } from '#app/acquisition';
import { derivedKind } from '#app/park';
import { fail, ok, type Result } from '#kernel/result';

const Schema = z.strictObject({});
/** What is reckoned has no device, so there is nothing to set. */
export const derivedOptions = (raw: unknown): Result<z.infer<typeof Schema>, AdapterFault> => optionsOf(derivedKind, Schema, raw);

/** A source without a device is run by the engine itself (main/engine/calculation); where there is none, as on a collection host, nobody reckons, and it says so. */
export function derived(_options: unknown, deps: AdapterDeps): Adapter {
  const nobody = () => fail('bad-options', { kind: derivedKind, field: 'kind', reason: `${derivedKind}: main/engine/calculation` });
  return {
    kind: derivedKind,
    supports: { samples: false, events: false, media: false, write: false, sourceTime: false, push: false },
    open: () => { deps.link({ up: false, reason: nobody().fault }); return Promise.resolve(nobody()); },
    watch: () => ok(undefined),
    lost: () => 0,
    close: () => Promise.resolve(),
  };
}
