import fs from 'node:fs';
import path from 'node:path';
import { Secret, TOTP } from 'otpauth';
import { expect, it } from 'vitest';
import { about, allows, answer, applyAccess, byLogin, choosePassword, consentId, doorkeeper, enrolTotp, nobody, personId, propose, recover, rightsOf, RoleId, setUp, type AccessDraft, type Doorkeeper, type May, type Newcomer, type PersonId } from '#app/access';
import { fold, type JournalEvent } from '#app/journal';
import { ok } from '#kernel/result';
import { engineActor } from '#kernel/session';
import { epochMs, monoMs } from '#kernel/time';
import { openKeys, passwordHash, setupToken, sharesHold, sm2Check, totp } from '#storage';
import { must as good, openedJournal, tempFolder } from '../opened.ts';

const hash = passwordHash({ memoryKiB: 64, passes: 1, lanes: 1 });
let nowMs = 1_700_000_000_000;
const clock = { now: () => epochMs(nowMs), mono: () => monoMs(nowMs), after: () => () => null };
const codeNow = (secret: string): string => new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: nowMs });
/** The first day of a park, on a real journal, real keys, real hashes and real codes: set up, enrol, start again, recover by two, rescue. */
it('ACC-18 ACC-60 ACC-62 ACC-63 ACC-66 ACC-73 the first day of a park', async () => {
  const dir = tempFolder();
  let opened = await openedJournal(dir);
  const token = setupToken(dir, clock);
  let keys = good(openKeys(dir, { first: true, at: clock.now() }));
  let events: JournalEvent[] = [];
  const people = () => fold(applyAccess, nobody, events);
  const write = async (drafts: readonly AccessDraft[]): Promise<void> => {
    events = [...events, ...good(await opened.journal.append(drafts.map((d) => ({ ...d, v: 1, time: clock.now(), actor: engineActor, realm: 'live' as const }))))];
  };
  const door = (): Doorkeeper => doorkeeper({ people, clock, hash, totp, cipher: keys.cipher, check: sm2Check, record: async (d) => { await write(d); return ok(null); } });
  const newcomer = async (login: string, role: string, id: PersonId = personId(`p-${login}`)): Promise<Newcomer> => ({
    id, login, role: RoleId.parse(role), name: keys.cipher.seal(`王${login}`, about(id, 'name')), phone: keys.cipher.seal('13800000000', about(id, 'phone')), hash: keys.cipher.seal(await hash.hash(`Quay-of-${login}-9`), about(id, 'password')),
  });
  const three = [await newcomer('sys', 'system-administrator'), await newcomer('sec', 'security-administrator'), await newcomer('aud', 'audit-administrator')];
  expect(setUp(people(), three, { token: token.holds('0000'), shares: false }, 'first', nowMs)).toMatchObject({ fault: { code: 'set-up-token' } });
  await write(good(setUp(people(), three, { token: token.holds(fs.readFileSync(path.join(dir, 'secrets', 'setup-token'), 'utf8')), shares: false }, 'first', nowMs)));
  token.spend();

  // each is let in to enrol, and to nothing else until that is done
  const secrets = new Map<string, string>();
  for (const login of ['sys', 'sec', 'aud']) {
    expect(good(await door().logIn({ login, password: `Quay-of-${login}-9`, second: null, workstation: 'desk-1' })).must).toBe('enrol-factor');
    secrets.set(login, totp.newSecret());
    await write(good(enrolTotp({ clock, hash, totp, cipher: keys.cipher, check: sm2Check }, byLogin(people(), login)!, secrets.get(login)!, codeNow(secrets.get(login)!))));
  }

  // another start, another day: everything out of the journal and the keys
  const sheets = keys.backup(3);
  nowMs += 86_400_000;
  await opened.close();
  opened = await openedJournal(dir);
  const before = people();
  events = [];
  for await (const page of opened.journal.replay(null)) events = [...events, ...good(page)];
  expect(people()).toEqual(before);
  keys = good(openKeys(dir, { first: false, at: clock.now() }));
  expect(good(await door().logIn({ login: 'aud', password: 'Quay-of-aud-9', second: { factor: 'totp', code: codeNow(secrets.get('aud')!) }, workstation: 'desk-1' }))).toMatchObject({ must: null, factors: ['password', 'totp'] });

  // the security administrator lost her authenticator: system proposes, audit agrees with his own code
  nowMs += 60_000;
  const may: May = (id, needs, place) => { const p = people().persons.get(id); return p !== undefined && allows(rightsOf(people().roles, p.given, nowMs), needs, place); };
  const own = { enterprise: null, area: null };
  const party = (login: string) => ({ person: personId(`p-${login}`), session: `s-${login}`, workstation: 'desk-1' });
  const asked = good(propose(consentId('c-1'), { call: 'person.recover', input: { person: 'p-sec', lost: 'factor' }, needs: 'person.recover', place: own, what: { code: 'confirm:recover', params: {} }, whom: ['sec'] }, party('sys'), 'live', may, { now: clock.now(), mono: clock.mono() }));
  const seen = good(answer(asked, { type: 'see', by: party('aud'), realm: 'live' }, may, clock.mono()))!.consent;
  const proof = good(await door().prove(byLogin(people(), 'aud')!, { factor: 'totp', code: codeNow(secrets.get('aud')!) }, { purpose: 'c-1', workstation: 'desk-1' }));
  const act = good(answer(seen, { type: 'agree', by: party('aud'), realm: 'live', proof }, may, clock.mono()))!.act!;
  expect(act.by).toEqual(['p-sys', 'p-aud']);
  const sec = byLogin(people(), 'sec')!;
  const chosen = good(await choosePassword({ clock, hash, totp, cipher: keys.cipher, check: sm2Check }, people().policy, sec, 'Told-in-person-4', 'recovered', nowMs + 3_600_000));
  const set = chosen.find((d) => d.kind === 'password.set')!;
  await write(good(recover(people(), sec.id, 'factor', act.by, { hash: set.body.hash, until: nowMs + 3_600_000 }, 'telephone lost', nowMs)));
  expect(good(await door().logIn({ login: 'sec', password: 'Told-in-person-4', second: null, workstation: 'desk-2' })).must).toBe('change-password');

  // nobody can come in any more: a new token and two sheets
  const again = setupToken(dir, clock);
  const evidence = { token: again.holds(fs.readFileSync(path.join(dir, 'secrets', 'setup-token'), 'utf8')), shares: sharesHold(dir, sheets[2] ?? '', sheets[0] ?? '').ok };
  await write(good(setUp(people(), [await newcomer('sys2', 'system-administrator'), await newcomer('sec2', 'security-administrator')], evidence, 'rescue', nowMs)));
  expect(good(await door().logIn({ login: 'sys2', password: 'Quay-of-sys2-9', second: null, workstation: 'desk-1' })).person.id).toBe('p-sys2');

  // nothing of anybody's, and nothing to guess at, is in the bytes of the journal
  await opened.close();
  const text = fs.readdirSync(dir).filter((f) => f.startsWith('journal')).map((f) => fs.readFileSync(path.join(dir, f), 'utf8')).join('');
  expect(text).toContain('password.set');
  for (const plain of ['王', '13800000000', 'argon2id', 'Quay', 'Told', ...secrets.values()]) expect(text.includes(plain), plain).toBe(false);
  expect(keys.cipher.open(byLogin(people(), 'sec')!.name, about(personId('p-sec'), 'name'))).toEqual({ ok: true, value: '王sec' });
}, 30_000); // two openings of a journal with its threads, on a machine that is shared
