import { onTestFinished } from 'vitest';
import { httpPush, httpPushOptions } from '#adapters/http-push';
import { row, type LinkState, type Point, type Sample } from '#app/acquisition';
import { pointId } from '#app/park';
import { epochMs } from '#kernel/time';
import { relay } from '../../conformance/relay.ts';
import { countingClock, never } from '../../conformance/subject.ts';
import { post, signedRequest } from '../../../simulator/devices/pusher.ts';

export const SECRET = { hengyuan: 'hengyuan-secret-0001', ruifeng: 'ruifeng-secret-00001' } as const;
export type Enterprise = keyof typeof SECRET;

/** An adapter that is open on a port of its own, with its samples, link states and notes kept; closed when the test ends. `skewMs`: how far our wall clock is ahead. */
export async function stand(options: Record<string, unknown> = {}, { secrets = SECRET, bound = 100_000, pki = '', take = async () => {} }: { readonly secrets?: Readonly<Record<string, string>>; readonly bound?: number; readonly pki?: string; readonly take?: () => Promise<unknown> } = {}) {
  const port = await relay().reserve();
  const enterprises = Object.keys(SECRET).map((id) => ({ id, secret: `secret:${id}` }));
  const parsed = httpPushOptions({ port, enterprises, silentMs: 5000, retryMs: 20, ...options });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.fault));
  const { clock, timers } = countingClock();
  const wall = { skewMs: 0 };
  const [links, notes, taken]: [LinkState[], string[], Sample[]] = [[], [], []];
  const adapter = httpPush(parsed.value, {
    clock: { ...clock, now: () => epochMs(clock.now() + wall.skewMs) }, note: (l) => { notes.push(l); }, bound, link: (l) => { links.push(l); }, pki, secret: (name) => secrets[name] ?? null,
  });
  onTestFinished(() => adapter.close());
  const point = (address: string, handle: number): Point => ({ handle, id: pointId('p'), address });
  const watch = (...addresses: readonly string[]) => adapter.watch(addresses.map((a, i) => point(a, i)), { take: async (b) => { for (let i = 0; i < b.length; i++) taken.push(row(b, i)); await take(); } });
  const opened = await adapter.open(never);
  if (!opened.ok) throw new Error(JSON.stringify(opened.fault));
  const send = (enterprise: Enterprise, samples: readonly unknown[], more: { sent?: number; nonce?: string } = {}) => {
    const { body, signature } = signedRequest(enterprise, SECRET[enterprise], samples, more);
    return post(port, body, signature);
  };
  const of = (handle: number): Sample[] => taken.filter((s) => s.handle === handle);
  return { adapter, port, watch, send, of, taken, links, notes, timers, wall };
}
