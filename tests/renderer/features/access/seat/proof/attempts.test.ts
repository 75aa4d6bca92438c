import { expect, it } from 'vitest';
import { fail, ok } from '#kernel/result';
import { attempts } from '../../../../../../renderer/features/access/seat/proof/attempts.ts';
import { emptyProof, proofOf, secondOf } from '../../../../../../renderer/features/access/seat/proof/proof-draft.ts';

it('one attempt at a time; while a wait lasts nothing is sent, and after it the next is', async () => {
  let now = 1000;
  let asked = 0;
  const it_ = attempts(() => now);
  const wait = async () => { asked++; return fail('login-wait', { seconds: 30 }); };
  const [first, second] = await Promise.all([it_.run(wait), it_.run(wait)]);
  expect([first?.ok, second, asked]).toEqual([false, null, 1]);
  expect(it_.state.getState()).toMatchObject({ until: 31_000, fault: { code: 'login-wait' } });
  now = 30_999;
  expect(await it_.run(wait)).toBeNull();
  now = 31_000;
  expect((await it_.run(async () => ok(1)))?.ok).toBe(true);
  expect(it_.state.getState()).toEqual({ busy: false, fault: null, second: false, until: 0 });
});

it('a second factor that is wanted is no fault; it goes on being asked for until somebody is in', async () => {
  const it_ = attempts(() => 0);
  await it_.run(async () => fail('factor-wanted'));
  expect(it_.state.getState()).toMatchObject({ second: true, fault: null });
  await it_.run(async () => fail('login-refused'));
  expect(it_.state.getState()).toMatchObject({ second: true, fault: { code: 'login-refused' } });
  await it_.run(async () => ok(null));
  expect(it_.state.getState().second).toBe(false);
});

it('a proof is whole once everything of it was typed; a code is taken with its spaces, and in full-width digits', () => {
  expect(proofOf(emptyProof('password'))).toBeNull();
  expect(secondOf({ ...emptyProof('password'), password: 'x' })).toBeNull();
  expect(proofOf({ ...emptyProof('totp'), code: '12345' })).toBeNull();
  expect(proofOf({ ...emptyProof('totp'), code: ' １２3 456 ' })).toEqual({ factor: 'totp', code: '123456' });
  expect(proofOf({ ...emptyProof('key'), file: 'f' })).toBeNull();
  expect(secondOf({ ...emptyProof('key'), file: 'f', pin: 'p' })).toEqual({ factor: 'key', file: 'f', pin: 'p' });
});
