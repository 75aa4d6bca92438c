import fs from 'node:fs';
import path from 'node:path';
import { expect, it, vi } from 'vitest';
import { webToken } from '../../../../../main/engine/web/token.ts';
import { codeAt, passwords, value } from '../control-room.ts';
import { hired, settled, staffed } from '../staffed.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });   // a park is set up for each, with real keys

const files = (dir: string): readonly string[] => fs.readdirSync(dir, { recursive: true, withFileTypes: true }).filter((f) => f.isFile()).map((f) => path.join(f.parentPath, f.name));
/** A secret as it would lie there: as it is, in base64, in hex, with its signs escaped. */
const forms = (secret: string): readonly Buffer[] => [secret, Buffer.from(secret).toString('base64').replace(/=+$/, ''), Buffer.from(secret).toString('hex'), JSON.stringify(secret).slice(1, -1)].map((text) => Buffer.from(text));

it('a whole day of keys: no password, PIN, code, secret, token, sheet or hash is in any file beside the secrets, in any note, or in any event; and what is secret is for its owner alone', async () => {
  const s = await staffed();
  const { room } = s;
  const secrets: string[] = [...Object.values(passwords).slice(0, 3), value(webToken(room.dir))];
  const chen = await hired(s, 'chen', ['duty-officer'], { name: '濮阳听雨', phone: '13977770004' });
  const other = await settled(s, 'sec2', ['security-administrator']);
  secrets.push('Told-in-person-4x', 'Her-own-choice-3', '濮阳听雨', '13977770004');
  // a recovery with a password, a back-up with sheets, a rotation
  const two = async (command: Parameters<typeof s.li.ask<'consent.propose'>>[1]['command'], at = s.li) => {
    const asked = value(await at.ask('consent.propose', { command }));
    const by = at === s.li ? other.window : s.li;
    value(await by.ask('consent.see', { id: asked.id }));
    return value(await by.ask('consent.agree', { id: asked.id, login: null, proof: { factor: 'totp', code: at === s.li ? other.code() : s.code('li') } }));
  };
  await two({ call: 'person.recover', person: chen, lost: 'password', password: 'Given-by-two-8', reason: 'forgotten' }, s.wang);
  secrets.push('Given-by-two-8', ...(await two({ call: 'key.backup', keepers: ['one', 'two'] })).shown.map((x) => x.text));
  await two({ call: 'key.rotate', reason: 'yearly' });
  secrets.push(...(await two({ call: 'key.renew', reason: 'seen by a stranger', keepers: ['one', 'two'] })).shown.map((x) => x.text));
  // a key file and its PINs, an authenticator begun and not finished, what was typed wrong
  const { file } = value(await s.wang.ask('own.key', { password: passwords.wang, pin: 'Harbour-pin-99' }));
  expect(file).toContain('watchroom-sm2-1');
  const { secret } = value(await s.li.ask('own.totp', {}));
  const door = room.window({ workstation: 'desk-3' });
  for (const [login, password] of [['wang', 'Typed-wrong-1'], ['Typed-as-a-name-2', 'x'], [passwords.zhao, passwords.zhao]] as const) await door.ask('seat.login', { login, password, second: { factor: 'totp', code: codeAt(secret, room.clock.now()) } });
  await door.ask('seat.login', { login: 'wang', password: 'Typed-wrong-1', second: { factor: 'key', file, pin: 'Wrong-pin-1234' } });
  await door.ask('seat.unlock', { proof: { factor: 'password', password: 'Typed-wrong-3' } });
  await door.ask('seat.set-up', { token: 'dead-beef-dead-beef-dead-beef-dead-beef', how: 'rescue', shares: ['WR1-sheet-typed-wrong', 'WR1-sheet-typed-too'], people: [{ login: 'eve', name: 'Eve', phone: null, password: 'Eve-password-55', role: 'system-administrator' as never }] });
  secrets.push('Harbour-pin-99', 'Wrong-pin-1234', secret, 'Typed-wrong-1', 'Typed-as-a-name-2', 'Typed-wrong-3', 'dead-beef', 'sheet-typed', 'Eve-password-55', '$argon2id$');

  const text = JSON.stringify(await room.events()) + room.notes.join('\n');
  expect(secrets.filter((one) => text.includes(one))).toEqual([]);
  await room.stop();
  const own = path.join(room.dir, 'secrets');
  const inside = files(own);
  const outside = files(room.dir).filter((f) => !f.startsWith(own));
  expect([outside.length > 2, inside.length > 3]).toEqual([true, true]);
  const rest = outside.map((f) => ({ f, bytes: fs.readFileSync(f) }));
  expect(secrets.flatMap((one) => forms(one).flatMap((form) => rest.filter(({ bytes }) => bytes.includes(form)).map(({ f }) => `${one} in ${path.basename(f)}`)))).toEqual([]);
  expect(rest.some(({ bytes }) => bytes.includes('person.created'))).toBe(true);                   // that is where it would have been
  if (process.platform === 'win32') return;
  expect(fs.statSync(own).mode & 0o777).toBe(0o700);
  expect(inside.filter((f) => (fs.statSync(f).mode & 0o777) !== 0o600)).toEqual([]);
  // and what lies in there says nothing that opens an account: no password, no code's secret, no sheet
  const kept = inside.filter((f) => !f.endsWith('web-token')).map((f) => fs.readFileSync(f));
  expect(secrets.filter((one) => kept.some((bytes) => bytes.includes(one)))).toEqual([]);
}, 60_000);

it('ACC-60 the setup token is for its owner, is spent by its use, and is neither there nor good afterwards, nor the one before it after a restart', async () => {
  const s = await staffed();
  const at = path.join(s.room.dir, 'secrets', 'setup-token');
  expect(fs.existsSync(at)).toBe(false);
  const desk = s.room.window();
  const people = [{ login: 'eve', name: 'Eve', phone: null, password: 'Quartz-otter-71', role: 'system-administrator' as never }];
  const rescue = (token: string) => desk.ask('seat.set-up', { token, how: 'rescue', shares: ['a', 'b'], people });
  expect(value(await rescue('x')).faults).toEqual([{ code: 'set-up-token', params: {} }]);
  const first = s.room.token();
  if (process.platform !== 'win32') expect(fs.statSync(at).mode & 0o777).toBe(0o600);
  await s.room.stop();
  await s.room.start();
  const again = s.room.window();
  expect(fs.existsSync(at)).toBe(false);                            // nobody asks for one now
  expect(value(await again.ask('seat.set-up', { token: first, how: 'rescue', shares: ['a', 'b'], people })).faults).toEqual([{ code: 'set-up-token', params: {} }]);
  const second = s.room.token();
  s.room.time.pass(3_600_000);
  expect([second === first, value(await again.ask('seat.set-up', { token: second, how: 'rescue', shares: ['a', 'b'], people })).faults]).toEqual([false, [{ code: 'set-up-token', params: {} }]]);
});
