import { expect, it } from 'vitest';
import type { Adapter, LinkState, Point } from '#app/acquisition';
import { pointId } from '#app/park';
import { fail, ok } from '#kernel/result';
import { epochMs } from '#kernel/time';
import { runner } from '../../../../main/engine/collect/runner.ts';

const points = (...addresses: string[]): Point[] => addresses.map((address, i) => ({ handle: i + 1, id: pointId(address), address }));

/** An adapter whose `open` answers when it is let, and who cannot mean the address `bad`. */
function start() {
  const opening = Promise.withResolvers<void>();
  const watched: string[] = [];
  const links: LinkState[] = [];
  const adapter: Adapter = {
    kind: 'held', supports: { samples: true, events: false, media: false, write: false, sourceTime: false, push: true }, lost: () => 0, close: async () => {},
    open: async () => { watched.push('open'); await opening.promise; return ok(undefined); },
    watch(set) {
      watched.push(set.map((p) => p.address).join());
      return set.some((p) => p.address === 'bad') ? fail('bad-address', { address: 'bad' }) : ok(undefined);
    },
  };
  const r = runner(Promise.resolve(ok(adapter)), { sink: { take: async () => {} }, say: (l) => links.push(l), cancel: new AbortController().signal });
  return { r, opening, watched, links };
}

it('a site that changes while a source is still being opened: the last set of points is watched, and no other after it', async () => {
  const { r, opening, watched } = start();
  const first = r.run(points('old'));
  const second = r.run(points('new', 'more'));
  opening.resolve();
  await Promise.all([first, second]);
  expect(watched).toEqual(['open', 'new,more']);
  await r.run(points('third'));
  expect(watched).toEqual(['open', 'new,more', 'third']);
});

it('what the device says is heard before it is opened, and asked for once', async () => {
  const asked: string[] = [];
  const adapter: Adapter = {
    kind: 'talker', supports: { samples: true, events: true, media: false, write: false, sourceTime: false, push: true }, lost: () => 0, close: async () => {},
    open: async () => { asked.push('open'); return ok(undefined); }, watch: () => ok(undefined), hearEvents: (sink) => { asked.push('hear'); sink.hear({ kind: 'k', address: '1', severity: 1, active: true, text: 't', sourceTime: null, receivedTime: epochMs(1) }); },
  };
  const r = runner(Promise.resolve(ok(adapter)), { sink: { take: async () => {} }, events: { hear: (e) => { asked.push(e.text); } }, say: () => {}, cancel: new AbortController().signal });
  await r.run(points('a'));
  await r.run(points('b'));
  expect(asked).toEqual(['hear', 't', 'open']);
});

it('points that were refused and then mended: the link is as it was before', async () => {
  const { r, opening, links } = start();
  opening.resolve();
  r.link({ up: true, reason: null });
  await r.run(points('bad'));
  await r.run(points('good'));
  expect(links.map((l) => l.reason?.code ?? 'up')).toEqual(['up', 'bad-address', 'up']);
});
