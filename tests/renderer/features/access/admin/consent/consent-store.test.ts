import { expect, it } from 'vitest';
import { consentStore, isOpen } from '../../../../../../renderer/features/access/admin/consent/consent-store.ts';
import { grouped } from '../../../../../../renderer/features/access/admin/consent/Sheets.tsx';
import { seatStore } from '../../../../../../renderer/features/access/seat/seat-store.ts';
import { until } from '../../../../engine-double.ts';
import { room } from '../room.ts';

it('shows who may be the second what another proposed, and what came of it; a proposal of one\'s own is not agreed to by oneself', async () => {
  const { client, access, person } = await room('audit');
  const seat = seatStore(client, Date.now);
  const store = consentStore(client, seat.state);
  await seat.read;
  await until(() => store.state.getState().list !== null);
  expect(store.state.getState().list).toEqual([]);
  await access.as('wang.qiang', 'consent.propose', { command: { call: 'person.recover', person: person('qian.lei').id, lost: 'password', password: 'Told-by-hand-2', reason: 'forgotten' } });
  await until(() => store.state.getState().list?.length === 1);
  const [c] = store.state.getState().list!;
  expect(c).toMatchObject({ mine: false, second: true, state: 'proposed', first: { login: 'wang.qiang', name: '王*' }, whom: ['qian.lei 钱*'], what: { code: 'person-recover-password' } });
  expect([isOpen(c!, Date.now()), isOpen(c!, c!.endsAt)]).toEqual([true, false]);
  expect(await store.agree(c!.id, null, { factor: 'password', password: 'Gallery-2026' })).toMatchObject({ ok: false, fault: { code: 'factor-wanted' } });   // who has a second factor proves herself by it
  expect(store.state.getState().list?.[0]?.state).toBe('proposed');
  await store.see(c!.id);
  await until(() => store.state.getState().list?.[0]?.state === 'seen');
  await store.refuse(c!.id);
  await until(() => store.state.getState().list?.[0]?.state === 'refused');

  const own = await store.propose({ call: 'person.recover', person: person('qian.lei').id, lost: 'factor', password: 'Told-by-hand-3', reason: 'lost' });
  if (!own.ok) throw new Error(own.fault.code);
  expect(own.value).toMatchObject({ mine: true, second: false });
  expect((await store.see(own.value.id)).ok).toBe(false);
  await store.withdraw(own.value.id);
  await until(() => store.state.getState().list?.find((x) => x.id === own.value.id)?.state === 'withdrawn');

  const after: (string | null)[] = [];
  store.state.subscribe((s) => after.push(s.list === null ? s.fault?.code ?? null : 'listed'));
  await seat.leave();
  await until(() => store.state.getState().list === null);                                       // nobody is logged in: nothing of it is kept
  await until(() => after.includes('forbidden'));
  expect(after.slice(after.findIndex((x) => x !== 'listed'))).toEqual([null, 'forbidden']);                                                    // at once, and not when the engine has answered
  store.dispose();
});

it('a sheet is in groups that a hand can copy, none lost', () => {
  expect(grouped('WR1-0a1b2c3d-1-abcdef-99')).toEqual(['WR1-', '0a1b', '2c3d-', '1-', 'abcd', 'ef-', '99']);
  for (const text of ['', '--', 'WR1-1-abc-7C']) expect(grouped(text).join('')).toBe(text);
});
