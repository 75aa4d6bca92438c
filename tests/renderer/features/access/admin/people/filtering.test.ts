import { expect, it } from 'vitest';
import type { PersonView } from '#app/access';
import { peopleLike } from '../../../../../../renderer/features/access/admin/people/filtering.ts';

const person = (login: string, more: Partial<PersonView> = {}): PersonView => ({ id: login, login, name: '王*', phone: null, enterprise: null, closed: false, given: [], totp: false, key: false, passwordAt: 0, passwordUntil: null, temporary: false, waitsMs: 0, sessions: 0, ...more });
const named = (id: string): string => ({ 'duty-officer': '值班员', e1: '恒远石化' })[id] ?? id;
const people = [person('wu', { waitsMs: 5, enterprise: 'e1' }), person('an', { totp: true, given: [{ role: 'duty-officer', scope: 'everywhere', until: null }] }), person('bo', { closed: true }), person('cai', { key: true, name: '蔡*' })];
const like = (text: string, state: Parameters<typeof peopleLike>[2]): string => peopleLike(people, text, state, named).map((p) => p.login).join(' ');

it('finds people by login, masked name, role and enterprise as they are called here, in order of login', () => {
  expect([like('', 'open'), like('', 'all'), like('', 'waiting'), like('', 'weak'), like('', 'closed')]).toEqual(['an cai wu', 'an bo cai wu', 'wu', 'wu', 'bo']);
  expect([like('值班', 'open'), like('恒远', 'open'), like('蔡', 'open'), like(' AN ', 'open'), like('duty-officer', 'open'), like('bo', 'open'), like('nobody', 'all')]).toEqual(['an', 'wu', 'cai', 'an', 'an', '', '']);
});
