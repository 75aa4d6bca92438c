import type { Adapter, AdapterDeps, AdapterFault } from '#app/acquisition';
import { ok, type Result } from '#kernel/result';
import { modbus, modbusOptions } from './modbus/index.ts';
import { opcua, opcuaOptions } from './opcua/index.ts';

type Make = (options: unknown, deps: AdapterDeps) => Result<Adapter, AdapterFault>;

const kind = <O>(parse: (raw: unknown) => Result<O, AdapterFault>, make: (o: O, deps: AdapterDeps) => Adapter): Make => (raw, deps) => {
  const options = parse(raw);
  return options.ok ? ok(make(options.value, deps)) : options;
};

/** Every kind of source that a site may name; `bad-options` says which field is wrong. The one file that knows all adapters. */
export const adapterKinds: Readonly<Record<string, Make>> = {
  modbus: kind(modbusOptions, modbus),
  opcua: kind(opcuaOptions, opcua),
};
