import { expect, it } from 'vitest';
import { fail, ok, type Result } from '#kernel/result';
import { listed } from '../../../../../../renderer/features/access/admin/parts/listed.ts';

it('an answer that comes late does not undo a newer one, nor bring back what was cleared; a failure keeps what stands and says why', async () => {
  const waiting: ((r: Result<number>) => void)[] = [];
  const one = listed(() => new Promise<Result<number>>((answer) => waiting.push(answer)), () => waiting.length);
  const [first, second] = [one.read(), one.read()];
  waiting[1]!(ok(2));
  await second;
  waiting[0]!(ok(1));
  await first;
  expect(one.state.getState()).toEqual({ value: 2, fault: null, at: 2 });
  const third = one.read();
  waiting[2]!(fail('not-connected', { call: 'x' }));
  await third;
  expect(one.state.getState()).toMatchObject({ value: 2, fault: { code: 'not-connected' } });
  const fourth = one.read();
  one.clear();
  waiting[3]!(ok(4));
  await fourth;
  expect(one.state.getState().value).toBeNull();
});
