import { PassThrough } from 'node:stream';
import type net from 'node:net';
import { describe, expect, it } from 'vitest';
import { monoMs } from '#kernel/time';
import { callersOf } from '../../../native-adapters/http-push/callers.ts';
import { bucketOf, noncesOf, strangersOf } from '../../../native-adapters/http-push/guard.ts';

const at = (ms: number) => monoMs(ms);
/** What is asked of a socket here: an address, an end, and to say so. */
const socket = (remoteAddress: string): net.Socket => Object.assign(new PassThrough(), { remoteAddress }) as unknown as net.Socket;

describe('PSH-08 rates', () => {
  it('a burst, then so many a second; it says how long to wait', () => {
    const bucket = bucketOf(2, 3);
    expect([0, 0, 0, 0].map((ms) => bucket.take(at(ms)))).toEqual([0, 0, 0, 1]);
    expect([499, 501, 502, 1_000_000, 1_000_000, 1_000_000, 1_000_000].map((ms) => bucket.take(at(ms)))).toEqual([1, 0, 1, 0, 0, 0, 1]);
    expect(bucketOf(0.1, 1).take(at(0))).toBe(0);
  });
  it('addresses are kept in bounds, the newest of them', () => {
    const strangers = strangersOf(1, 1, 3);
    for (const a of ['a', 'b', 'c', 'd']) expect(strangers.take(a, at(0))).toBe(0);
    expect([strangers.size(), strangers.take('d', at(0)), strangers.take('a', at(0))]).toEqual([3, 1, 0]);
  });
});

describe('PSH-04 nonces', () => {
  it('are kept as long as they could be played again, and no longer', () => {
    const nonces = noncesOf(1000);
    expect(nonces.meet('n1', 'd', at(0))).toBeNull();
    nonces.done('n1', 5);
    expect(nonces.meet('n1', 'd', at(999))).toMatchObject({ digest: 'd', accepted: 5 });
    for (let i = 0; i < 100; i++) nonces.meet(`m${i}`, 'd', at(900));
    expect(nonces.meet('n1', 'd', at(1000))).toBeNull();
    expect(nonces.size()).toBe(101);
    nonces.meet('x', 'd', at(5000));
    expect(nonces.size()).toBe(1);
  });
});

describe('PSH-05 the room', () => {
  it('when more is held than there is memory for, a stranger of the largest crowd leaves, and one of ours never', () => {
    const away: string[] = [];
    const callers = callersOf(10, 1000, (a) => away.push(a));
    const ours = socket('10.0.0.1');
    const crowd = [socket('10.0.0.2'), socket('10.0.0.2')];
    const alone = socket('10.0.0.3');
    for (const s of [ours, alone, ...crowd]) callers.came(s);
    callers.proved(ours);
    callers.held(ours, 600); callers.held(crowd[0]!, 300); callers.held(alone, 100);
    expect(away).toEqual([]);
    callers.held(ours, 100);
    expect([away, crowd[0]!.destroyed, ours.destroyed, callers.size()]).toEqual([['10.0.0.2'], true, false, 3]);
    callers.held(ours, 200);
    expect(away.length).toBe(1);                                         // what the one held who left is counted no more
    callers.held(ours, 10_000);
    expect([away.length, ours.destroyed]).toEqual([2, false]);
  });
});
