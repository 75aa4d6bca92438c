import fs from 'node:fs';
import path from 'node:path';
import { expect, it, vi } from 'vitest';
import type { ConsentCommand } from '#app/access';
import { recoverKeys, sealedVersion, sharesHold } from '#storage';
import { value } from './control-room.ts';
import { hired, settled, staffed, type Settled, type Staffed } from './staffed.ts';

vi.setConfig({ testTimeout: 60_000 });                                    // engines are started and stopped here

const totp = (code: string) => ({ factor: 'totp' as const, code });
/** Proposed by li and agreed to by the other security administrator, at her own window. */
async function byTwo(s: Staffed, other: Settled, command: ConsentCommand) {
  const asked = await s.li.ask('consent.propose', { command });
  if (!asked.ok) return asked;
  const seen = await other.window.ask('consent.see', { id: asked.value.id });
  return seen.ok ? other.window.ask('consent.agree', { id: asked.value.id, login: null, proof: totp(other.code()) }) : seen;
}
const view = async (s: Staffed) => value(await s.li.ask('key.view', {}));
/** Every sealed text of people that the journal would open now. */
const versionsIn = (text: string): number[] => [...new Set([...text.matchAll(/sm4g\.\d+\.[\w-]+\.[\w-]*\.[\w-]+/g)].map((m) => sealedVersion(m[0]) ?? 0))].toSorted((a, b) => a - b);

it('ACC-29 a back-up by two: one sheet for each keeper, shown once and to nobody else, any two of which bring the key back', async () => {
  const s = await staffed();
  const other = await settled(s, 'sec2', ['security-administrator']);
  expect(await view(s)).toMatchObject({ lines: [{ version: 1, state: 'active' }], due: false, stale: 0, backedUpAt: null });
  expect(await byTwo(s, other, { call: 'key.backup', keepers: ['王建国', ' 王建国'] })).toMatchObject({ fault: { code: 'keepers-same' } });
  const out = value(await byTwo(s, other, { call: 'key.backup', keepers: ['王建国', 'li', 'Fire brigade'] }));
  expect(out.consent).toMatchObject({ state: 'agreed', whom: ['王*', 'li', 'F* b*'] });
  expect(out.shown.map((x) => x.keeper)).toEqual(['王建国', 'li', 'Fire brigade']);
  const sheets = out.shown.map((x) => x.text);
  expect(sharesHold(s.room.dir, sheets[0] ?? '', sheets[2] ?? '').ok).toBe(true);
  expect((await view(s)).backedUpAt).toBe(s.room.clock.now());
  const text = JSON.stringify(await s.room.events());
  for (const secret of ['王建国', ...sheets]) expect(text).not.toContain(secret);
  expect((await s.room.events('key.changed')).map((e) => [e.actor, e.body])).toEqual([[s.ids.li, { how: 'backed-up', version: 1, keepers: ['王*', 'li', 'F* b*'] }]]);

  // the key of keys is lost, and comes back by two sheets
  await s.room.stop();
  fs.rmSync(path.join(s.room.dir, 'secrets', 'key-of-keys'));
  expect(recoverKeys(s.room.dir, sheets[1] ?? '', sheets[2] ?? '').ok).toBe(true);
  await s.room.start();
  const again = s.room.window({ own: true });
  await s.enter('wang', again);
  expect(value(await again.ask('person.list', {})).find((p) => p.login === 'wang')?.name).toBe('w* 王*');
});

it('ACC-26 ACC-27 rotated by two: everybody is sealed anew in the background, also after a restart in the midst; then the old key may go, and not before', async () => {
  const s = await staffed();
  const other = await settled(s, 'sec2', ['security-administrator']);
  for (let i = 0; i < 8; i++) await hired(s, `officer${i}`);
  expect(await byTwo(s, other, { call: 'key.destroy', version: 1, reason: 'old' })).toMatchObject({ fault: { code: 'key-active' } });
  expect(value(await byTwo(s, other, { call: 'key.rotate', reason: 'a year' })).consent.state).toBe('agreed');
  expect(await byTwo(s, other, { call: 'key.destroy', version: 7, reason: 'old' })).toMatchObject({ fault: { code: 'key-unknown' } });
  await s.room.stop();                                                                            // in the midst of it
  const atStop = (await (async () => { await s.room.start(); return s.room.events('person.resealed'); })()).length;
  const people = 12;
  await expect.poll(async () => (await s.room.events('person.resealed')).length, { timeout: 8000 }).toBe(people);
  expect(atStop).toBeLessThanOrEqual(people);
  expect(versionsIn(JSON.stringify((await s.room.events('person.resealed')).map((e) => (e.body as { fields: { to: string }[] }).fields.map((f) => f.to))))).toEqual([2]);
  expect(new Set((await s.room.events('person.resealed')).map((e) => e.actor))).toEqual(new Set(['engine']));

  const [li, sec2] = [s.room.window({ own: true }), s.room.window({ own: true })];
  await s.enter('li', li);
  value(await sec2.ask('seat.login', { login: 'sec2', password: 'Her-own-choice-3', second: totp(other.code()) }));
  const t: Staffed = { ...s, li };
  expect(await view(t)).toMatchObject({ lines: [{ version: 1, state: 'retired' }, { version: 2, state: 'active' }], stale: 0 });
  expect(value(await byTwo(t, { ...other, window: sec2 }, { call: 'key.destroy', version: 1, reason: 'nothing left' })).consent.state).toBe('agreed');
  expect((await view(t)).lines.map((l) => l.state)).toEqual(['destroyed', 'active']);
  expect((await s.room.events('key.changed')).map((e) => e.body)).toEqual([{ how: 'rotated', version: 2, keepers: [] }, { how: 'destroyed', version: 1, keepers: [] }]);
  const wang = s.room.window({ own: true });
  await s.enter('wang', wang);
  expect(value(await wang.ask('person.list', {})).every((p) => p.name !== '')).toBe(true);
});

it('ACC-27 a key under which anything is sealed is not destroyed, neither when it is proposed nor when it is agreed to', async () => {
  const s = await staffed();
  const other = await settled(s, 'sec2', ['security-administrator']);
  value(await byTwo(s, other, { call: 'key.rotate', reason: 'first' }));
  const refused = await s.li.ask('consent.propose', { command: { call: 'key.destroy', version: 1, reason: 'at once' } });
  const stale = (await view(s)).stale;
  if (!refused.ok) expect([refused.fault.code, stale > 0]).toEqual(['key-in-use', true]);
  await expect.poll(async () => (await view(s)).stale, { timeout: 8000 }).toBe(0);
  expect(await s.li.ask('consent.propose', { command: { call: 'key.destroy', version: 1, reason: 'now' } })).toMatchObject({ ok: true });
});

it('ACC-29 renewed by two: new sheets are shown, the old ones open nothing, everybody comes in as before', async () => {
  const s = await staffed();
  const other = await settled(s, 'sec2', ['security-administrator']);
  const old = value(await byTwo(s, other, { call: 'key.backup', keepers: ['a', 'b'] })).shown.map((x) => x.text);
  const fresh = value(await byTwo(s, other, { call: 'key.renew', reason: 'a sheet is lost', keepers: ['c', 'd'] })).shown.map((x) => x.text);
  expect([sharesHold(s.room.dir, old[0] ?? '', old[1] ?? '').ok, sharesHold(s.room.dir, fresh[0] ?? '', fresh[1] ?? '').ok]).toEqual([false, true]);
  await expect.poll(async () => (await view(s)).stale, { timeout: 8000 }).toBe(0);
  const window = s.room.window({ own: true });
  await s.enter('zhao', window);
  expect(value(await window.ask('seat.get', {})).officer?.name).toBe('zhao 王建国');
});

it('ACC-126 what two agreed to and cannot be done is told, and is in the journal', async () => {
  const s = await staffed();
  const other = await settled(s, 'sec2', ['security-administrator']);
  const ring = path.join(s.room.dir, 'secrets', 'field-keys');
  fs.renameSync(ring, `${ring}.away`);
  fs.mkdirSync(path.join(ring, 'full'), { recursive: true });                                     // nothing can be written there
  expect(await byTwo(s, other, { call: 'key.rotate', reason: 'a year' })).toMatchObject({ ok: false, fault: { code: 'keys-unwritten' } });
  expect((await s.room.events('consent.done', 'consent.failed', 'key.changed')).map((e) => [e.kind, e.actor])).toEqual([['consent.done', s.ids.li], ['consent.failed', s.ids.li]]);
  expect((await s.room.events('consent.failed'))[0]?.body).toMatchObject({ call: 'key.rotate', fault: { code: 'keys-unwritten' } });
  expect((await view(s)).lines.map((l) => l.version)).toEqual([1]);
});

it('who has the right but no second with it does nothing to a key', async () => {
  const s = await staffed();
  const asked = value(await s.li.ask('consent.propose', { command: { call: 'key.rotate', reason: 'alone' } }));
  for (const [window, login] of [[s.wang, 'wang'], [s.zhao, 'zhao']] as const) {
    expect(await window.ask('consent.see', { id: asked.id })).toMatchObject({ fault: { code: 'consent-unknown' } });
    expect(await s.li.ask('consent.agree', { id: asked.id, login, proof: totp(s.code(login)) })).toMatchObject({ fault: { code: 'consent-no-right' } });
  }
  expect((await view(s)).lines).toHaveLength(1);
});

it('ACC-126 ACC-24 an agreement that cannot be recorded rotates nothing and may be given again; her key of her own proves as a code does', async () => {
  const s = await staffed();
  const other = await settled(s, 'sec2', ['security-administrator']);
  const key = value(await other.window.ask('own.key', { password: 'Her-own-choice-3', pin: 'a pin of eight' }));
  expect(key.faults).toEqual([]);
  const proof = { factor: 'key' as const, file: key.file, pin: 'a pin of eight' };
  const { id } = value(await s.li.ask('consent.propose', { command: { call: 'key.rotate', reason: 'a year' } }));
  value(await other.window.ask('consent.see', { id }));
  s.room.breakDisk(true);
  expect(await other.window.ask('consent.agree', { id, login: null, proof })).toMatchObject({ fault: { code: 'not-recorded' } });
  expect([(await view(s)).lines.length, value(await s.li.ask('consent.list', {})).map((c) => c.state)]).toEqual([1, ['seen']]);
  s.room.breakDisk(false);
  expect(await other.window.ask('consent.agree', { id, login: null, proof: { ...proof, pin: 'another pin!' } })).toMatchObject({ ok: false });
  expect(value(await other.window.ask('consent.agree', { id, login: null, proof })).consent.state).toBe('agreed');
  expect((await view(s)).lines.length).toBe(2);
  expect((await s.room.events('consent.done')).map((e) => (e.body as { factor: string }).factor)).toEqual(['key']);
});

it('ACC-26 ACC-27 the roster is sealed under the same keys: it is sealed anew with everybody, and until then its key does not go', async () => {
  const s = await staffed();
  const [other, leader] = [await settled(s, 'sec2', ['security-administrator']), await settled(s, 'zhou', ['duty-leader'])];
  const put = await leader.window.ask('duty.change', { change: { do: 'put-person', id: 'r-1', name: '张三', phone: '13700001111', unit: 'park' }, despite: true });
  expect(put).toMatchObject({ ok: true, value: {} });
  expect(versionsIn(JSON.stringify(await s.room.events('duty.person')))).toEqual([1]);
  value(await byTwo(s, other, { call: 'key.rotate', reason: 'a year' }));
  await expect.poll(async () => (await view(s)).stale, { timeout: 8000 }).toBe(0);
  expect(versionsIn(JSON.stringify((await s.room.events('duty.person')).at(-1)))).toEqual([2]);
  value(await byTwo(s, other, { call: 'key.destroy', version: 1, reason: 'nothing left' }));
  expect(value(await leader.window.ask('duty.phone', { person: 'r-1' }))).toEqual({ name: '张三', phone: '13700001111' });
});

it('ACC-126 what was done and could not be written is written later: the key is another one already', async () => {
  const s = await staffed();
  const other = await settled(s, 'sec2', ['security-administrator']);
  const { id } = value(await s.li.ask('consent.propose', { command: { call: 'key.rotate', reason: 'a year' } }));
  value(await other.window.ask('consent.see', { id }));
  const code = other.code();
  s.room.breakAfter(2);                                                                           // her step, and the act
  expect(value(await other.window.ask('consent.agree', { id, login: null, proof: totp(code) })).consent.state).toBe('agreed');
  expect([(await view(s)).lines.length, (await s.room.events('key.changed')).length]).toEqual([2, 0]);
  s.room.breakDisk(false);
  s.room.time.pass(10_000);
  await expect.poll(async () => (await s.room.events('key.changed')).map((e) => [e.actor, e.body]), { timeout: 8000 }).toEqual([[s.ids.li, { how: 'rotated', version: 2, keepers: [] }]]);
});
