import { expect, it, vi } from 'vitest';
import { value, type Window } from './control-room.ts';
import { hired, settled, staffed, type Staffed } from './staffed.ts';

vi.setConfig({ testTimeout: 60_000 });                                    // engines are started and stopped here

const recovery = (person: string, lost: 'password' | 'factor' = 'password', password = 'Given-by-two-8') => ({ command: { call: 'person.recover' as const, person, lost, password, reason: 'forgotten' } });
const totp = (code: string) => ({ factor: 'totp' as const, code });
const propose = async (at: Window, ...of: Parameters<typeof recovery>) => value(await at.ask('consent.propose', recovery(...of)));
/** What the journal has of proposals, by kind. */
const kept = async (s: Staffed) => (await s.room.events('consent.proposed', 'consent.seen', 'consent.ended', 'consent.done', 'consent.failed')).map((e) => [e.kind, e.actor]);
const recovered = async (s: Staffed, person: string) => (await s.room.events('password.set')).filter((e) => e.subject === person && (e.body as { how: string }).how === 'recovered').length;

it('ACC-70 ACC-73 ACC-79 ACC-80 ACC-126 two at two windows give back what one lost: worded, seen, proved, one event with two names, done once', async () => {
  const s = await staffed();
  const chen = await hired(s, 'chen', [], { name: '陈小红' });
  const asked = await propose(s.wang, chen);
  expect(asked).toMatchObject({ call: 'person.recover', what: { code: 'person-recover-password', params: { whom: 'chen 陈*', reason: 'forgotten' } }, whom: ['chen 陈*'], state: 'proposed', first: { login: 'wang', name: 'w* 王*' }, agreedBy: null, mine: true, second: false });
  expect(value(await s.zhao.ask('consent.list', {})).map((c) => [c.id, c.mine, c.second])).toEqual([[asked.id, false, true]]);
  expect(await s.zhao.ask('consent.agree', { id: asked.id, login: null, proof: totp(s.code('zhao')) })).toMatchObject({ fault: { code: 'consent-unseen' } });
  expect(value(await s.zhao.ask('consent.see', { id: asked.id }))).toMatchObject({ state: 'seen' });
  expect(await s.zhao.ask('consent.agree', { id: asked.id, login: null, proof: totp('000000') })).toMatchObject({ fault: { code: 'login-refused' } });
  expect(await s.zhao.ask('consent.agree', { id: asked.id, login: null, proof: { factor: 'password', password: 'North-gate-91' } })).toMatchObject({ fault: { code: 'factor-wanted' } });
  expect(await recovered(s, chen)).toBe(0);

  // her hand trembles: the same click twice, one of them with a code that is used by then
  const [one, two] = [s.code('zhao'), s.code('zhao')];
  const both = await Promise.all([one, two].map((code) => s.zhao.ask('consent.agree', { id: asked.id, login: null, proof: totp(code) })));
  expect(both.map((r) => (r.ok ? r.value.consent.state : r.fault.code)).toSorted()).toEqual(['agreed', 'consent-over']);
  expect(await recovered(s, chen)).toBe(1);
  const [done] = await s.room.events('consent.done');
  expect(done).toMatchObject({ actor: s.ids.wang, subject: asked.id, body: { call: 'person.recover', first: s.ids.wang, second: s.ids.zhao, factor: 'totp', sameDesk: false, whom: ['chen 陈*'] } });
  const text = JSON.stringify(await s.room.events());
  for (const secret of ['Given-by-two-8', '小红']) expect(text).not.toContain(secret);

  const desk = s.room.window({ workstation: 'desk-9' });
  expect(value(await desk.ask('seat.login', { login: 'chen', password: 'Given-by-two-8', second: null })).session?.must).toBe('change-password');
  expect(value(await s.wang.ask('consent.list', {})).map((c) => [c.state, c.agreedBy?.login])).toEqual([['agreed', 'zhao']]);
});

it('ACC-63 ACC-73 a lost factor: the other at the same desk by her login and her own code, without taking the desk over', async () => {
  const s = await staffed();
  const lost = await settled(s, 'chen', []);
  const asked = await propose(s.wang, lost.id, 'factor');
  const out = value(await s.wang.ask('consent.agree', { id: asked.id, login: 'li', proof: totp(s.code('li')) }));
  expect(out).toMatchObject({ consent: { state: 'agreed', agreedBy: { login: 'li' } }, shown: [] });
  expect(value(await s.wang.ask('seat.get', {})).officer?.login).toBe('wang');
  expect(value(await s.wang.ask('person.list', {})).find((p) => p.id === lost.id)).toMatchObject({ totp: false, key: false, temporary: true });
  expect((await kept(s)).map(([kind]) => kind)).toEqual(['consent.proposed', 'consent.seen', 'consent.done']);
  expect((await s.room.events('consent.done'))[0]?.body).toMatchObject({ sameDesk: true });
});

it('what would be refused is refused before anybody is asked', async () => {
  const s = await staffed();
  const chen = await hired(s, 'chen');
  const refused = async (at: Window, ...of: Parameters<typeof recovery>) => { const r = await at.ask('consent.propose', recovery(...of)); return r.ok ? 'taken' : r.fault.code; };
  expect([await refused(s.wang, 'ghost'), await refused(s.wang, s.ids.wang), await refused(s.wang, chen, 'password', 'short'), await refused(s.wang, chen, 'password', 'Told-in-person-4x')]).toEqual(['person-unknown', 'recovery-persons', 'password-short', 'password-used']);
  const officer = await settled(s, 'zhou', ['duty-officer']);
  expect(await refused(officer.window, chen)).toBe('consent-no-right');
  value(await s.wang.ask('person.close', { person: chen, reason: 'left' }));
  expect(await refused(s.wang, chen)).toBe('person-is-closed');
  expect(await kept(s)).toEqual([]);
});

it('ACC-73 nobody agrees to her own, by whatever door', async () => {
  const s = await staffed();
  const chen = await hired(s, 'chen');
  const { id } = await propose(s.wang, chen);
  const elsewhere = s.room.window({ workstation: 'desk-5' });
  await s.enter('wang', elsewhere);
  const code = s.code('wang');                                                                    // it would be let in, were it anybody else's proposal
  const tries = [
    await s.wang.ask('consent.see', { id }), await elsewhere.ask('consent.see', { id }),
    await s.wang.ask('consent.agree', { id, login: null, proof: totp(code) }), await elsewhere.ask('consent.agree', { id, login: null, proof: totp(code) }),
    await s.wang.ask('consent.agree', { id, login: 'wang', proof: totp(code) }), await s.wang.ask('consent.agree', { id, login: ' WANG ', proof: totp(code) }),
    await s.wang.ask('consent.refuse', { id }),
  ];
  expect(tries.map((r) => (r.ok ? 'done' : r.fault.code))).toEqual(tries.map(() => 'consent-same-person'));
  expect([await recovered(s, chen), (await kept(s)).length]).toEqual([0, 1]);
  // nor with the code of a colleague that she read over her shoulder for something else
  expect(await s.wang.ask('consent.agree', { id, login: 'zhao', proof: { factor: 'password', password: 'North-gate-91' } })).toMatchObject({ fault: { code: 'factor-wanted' } });
});

it('ACC-16 a hostile second: no such name, no right, a password given by others, one that is closed, one who never enrolled', async () => {
  const s = await staffed();
  const [chen, officer] = [await hired(s, 'chen'), await settled(s, 'zhou', ['duty-officer'])];
  await hired(s, 'fresh', ['security-administrator']);
  const shut = await settled(s, 'gone', ['audit-administrator']);
  value(await s.wang.ask('person.close', { person: shut.id, reason: 'left' }));
  const { id } = await propose(s.wang, chen);
  const agree = async (login: string, proof: ReturnType<typeof totp> | { factor: 'password'; password: string }) => { const r = await s.wang.ask('consent.agree', { id, login, proof }); return r.ok ? 'done' : r.fault.code; };
  expect([await agree('nobody', { factor: 'password', password: 'North-gate-91' }), await agree('nobody', totp('123456')), await agree('zhou', totp(officer.code())), await agree('fresh', { factor: 'password', password: 'Told-in-person-5x' }), await agree('gone', totp(shut.code()))])
    .toEqual(['login-refused', 'login-refused', 'consent-no-right', 'login-must', 'login-refused']);
  expect(await officer.window.ask('consent.see', { id })).toMatchObject({ fault: { code: 'consent-unknown' } });
  expect(value(await officer.window.ask('consent.list', {}))).toEqual([]);
  expect([await recovered(s, chen), (await kept(s)).map(([kind]) => kind)]).toEqual([0, ['consent.proposed']]);
  expect((await s.room.events('login.failed')).map((e) => e.subject)).toEqual(['access', 'access']);   // counted at the door, and what was typed is kept nowhere
});

it('ACC-73 ACC-123 a right that is taken between the proposal and the agreement, and a first who is gone', async () => {
  const s = await staffed();
  const [chen, second] = [await hired(s, 'chen'), await settled(s, 'sys2', ['system-administrator'])];
  const take = async (person: string) => expect(value(await s.li.ask('role.take', { person, role: 'system-administrator' as never, scope: 'everywhere' })).faults).toEqual([]);
  const asked = await propose(second.window, chen);
  await take(second.id);                                                                          // the first has it no more, and her session ended with it
  value(await s.zhao.ask('consent.see', { id: asked.id }));
  expect(await s.zhao.ask('consent.agree', { id: asked.id, login: null, proof: totp(s.code('zhao')) })).toMatchObject({ fault: { code: 'consent-first-lost' } });

  const other = await propose(s.wang, chen);
  value(await s.zhao.ask('consent.see', { id: other.id }));
  value(await s.wang.ask('seat.leave', {}));
  expect(await s.zhao.ask('consent.agree', { id: other.id, login: null, proof: totp(s.code('zhao')) })).toMatchObject({ fault: { code: 'consent-first-lost' } });
  expect(await recovered(s, chen)).toBe(0);
});

it('ACC-71 ACC-74 ACC-76 ACC-78 refused by a second, withdrawn by the first, and over is over', async () => {
  const s = await staffed();
  const chen = await hired(s, 'chen');
  const [a, b] = [await propose(s.wang, chen), await propose(s.wang, chen)];
  expect(await s.zhao.ask('consent.withdraw', { id: a.id })).toMatchObject({ fault: { code: 'consent-not-yours' } });
  expect(value(await s.zhao.ask('consent.refuse', { id: a.id })).state).toBe('refused');
  value(await s.li.ask('consent.see', { id: b.id }));
  expect(value(await s.wang.ask('consent.withdraw', { id: b.id })).state).toBe('withdrawn');
  for (const { id } of [a, b]) for (const call of ['consent.see', 'consent.refuse'] as const) expect(await s.li.ask(call, { id })).toMatchObject({ fault: { code: 'consent-over' } });
  expect(await s.li.ask('consent.agree', { id: b.id, login: null, proof: totp(s.code('li')) })).toMatchObject({ fault: { code: 'consent-over' } });
  expect((await s.room.events('consent.ended')).map((e) => [e.actor, e.body])).toEqual([[s.ids.zhao, { how: 'refused', by: s.ids.zhao }], [s.ids.wang, { how: 'withdrawn', by: s.ids.wang }]]);
});

it('ACC-72 ACC-77 it expires by the clock, seen or not; what comes after is too late; and it is listed for a while, then forgotten', async () => {
  const s = await staffed();
  const chen = await hired(s, 'chen');
  const [a, b] = [await propose(s.wang, chen), await propose(s.wang, chen)];
  value(await s.zhao.ask('consent.see', { id: b.id }));
  const code = s.code('zhao');
  s.room.time.pass(120_000);
  expect(await s.zhao.ask('consent.agree', { id: b.id, login: null, proof: totp(code) })).toMatchObject({ ok: false });
  await expect.poll(async () => (await s.room.events('consent.ended')).map((e) => [e.subject, e.actor, e.body])).toEqual([a, b].map(({ id }) => [id, 'engine', { how: 'expired', by: null }]));
  expect(value(await s.wang.ask('consent.list', {})).map((c) => c.state)).toEqual(['expired', 'expired']);
  expect(await recovered(s, chen)).toBe(0);
});

it('ACC-126 a restart ends what was open, and says so; also one that came without a word', async () => {
  const s = await staffed();
  const chen = await hired(s, 'chen');
  const { id } = await propose(s.wang, chen);
  // what an engine leaves that was cut off: a proposal in the journal that nobody keeps any more
  const [proposed] = await s.room.events('consent.proposed');
  if (proposed === undefined) throw new Error('nothing was proposed');
  const { kind, v, body, actor, realm, time } = proposed;
  value(await s.room.engine().journal.append([{ kind, v, body, actor, realm, time, subject: 'cut-off' }]));
  await s.room.stop();
  const over = async () => (await s.room.events('consent.ended')).map((e) => [e.subject, e.actor, e.body]);
  await s.room.start();
  const ended = { how: 'expired', by: null };
  await expect.poll(over, { timeout: 8000 }).toEqual([[id, 'engine', ended], ['cut-off', 'engine', ended]]);
  await s.room.stop();
  await s.room.start();
  expect(await over()).toHaveLength(2);                                                           // once
});

it('ACC-126 what cannot be recorded is not done, and the proposal stays as it was', async () => {
  const s = await staffed();
  const chen = await hired(s, 'chen');
  const { id } = await propose(s.wang, chen);
  value(await s.zhao.ask('consent.see', { id }));
  await s.room.engine().journal.close();
  expect(await s.zhao.ask('consent.agree', { id, login: null, proof: totp(s.code('zhao')) })).toMatchObject({ fault: { code: 'not-recorded' } });
  expect(await s.wang.ask('consent.propose', recovery(chen))).toMatchObject({ fault: { code: 'not-recorded' } });
  expect(value(await s.wang.ask('consent.list', {})).map((c) => c.state)).toEqual(['seen']);
  expect(value(await s.wang.ask('person.list', {})).find((p) => p.id === chen)?.passwordAt).not.toBe(s.room.clock.now());
});

it('of one person no more proposals are open than people can read', async () => {
  const s = await staffed();
  const chen = await hired(s, 'chen');
  const out = [];
  for (let i = 0; i < 7; i++) { const r = await s.wang.ask('consent.propose', recovery(chen)); out.push(r.ok ? 'taken' : r.fault.code); }
  expect(out).toEqual([...Array.from({ length: 5 }, () => 'taken'), 'consent-too-many', 'consent-too-many']);
});
