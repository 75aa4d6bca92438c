import { pointId } from '#app/park';
import { adapterKinds } from '../../native-adapters/index.ts';
import { realClock } from '../clock.ts';

/** Opens, hears one good value, closes, says so, and then has nothing left to stay for: the process must end by itself. */
const { kind, options, pki, address, cut } = JSON.parse(process.argv[2] ?? '{}') as { kind: string; options: unknown; pki: string; address: string; cut: boolean };
const made = (await adapterKinds[kind]!.load())(options, { clock: realClock, note: () => {}, bound: 10, link: () => {}, pki, secret: () => null });
if (!made.ok) throw new Error(made.fault.code);
const heard = Promise.withResolvers<void>();
const opened = await made.value.open(new AbortController().signal);
made.value.watch([{ handle: 1, id: pointId('p'), address }], { take: async (b) => { if (b.status[0] === 0 || cut) heard.resolve(); } });
await heard.promise;
await made.value.close();
process.stdout.write(`closed ${opened.ok ? 'open' : opened.fault.code}\n`);
