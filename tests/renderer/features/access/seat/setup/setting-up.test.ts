import { afterEach, expect, it } from 'vitest';
import { powers } from '#app/access';
import { settingUp, type SettingUp } from '../../../../../../renderer/features/access/seat/setup/setting-up.ts';
import { anyPassword, anyToken } from '../../../../access-double.ts';
import { until } from '../../../../engine-double.ts';
import { desk, officers } from '../desk.ts';

const ends: (() => void)[] = [];
afterEach(() => { for (const end of ends.splice(0)) end(); });
async function opened(people: Parameters<typeof desk>[0], how: 'first' | 'rescue' = 'first') {
  const d = await desk(people);
  ends.push(d.end);
  const store = d.window();
  return { d, store, it: settingUp(store, how) };
}
const wrong = (s: SettingUp): readonly string[] => s.state.getState().wrong.map((w) => `${w.step}.${w.field} ${w.fault.code}`);
const step = (s: SettingUp): string => s.state.getState().step;
const names = { system: 'sun', security: 'zhao', audit: 'qian' } as const;
async function fill(s: SettingUp, token = anyToken): Promise<void> {
  s.token(token);
  await s.next();
  for (const p of powers) { s.person(p, { login: ` ${names[p].toUpperCase()} `, name: names[p], password: anyPassword, again: anyPassword }); await s.next(); }
}

it('three people make the first administrators, all at once, and nothing they typed stays', async () => {
  const { d, store, it: s } = await opened([]);
  await fill(s);
  expect(step(s)).toBe('summary');
  expect(d.access.people().setUp).toBe(false);
  await s.next();
  expect([step(s), d.access.people().setUp, [...d.access.people().persons.values()].map((p) => p.login)]).toEqual(['done', true, ['sun', 'zhao', 'qian']]);
  expect(JSON.stringify(s.state.getState())).not.toMatch(new RegExp(`${anyPassword}|${anyToken}`));
  await until(() => store.state.getState().seat?.setUp === true);
});

it('says everything that can be seen to be wrong at its own field, before the next one sits down', async () => {
  const { it: s } = await opened([]);
  await s.next();
  expect([step(s), wrong(s)]).toEqual(['evidence', ['evidence.token set-up-token-wanted']]);
  s.token('t');
  expect(wrong(s)).toEqual([]);
  await s.next();
  s.person('system', { login: '1st', phone: 'call me', password: '1st', again: '2nd' });
  await s.next();
  expect(step(s)).toBe('system');
  expect(wrong(s)).toEqual(['system.login login-form', 'system.name name-wanted', 'system.phone phone-form', 'system.password password-short', 'system.password password-classes', 'system.password password-name', 'system.password password-guessable', 'system.again password-differs']);
  s.person('system', { login: 'sun', name: 'Sun', phone: '+86 138-0000-0000', password: anyPassword, again: anyPassword });
  await s.next();
  s.person('security', { login: 'SUN', name: 'Zhao', password: anyPassword, again: anyPassword });
  await s.next();
  expect([step(s), wrong(s)]).toEqual(['security', ['security.login login-taken']]);
});

it('what the engine says stands at its field: a wrong token leads back to it; whoever comes back types her password anew', async () => {
  const { d, it: s } = await opened([]);
  await fill(s, 'not the token');
  await s.next();
  expect([step(s), wrong(s)]).toEqual(['evidence', ['evidence.token set-up-token']]);
  s.token(anyToken);
  for (let i = 0; i < 4; i++) await s.next();
  expect(step(s)).toBe('summary');
  s.back('security');
  expect(s.state.getState().people.security.password).toBe('');
  await s.next();
  expect(step(s)).toBe('security');
  expect(d.access.people().setUp).toBe(false);
});

it('a rescue wants two shares, may leave a power as it is, and names the share that is wrong', async () => {
  const { d, it: s } = await opened(officers, 'rescue');
  s.token(anyToken);
  await s.next();
  expect(wrong(s)).toEqual(['evidence.share-1 set-up-shares', 'evidence.share-2 set-up-shares']);
  s.share(0, 'WR1-a');
  s.share(1, 'WR1-a');
  await s.next();
  s.person('system', { login: 'new.sys', name: 'New', password: anyPassword, again: anyPassword });
  await s.next();
  s.person('security', { left: true });
  await s.next();
  s.person('audit', { login: 'new.aud', name: 'New', password: anyPassword, again: anyPassword });
  await s.next();
  await s.next();
  expect([step(s), wrong(s)]).toEqual(['evidence', ['evidence.share-2 share-same']]);
  s.share(1, 'WR1-b');
  for (let i = 0; i < 5; i++) await s.next();
  expect(step(s)).toBe('done');
  expect([...d.access.people().persons.values()].map((p) => p.login).filter((l) => l.startsWith('new.'))).toEqual(['new.sys', 'new.aud']);
});

it('what only the engine can know of a person leads back to her field', async () => {
  const { it: s } = await opened(officers, 'rescue');
  s.token(anyToken);
  s.share(0, 'WR1-a');
  s.share(1, 'WR1-b');
  await s.next();
  for (const [p, login] of [['system', 'new.sys'], ['security', 'wang'], ['audit', 'new.aud']] as const) { s.person(p, { login, name: 'New', password: anyPassword, again: anyPassword }); await s.next(); }
  await s.next();
  expect([step(s), wrong(s)]).toEqual(['security', ['security.login login-taken']]);
});
