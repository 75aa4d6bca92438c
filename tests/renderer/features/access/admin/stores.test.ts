import { expect, it } from 'vitest';
import { accessAdmin } from '../../../../../renderer/features/access/admin/stores.ts';
import { until } from '../../../engine-double.ts';
import { room } from './room.ts';

it('asks for nothing before somebody is logged in, lists again what moved, and keeps nothing of anybody after', async () => {
  const { client, person, access } = await room('system');
  const admin = accessAdmin(client, () => 7);
  await client.call('person.list', {});
  expect(admin.people.state.getState()).toEqual({ value: null, fault: null, at: 0 });
  admin.begin();
  await until(() => admin.people.state.getState().value !== null && admin.sessions.state.getState().value !== null);
  const people = admin.people.state.getState();
  expect([people.value?.length, people.at]).toEqual([15, 7]);
  expect(people.value?.find((p) => p.login === 'zhao.min')).toMatchObject({ name: '赵*', phone: '138****0011', sessions: 1, totp: false });
  expect(admin.keys.state.getState().fault).toMatchObject({ code: 'forbidden' });                     // the system administrator has no right to keys

  await access.as('wang.qiang', 'session.list', {});                                                   // somebody comes in
  await until(() => admin.people.state.getState().value?.find((p) => p.login === 'wang.qiang')?.sessions === 1);
  expect(admin.sessions.state.getState().value?.map((s) => s.who.login)).toContain('wang.qiang');

  await client.call('person.close', { person: person('zhao.min').id, reason: 'left' });
  await until(() => admin.people.state.getState().value?.find((p) => p.login === 'zhao.min')?.closed === true && admin.sessions.state.getState().value?.every((s) => s.who.login !== 'zhao.min') === true);
  expect(admin.people.state.getState().value?.find((p) => p.login === 'zhao.min')).toMatchObject({ given: [], sessions: 0 });   // and her session is gone from the list

  admin.end();
  for (const one of [admin.people, admin.table, admin.sessions, admin.keys]) expect(one.state.getState().value).toBeNull();
  await client.call('person.reopen', { person: person('zhao.min').id, reason: 'back' });
  await client.call('person.list', {});
  expect(admin.people.state.getState().value).toBeNull();                                             // what moves is not asked for when nobody is here
  admin.dispose();
});
