import { adapterKind } from '#adapters';
import type { Adapter, AdapterDeps, Sink } from '#app/acquisition';
import { pointId } from '#app/park';
import { systemClock } from '../../../main/engine/clock.ts';
import { optionsOf, secrets, type Place } from './site.ts';

/** How many samples of one point may wait, as the engine has it. */
const BOUND = 1000;
/** Opens the adapter of a place by itself, without an engine, and watches every address under its index. `link`: what it says of its link. */
export async function watching(place: Place, addresses: readonly string[], sink: Sink, { pki, link = () => {} }: { readonly pki: string; readonly link?: AdapterDeps['link'] }): Promise<Adapter> {
  const kind = adapterKind(place.protocol);
  if (!kind.ok) throw new Error(kind.fault.code);
  const made = (await kind.value.load())(optionsOf(place), { clock: systemClock, bound: BOUND, pki, note: () => {}, link, secret: (name) => secrets[name] ?? null });
  if (!made.ok) throw new Error(JSON.stringify(made.fault));
  void made.value.open(new AbortController().signal);
  const watched = made.value.watch(addresses.map((address, handle) => ({ handle, id: pointId(String(handle)), address })), sink);
  if (!watched.ok) throw new Error(JSON.stringify(watched.fault));
  return made.value;
}
