import { database, databaseOptions } from '#adapters/database';
import { pointId } from '#app/park';
import { realClock } from '../../clock.ts';

/** Opens, watches until something is told, closes, says so, and then has nothing left to stay for: the process must end by itself. */
const { options, password, ms } = JSON.parse(process.argv[2] ?? '{}') as { options: unknown; password: string; ms: number };
const parsed = databaseOptions(options);
if (!parsed.ok) throw new Error(JSON.stringify(parsed.fault));
const adapter = database(parsed.value, { clock: realClock, note: () => {}, bound: 10, link: () => {}, pki: '', secret: () => password });
const heard = Promise.withResolvers<void>();
const cancel = new AbortController();
if (ms > 0) setTimeout(() => cancel.abort(), ms);
const opened = await adapter.open(cancel.signal);
adapter.watch([{ handle: 1, id: pointId('p'), address: 'A' }], { take: async () => heard.resolve() });
if (ms === 0) await heard.promise;
await adapter.close();
process.stdout.write(`closed ${opened.ok ? 'open' : opened.fault.code}\n`);
