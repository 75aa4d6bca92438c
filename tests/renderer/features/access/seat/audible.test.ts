import { expect, it } from 'vitest';
import type { SeatView } from '#app/access';
import { audible } from '../../../../../renderer/features/access/seat/audible.ts';

const seat = (state: SeatView['state'], setUp = true): SeatView => ({ setUp, seat: 'watch', workstation: 'desk-1', state, since: 0, officer: null, reason: null, endsAt: null, session: null, may: [] });

it('SND-07 sound off counts while an officer is there, and before there are accounts; at a desk nobody watches it sounds whatever was set', () => {
  const states = ['empty', 'watched', 'locked', 'overridden'] as const;
  expect(states.map((state) => audible(false, seat(state)))).toEqual([true, false, true, true]);
  expect(states.map((state) => audible(true, seat(state)))).toEqual([true, true, true, true]);
  expect([audible(false, seat('empty', false)), audible(false, null), audible(true, null)]).toEqual([false, false, true]);
});
