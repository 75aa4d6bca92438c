import { expect, it } from 'vitest';
import { accessContract } from '#app/access';
import { misfits, placeOf } from '../../../../../../renderer/features/access/admin/parts/acting.ts';

it('says of every field what does not fit before anything is sent, by the contract itself', () => {
  const input = { login: '', name: ' ', phone: 'call me', enterprise: null, password: 'x'.repeat(201) };
  const wrong = misfits('person.create', accessContract.calls['person.create'].in.safeParse(input));
  expect(wrong.map(placeOf)).toEqual(['login', 'name', 'phone', 'password']);
  expect(misfits('person.create', accessContract.calls['person.create'].in.safeParse({ ...input, login: 'a', name: 'b', phone: '+86 138-0000 0000', password: 'x' }))).toEqual([]);
});

it('puts a fault at its field, and what belongs to none at the foot', () => {
  expect([{ code: 'login-taken', params: {} }, { code: 'password-common', params: {} }, { code: 'powers-joined', params: {} }, { code: 'bad-input', params: { at: 'command.keepers' } }, { code: 'not-recorded', params: {} }].map(placeOf)).toEqual(['login', 'password', 'role', 'command', null]);
});
