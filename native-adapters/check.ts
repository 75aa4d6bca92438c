import type { AdapterFault } from '#app/acquisition';
import { fail, type Result } from '#kernel/result';
import { modbusOptions } from './modbus/options.ts';
import { placeOf } from './modbus/points.ts';
import { nodeAddress } from './opcua/address.ts';
import { opcuaOptions } from './opcua/options.ts';

interface Grammar { readonly options: (raw: unknown) => Result<unknown, AdapterFault>; readonly means: (address: string) => boolean }

const GRAMMARS: ReadonlyMap<string, Grammar> = new Map([
  ['modbus', { options: modbusOptions, means: (a) => placeOf(a) !== null }],
  ['opcua', { options: opcuaOptions, means: (a) => nodeAddress(a) !== null }],
] satisfies [string, Grammar][]);

/** Everything that is wrong with a source as a site writes it, without making an adapter or touching a wire: its kind, its options, and each address that its protocol cannot mean. */
export function sourceFaults(kind: string, options: unknown, addresses: readonly string[]): readonly AdapterFault[] {
  const grammar = GRAMMARS.get(kind);
  if (grammar === undefined) return [fail('bad-options', { kind, field: 'kind', reason: [...GRAMMARS.keys()].join(', ') }).fault];
  const checked = grammar.options(options);
  return [...(checked.ok ? [] : [checked.fault]), ...addresses.filter((a) => !grammar.means(a)).map((address) => fail('bad-address', { address }).fault)];
}
