import fs from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { administrators, controlRoom, enrol, logIn, value } from './control-room.ts';

it('ACC-60 ACC-61 first run: the place acts until the token makes three at once, each of whom enrols a factor before anything else; a wrong token and a second time do nothing', async () => {
  const room = controlRoom();
  await room.start();
  const desk = room.window();
  expect(value(await desk.ask('seat.get', {}))).toMatchObject({ setUp: false, state: 'empty', officer: null });
  expect((await desk.ask('journal.recent', { limit: 1 })).ok).toBe(true);                  // as before there were accounts
  expect(fs.statSync(path.join(room.dir, 'secrets', 'setup-token')).mode & 0o077).toBe(0);
  const ask = (token: string, people: readonly (Omit<(typeof administrators)[number], 'password'> & { readonly password: string })[] = administrators) => desk.ask('seat.set-up', { token, how: 'first', shares: null, people: [...people] });
  expect(value(await ask('0000-0000-0000-0000-0000-0000-0000-0000')).faults).toEqual([{ code: 'set-up-token', params: {} }]);
  expect(value(await ask(room.token(), administrators.slice(0, 2))).faults).toEqual([{ code: 'power-left-empty', params: { power: 'audit' } }]);
  expect(value(await ask(room.token(), administrators.map((p) => ({ ...p, password: 'short' })))).faults.filter((f) => f.code === 'password-short').map((f) => f.params['login'])).toEqual(['wang', 'li', 'zhao']);
  expect(value(await ask(room.token())).faults).toEqual([]);
  expect(fs.existsSync(path.join(room.dir, 'secrets', 'setup-token'))).toBe(false);
  expect(value(await ask('again')).faults).toEqual([{ code: 'set-up-already', params: {} }]);

  expect(value(await desk.ask('seat.get', {}))).toMatchObject({ setUp: true, state: 'empty' });
  expect(await desk.ask('journal.recent', { limit: 1 })).toMatchObject({ ok: false, fault: { code: 'forbidden' } });
  const in1 = value(await logIn(desk, 'wang'));
  expect(in1).toMatchObject({ state: 'watched', officer: { login: 'wang', name: 'wang 王建国' }, session: { must: 'enrol-factor', powers: ['system'] } });
  expect(in1.may).not.toContain('person.change');
  await enrol(room, desk, 'wang');
  const in2 = value(await desk.ask('seat.get', {}));
  expect([in2.session?.must, in2.session?.totp, in2.may.includes('person.change')]).toEqual([null, true, true]);
  const text = JSON.stringify(await room.events());
  for (const secret of ['王建国', '13800000000', '$argon2', 'Quay-side']) expect(text).not.toContain(secret);
  expect(room.notes.join('\n')).not.toMatch(/[0-9a-f]{4}(-[0-9a-f]{4}){7}/);
});
