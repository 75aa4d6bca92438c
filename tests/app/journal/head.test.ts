import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { headHolds, SignedHead, signHead, type Hash, type Signer } from '#app/journal';
import { nodeId } from '#kernel/session';
import { epochMs } from '#kernel/time';

const sign = (text: string, key: string): string => createHash('sha512').update(key + text).digest('hex');
const key = '04'.repeat(33);
const signer: Signer = { publicKey: key, sign: (text) => sign(text, key) };
const check = (text: string, signature: string, publicKey: string): boolean => sign(text, publicKey) === signature;
const head = signHead({ node: nodeId('a'), seq: 7, hash: 'ab'.repeat(32) as Hash, time: epochMs(12) }, 3, signer);

it('JRN-12 a head holds under its own key', () => {
  expect(SignedHead.safeParse(JSON.parse(JSON.stringify(head))).success).toBe(true);
  expect(headHolds(head, check)).toBe(true);
});

it.each([{ node: 'b' }, { seq: 6 }, { hash: 'ba'.repeat(32) }, { time: 13 }, { term: 4 }, { publicKey: '03'.repeat(33) }, { signature: '00'.repeat(64) }])('JRN-12 changed in %j it does not', (change) => {
  expect(headHolds({ ...head, ...change }, check)).toBe(false);
});
