import { expect, it, onTestFinished, vi } from 'vitest';
import { WebSocket } from 'ws';
import type { Session } from '#kernel/session';
import { ownSeat, subprotocol } from '../../../../main/engine/web/door.ts';
import { hostWeb } from '../../../../main/engine/web/host.ts';
import { webToken } from '../../../../main/engine/web/token.ts';
import { passwords, value, type Window } from '../access/control-room.ts';
import { staffed } from '../access/staffed.ts';

it('a browser sits at the desk: it may what the desk may, but import no site, and follows whoever comes and goes there', async () => {
  const s = await staffed();
  const sessions: (() => Session)[] = [];
  const { engine } = s.room.engine();
  const door = value(await hostWeb({ seat: engine.seat, open: (wire, session) => { sessions.push(session); return engine.open(wire, session); } }, { port: 0, dataDir: s.room.dir, site: null, workstation: 'desk-1', clock: s.room.clock, note: () => {} }));
  onTestFinished(() => door.close());
  const token = value(webToken(s.room.dir));
  const socket = new WebSocket(`ws://127.0.0.1:${door.port}/engine`, [subprotocol, `token.${token}`], { origin: `http://127.0.0.1:${door.port}` });
  onTestFinished(() => socket.terminate());
  const heard: string[] = [];
  socket.on('message', (data) => heard.push((data as Buffer).toString('utf8')));
  await vi.waitFor(() => expect(sessions).toHaveLength(1));
  const browser = sessions[0]!;
  const desk: Window = s.room.window();
  expect([browser().person, browser().may.has('alarm.acknowledge'), browser().may.has('alarm.view')]).toEqual([null, false, true]);
  await s.enter('wang', desk);                                     // she has the power system
  expect([browser().person, browser().may.has('person.change'), browser().may.has('site.import'), browser().allows('site.import', { enterprise: null, area: null })]).toEqual([s.ids.wang, true, false, false]);
  expect([desk.session().may.has('site.import'), browser()]).toEqual([true, browser()]);
  await vi.waitFor(() => { s.room.time.pass(20); const last = heard.filter((m) => m.includes('"seat.changed"')).at(-1) ?? ''; expect(last).toContain('"login":"wang"'); expect(last).not.toContain('site.import'); });
  value(await desk.ask('seat.lock', {}));
  expect([browser().may.has('person.change'), browser().may.has('alarm.view')]).toEqual([false, true]);
});

it('WEB-07 administration in a browser has a seat of its own: nothing before a login, the desk\'s officer stays, and its session ends with its page', async () => {
  const s = await staffed();
  const sessions: (() => Session)[] = [];
  const { engine } = s.room.engine();
  const door = value(await hostWeb({ seat: engine.seat, open: (wire, session) => { sessions.push(session); return engine.open(wire, session); } }, { port: 0, dataDir: s.room.dir, site: null, workstation: 'desk-1', clock: s.room.clock, note: () => {} }));
  onTestFinished(() => door.close());
  const socket = new WebSocket(`ws://127.0.0.1:${door.port}/engine`, [subprotocol, `token.${value(webToken(s.room.dir))}`, ownSeat], { origin: `http://127.0.0.1:${door.port}` });
  onTestFinished(() => socket.terminate());
  await vi.waitFor(() => expect(sessions).toHaveLength(1));
  const page = sessions[0]!;
  expect([[...page().may], page().seat.startsWith('own:')]).toEqual([['session.begin'], true]);
  const desk: Window = s.room.window();
  await s.enter('wang', desk);
  expect([desk.session().person, page().person]).toEqual([s.ids.wang, null]);                 // who comes to the desk does not come in here
  const answer = (id: number): Promise<string> => new Promise((resolve) => socket.on('message', (data) => { const text = (data as Buffer).toString('utf8'); if (text.includes(`"id":${id},`) || text.includes(`"id":${id}}`)) resolve(text); }));
  const asked = answer(7);
  socket.send(JSON.stringify({ t: 'call', id: 7, name: 'seat.login', input: { login: 'li', password: passwords.li, second: { factor: 'totp', code: s.code('li') } } }));
  expect(await asked).toContain('"ok":true');
  expect([page().person, desk.session().person]).toEqual([s.ids.li, s.ids.wang]);          // both are in, and nobody was put out
  socket.terminate();
  await vi.waitFor(async () => expect((await s.room.events('session.ended')).map((e) => [e.subject, (e.body as { how: string }).how])).toContainEqual([s.ids.li, 'leave']));
});
