import type { Adapter, AdapterDeps, AdapterFault, Point } from '#app/acquisition';
import { derivedKind } from '#app/park';
import { fail, ok, type Result } from '#kernel/result';
import { collectorOptions } from './collector/options.ts';
import { placeOf as collectorPlace } from './collector/points.ts';
import { keyOf } from './database/address.ts';
import { databaseOptions } from './database/options.ts';
import { derived, derivedOptions } from './derived.ts';
import { placeOf as hj212Place } from './hj212/address.ts';
import { hj212Options } from './hj212/options.ts';
import { httpPollOptions } from './http-poll/options.ts';
import { placeOf as pollPlace } from './http-poll/points.ts';
import { httpPushOptions } from './http-push/options.ts';
import { placeOf as pushPlace } from './http-push/points.ts';
import { modbusOptions } from './modbus/options.ts';
import { placeOf } from './modbus/points.ts';
import { meantBy } from './mqtt/address.ts';
import { mqttOptions } from './mqtt/options.ts';
import { nodeAddress } from './opcua/address.ts';
import { opcuaOptions } from './opcua/options.ts';

/** Makes the adapter of one source; `bad-options` names the field that is wrong. */
export type Make = (options: unknown, deps: AdapterDeps) => Result<Adapter, AdapterFault>;

/** What a site may name as the kind of a source. Its checks ask nothing of a wire and load no protocol library; `load` does. `keeps`: its peers may send later what nobody took in time; where not, what they say is how things stand, however old its date. `stores`: its adapter is given a `store` for what it keeps over a restart. */
export interface AdapterKind {
  readonly keeps: boolean;
  readonly stores: boolean;
  readonly optionsFault: (options: unknown) => AdapterFault | null;
  /** Whether an address can be meant; `options` as the site wrote them, since what an address is may depend on them. */
  readonly means: (address: string, options: unknown) => boolean;
  readonly load: () => Promise<Make>;
}

function kind<O>(parse: (raw: unknown) => Result<O, AdapterFault>, means: (address: string, options: O | null) => boolean, load: () => Promise<(o: O, deps: AdapterDeps) => Adapter>, keeps = false, stores = false): AdapterKind {
  return {
    keeps, stores,
    means(address, raw) { const options = parse(raw); return means(address, options.ok ? options.value : null); },
    optionsFault: (raw) => { const options = parse(raw); return options.ok ? null : options.fault; },
    async load() {
      const make = await load();
      return (raw, deps) => { const options = parse(raw); return options.ok ? ok(make(options.value, deps)) : options; };
    },
  };
}

/** Every kind of source that a site may name. The one file that knows all adapters; each brings its library only when a source of its kind is run. */
export const adapterKinds: Readonly<Record<string, AdapterKind>> = {
  collector: kind(collectorOptions, (a) => collectorPlace(a) !== null, async () => (await import('./collector/index.ts')).collector, false, true),
  database: kind(databaseOptions, (a, o) => keyOf(a, o?.style ?? 'tall') !== null, async () => (await import('./database/index.ts')).database, true),
  [derivedKind]: kind(derivedOptions, () => true, () => Promise.resolve(derived)),          // what an expression means, the engine says (main/engine/site-folder.ts)
  hj212: kind(hj212Options, (a) => hj212Place(a) !== null, async () => (await import('./hj212/index.ts')).hj212, true),
  'http-poll': kind(httpPollOptions, (a) => pollPlace(a) !== null, async () => (await import('./http-poll/index.ts')).httpPoll),
  'http-push': kind(httpPushOptions, (a) => pushPlace(a) !== null, async () => (await import('./http-push/index.ts')).httpPush, true),
  modbus: kind(modbusOptions, (a) => placeOf(a) !== null, async () => (await import('./modbus/index.ts')).modbus),
  mqtt: kind(mqttOptions, (a) => meantBy(a) !== null, async () => (await import('./mqtt/index.ts')).mqtt, true),
  opcua: kind(opcuaOptions, (a) => nodeAddress(a) !== null, async () => (await import('./opcua/index.ts')).opcua),
};

/** The kind by its name; `bad-options` where there is none. */
export function adapterKind(name: string): Result<AdapterKind, AdapterFault> {
  const known = Object.hasOwn(adapterKinds, name) ? adapterKinds[name] : undefined;
  return known === undefined ? fail('bad-options', { kind: name, field: 'kind', reason: `${name}? ${Object.keys(adapterKinds).join(', ')}` }) : ok(known);
}

/** What is wrong with one source before anything is asked of a wire: its kind, its options, and every address that cannot be meant (`point` names whose). */
export function sourceFaults(name: string, options: unknown, points: readonly Pick<Point, 'id' | 'address'>[]): { readonly point: string | null; readonly fault: AdapterFault }[] {
  const known = adapterKind(name);
  if (!known.ok) return [{ point: null, fault: known.fault }];
  const wrong = known.value.optionsFault(options);
  const lost = points.filter(({ address }) => !known.value.means(address, options));
  return [...(wrong === null ? [] : [{ point: null, fault: wrong }]), ...lost.map(({ id, address }) => ({ point: id, fault: fail('bad-address', { address, point: id }).fault }))];
}
