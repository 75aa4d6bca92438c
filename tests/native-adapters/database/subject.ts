import { onTestFinished } from 'vitest';
import { database, databaseOptions, type DatabaseOptions } from '#adapters/database';
import { row, type Batch, type LinkState, type Sample, type SmallStore } from '#app/acquisition';
import { pointId } from '#app/park';
import { countingClock } from '../../conformance/subject.ts';

/** Options for the table of the simulator's device, unless told otherwise; throws on what the adapter refuses. */
export function optionsOf(raw: Record<string, unknown>): DatabaseOptions {
  const table = raw['select'] === undefined ? { table: 'readings' } : {};
  const parsed = databaseOptions({ ...table, columns: { point: 'tag', key: 'id', time: 'ts', value: 'value', quality: 'quality' }, ...raw });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.fault));
  return parsed.value;
}

/** An adapter of its own, whose samples, link states and notes are kept. */
export function reading(options: DatabaseOptions, { secret = () => null, pki = '', files = {} }: { readonly secret?: (name: string) => string | null; readonly pki?: string; readonly files?: Record<string, string> } = {}) {
  const { clock, timers } = countingClock();
  const links: LinkState[] = [];
  const notes: string[] = [];
  const taken: Sample[] = [];
  const late: (boolean | null)[] = [];
  const store: SmallStore = { read: (name) => files[name] ?? null, write: (name, text) => { files[name] = text; return true; }, stamp: (name) => (name in files ? 1 : null) };
  let sizes: number[] = [];
  const adapter = database(options, { clock, note: (line) => { notes.push(line); }, bound: 100, link: (l) => { links.push(l); }, pki, secret, store });
  onTestFinished(() => adapter.close());
  const take = async (b: Batch): Promise<void> => { sizes.push(b.length); for (let i = 0; i < b.length; i++) { taken.push(row(b, i)); late.push(b.late === true); } };
  return {
    adapter, links, notes, taken, late, timers,
    sizes: (): readonly number[] => sizes,
    forget: (): void => { taken.length = 0; sizes = []; },
    /** Watches these addresses under the handles 0, 1, 2 ... */
    watch: (...addresses: readonly string[]) => adapter.watch(addresses.map((address, handle) => ({ handle, id: pointId(`p${handle}`), address })), { take }),
    of: (handle: number): readonly Sample[] => taken.filter((s) => s.handle === handle),
    values: (handle: number): readonly (number | null)[] => taken.filter((s) => s.handle === handle).map((s) => s.value),
  };
}
