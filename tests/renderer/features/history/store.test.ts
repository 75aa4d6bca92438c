import { expect, it } from 'vitest';
import type { Stretch } from '#app/history';
import { ok, type Result } from '#kernel/result';
import { recentStore } from '../../../../renderer/features/history/store.ts';
import { engineDouble } from '../../engine-double.ts';

const stretch = (point: string): Stretch => ({ point, bucketMs: 5000, at: [], min: [], max: [], last: [], worst: [] });

it('shows the point chosen last, whichever answer comes last', async () => {
  const slow = Promise.withResolvers<Result<Stretch>>();
  const e = engineDouble({ 'history.recent': ({ point }) => (point === 'a' ? slow.promise : Promise.resolve(ok(stretch(point)))) });
  const s = recentStore(e.client);
  const first = s.look('a');
  await s.look('b');
  slow.resolve(ok(stretch('a')));
  await first;
  expect(s.state.getState()).toMatchObject({ point: 'b', stretch: { point: 'b' }, phase: 'shown' });
  await s.look(null);
  expect(s.state.getState()).toMatchObject({ point: null, stretch: null, phase: 'idle' });
  e.close();
});
