import { describe, expect, it } from 'vitest';
import { localDate } from '#app/duty';
import { fail } from '#kernel/result';
import { anybody, at, changes, done, kinds, loggedIn, on, settleIn, watchHouse, type WatchHouse } from './watch-house.ts';

const findings = (r: Awaited<ReturnType<typeof changes>>): string[] => r.findings.map((f) => `${f.stops ? '!' : ''}${f.fault.code}`);
const turn = (date: string, shift: string, person: string) => ({ unit: 'park', date: localDate(date)!, shift, person });

describe('who is on duty', () => {
  it('DTY-19: names whole, telephones masked, for the park and every enterprise of the site', async () => {
    const house = await watchHouse();
    await settleIn(house);
    expect(await on(house)).toEqual(['g2a员* 138****2001', 'g2b员 138****2002']);
    const now = done(await house.ask['duty.now']({}, anybody));
    expect(now.shift).toMatchObject({ id: '2026-11-20/middle', name: { zh: '中班', en: 'Middle shift' } });
    expect(now.next.id).toBe('2026-11-20/late');
    expect(now.units.map((u) => u.id)).toEqual(['park', 'ENT-1']);
    expect(done(await house.ask['duty.at']({ moment: at('2026-11-20T08:29:59.999') }, anybody)).shift.id).toBe('2026-11-20/early');
  });

  it('DTY-45: a telephone is told after it is journalled that it was read, and not at all where that cannot be', async () => {
    const house = await watchHouse();
    await settleIn(house);
    const before = house.events.length;
    expect(done(await house.ask['duty.phone']({ person: 'g2a' }, loggedIn('p-1', ['duty.view'])))).toEqual({ name: 'g2a员', phone: '13800002001' });
    expect(house.events.slice(before).map((e) => [e.kind, e.subject, e.actor, e.body])).toEqual([['personal.read', 'g2a', 'p-1', { fields: ['name', 'phone'], for: 'duty' }]]);
    house.disk.breakDisk({ code: 'disk-full', params: {} });
    expect(await house.ask['duty.phone']({ person: 'g2a' }, anybody)).toMatchObject({ ok: false, fault: { code: 'not-recorded' } });
  });

  it('DTY-45: no name and no telephone of the roster stands in the journal as it is', async () => {
    const house = await watchHouse();
    await settleIn(house);
    const written = JSON.stringify(house.events);
    for (const plain of ['g2a员', '13800002001', '企一', '13911110001']) expect(written).not.toContain(plain);
    expect(written).toContain('sm4g.1.');
    expect(house.notes.join('\n')).not.toMatch(/员|138/);
  });

  it('DTY-45: what is sealed of one person does not open as another', async () => {
    const house = await watchHouse();
    await settleIn(house);
    const own = house.events.find((e) => e.kind === 'duty.person' && e.subject === 'g1a')!;
    house.desk.hear({ ...own, subject: 'g2a' });
    expect((await on(house))[0]).toMatch(/^g2a\* $/);
  });

  it('without keys people are told by their ids, nobody can be written, and all else goes on', async () => {
    const house = await watchHouse({ ready: () => fail('keys-locked') });
    expect(await house.ask['duty.change']({ change: { do: 'put-person', id: 'x', name: '某', phone: '13800000000', unit: 'park' }, despite: true }, anybody)).toMatchObject({ ok: false, fault: { code: 'keys-locked' } });
    expect((await changes(house, { do: 'put-unit', unit: { id: 'park', name: { zh: 'a', en: 'a' }, cover: { leader: 0, officer: 0 } } })).applied).toBe(true);
  });

  it('DTY-44: an account goes with somebody of the roster by its id or its login', async () => {
    const { nobody } = await import('#app/access');
    const account = { id: 'acc-1', login: 'g2b' } as never;
    const house = await watchHouse({ accounts: () => ({ ...nobody, persons: new Map([['acc-1' as never, account]]) }) });
    await settleIn(house);
    const { people } = done(await house.ask['duty.now']({}, anybody)).watches[0]!;
    expect(people.map((p) => p.login)).toEqual([null, 'g2b']);
    const { people: all } = done(await house.ask['duty.roster']({}, loggedIn('acc-1', ['duty.view'])));
    expect(all.filter((p) => p.mine).map((p) => p.id)).toEqual(['g2b']);
    expect(all.every((p) => /^.\*$/.test(p.name) && p.phone.includes('****'))).toBe(true);
  });
});

describe('changes', () => {
  it('DTY-41: everything against a change is told at once, and nothing of it is done', async () => {
    const house = await watchHouse();
    await settleIn(house);
    const before = kinds(house).length;
    const said = await changes(house, { do: 'put-group', group: { id: 'g9', unit: 'nowhere', name: { zh: 'x', en: 'x' }, head: 'no-1', members: ['no-1', 'no-2', 'g1a'] } });
    expect(said).toMatchObject({ applied: false, more: 0 });
    expect(findings(said)).toEqual(['!duty-unknown-unit', '!duty-unknown-person', '!duty-unknown-person']);
    expect(findings(await changes(house, { do: 'remove', what: 'group', id: 'g1' })).filter((f) => f.startsWith('!'))).toEqual(['!duty-unknown-group']);
    expect(kinds(house).length).toBe(before);
  });

  it('DTY-41: a gap that a leave would make is told, and made only when that is said', async () => {
    const house = await watchHouse();
    await settleIn(house);
    const leave = { do: 'put-leave', leave: { id: 'l1', person: 'g1a', from: '2026-11-22', until: '2026-11-23' } };
    const asked = await changes(house, leave, false);
    expect(asked.applied).toBe(false);
    expect(asked.findings.map((f) => [f.stops, f.fault.code, f.fault.params['date']])).toEqual([[false, 'duty-gap', '2026-11-22'], [false, 'duty-gap', '2026-11-23']]);
    expect((await changes(house, leave, true)).applied).toBe(true);
    expect(done(await house.ask['duty.calendar']({ from: localDate('2026-11-22')!, until: localDate('2026-11-22')!, unit: 'park' }, anybody)).watches.map((w) => w.short.map((s) => `${s.has}/${s.needs} ${s.why}`))).toEqual([[], ['1/2 leave'], []]);
  });

  it('what is wrong already keeps nobody from mending something else', async () => {
    const house = await watchHouse();
    await settleIn(house);
    expect((await changes(house, { do: 'put-unit', unit: { id: 'ENT-1', name: { zh: '企业一', en: 'Works 1' }, cover: { leader: 1, officer: 0 } } }, true)).applied).toBe(true);
    expect(findings(await changes(house, { do: 'put-group', group: { id: 'g9', unit: 'ENT-1', name: { zh: '新', en: 'new' }, head: 'e1', members: ['e1', 'e2'] } }, false))).toEqual([]);
  });

  it('a template is put in place with as many groups as it asks for', async () => {
    const house = await watchHouse();
    await settleIn(house);
    const cycle = { id: 'c1', unit: 'park', post: 'officer', anchor: '2026-11-20', from: '2026-11-20', until: null };
    expect(await house.ask['duty.change']({ change: { do: 'apply-template', template: 'three-groups', groups: ['g1'], cycle } as never, despite: true }, anybody)).toMatchObject({ ok: false, fault: { code: 'template-groups', params: { needs: 3, given: 1 } } });
    expect((await changes(house, { do: 'apply-template', template: 'three-groups', groups: ['g1', 'g2', 'g3'], cycle })).applied).toBe(true);
    expect(await on(house)).toEqual(['g1a员* 138****1001', 'g1b员 138****1002']);
  });

  it('of a person what is not said stays, and who moves to another enterprise needs the right for both', async () => {
    const house = await watchHouse();
    await settleIn(house);
    expect((await changes(house, { do: 'put-person', id: 'e1', phone: '13900000009', unit: 'ENT-1' })).applied).toBe(true);
    expect(done(await house.ask['duty.phone']({ person: 'e1' }, anybody))).toEqual({ name: '企一', phone: '13900000009' });
    const own = loggedIn('p-1', ['duty.view', 'duty.change'], ['ENT-1']);
    expect((await changes(house, { do: 'put-person', id: 'e1', name: '企业甲', unit: 'ENT-1' }, true, own)).applied).toBe(true);
    expect(await house.ask['duty.change']({ change: { do: 'put-person', id: 'e1', unit: 'park' } as never, despite: true }, own)).toMatchObject({ fault: { code: 'outside-scope' } });
    expect(await house.ask['duty.change']({ change: { do: 'put-person', id: 'g1a', unit: 'ENT-1' } as never, despite: true }, own)).toMatchObject({ fault: { code: 'outside-scope' } });
    expect(await house.ask['duty.change']({ change: { do: 'put-person', id: 'new', name: '某', unit: 'park' } as never, despite: true }, anybody)).toMatchObject({ fault: { code: 'duty-person-needs' } });
  });

  it('two changes at once are judged one after the other', async () => {
    const house = await watchHouse();
    await settleIn(house);
    const entry = (unit: string) => ({ do: 'put-entries', entries: [{ unit, date: '2026-11-21', shift: 'early', post: 'leader', people: ['g3b'] }] });
    const [one, other] = await Promise.all([changes(house, entry('ENT-1')), changes(house, entry('park'))]);
    expect(one.applied).toBe(true);
    expect([other.applied, findings(other)]).toEqual([false, ['!duty-person-twice']]);
  });
});

describe('swaps', () => {
  const zhao = loggedIn('g2a', ['duty.view']);
  const qian = loggedIn('g1a', ['duty.view']);
  const leader = loggedIn('boss', ['duty.view', 'duty.change']);
  const propose = (house: WatchHouse, session = zhao) => house.ask['duty.swap']({ act: { do: 'propose', give: turn('2026-11-21', 'late', 'g3a'), by: 'g1a', take: null } }, session);
  const approving = { do: 'put-unit', unit: { id: 'park', name: { zh: '园区', en: 'Park' }, cover: { leader: 0, officer: 2 }, approval: true } };

  it('DTY-15, DTY-16, DTY-42: proposed by who gives, agreed by who is asked, approved by a leader, and then the other is on duty', async () => {
    const house = await watchHouse();
    await settleIn(house);
    await changes(house, approving);
    const mine = loggedIn('g2a', ['duty.view']);
    const give = turn('2026-11-21', 'late', 'g2a');
    expect(await propose(house)).toMatchObject({ ok: false, fault: { code: 'swap-not-yours' } });
    const watch = done(await house.ask['duty.calendar']({ from: localDate('2026-11-23')!, until: localDate('2026-11-23')!, unit: 'park' }, anybody)).watches.find((w) => w.people.some((p) => p.person === 'g2a'))!;
    const [date = '', shift = ''] = watch.shift.split('/');
    const swap = done(await house.ask['duty.swap']({ act: { do: 'propose', give: turn(date, shift, 'g2a'), by: 'g1a', take: null } }, mine));
    expect(swap).toMatchObject({ state: 'proposed', approval: true, may: ['withdraw'] });
    expect(await house.ask['duty.swap']({ act: { do: 'propose', give, by: 'g1a', take: null } }, mine)).toMatchObject({ ok: false });
    expect(await house.ask['duty.swap']({ act: { do: 'agree', id: swap.id } }, mine)).toMatchObject({ ok: false, fault: { code: 'swap-not-yours' } });
    expect(done(await house.ask['duty.roster']({}, qian)).swaps.map((s) => s.may)).toEqual([['agree', 'refuse']]);
    expect(done(await house.ask['duty.swap']({ act: { do: 'agree', id: swap.id } }, qian)).state).toBe('agreed');
    expect(await house.ask['duty.swap']({ act: { do: 'approve', id: swap.id } }, qian)).toMatchObject({ ok: false });
    expect(done(await house.ask['duty.swap']({ act: { do: 'approve', id: swap.id } }, leader)).state).toBe('inForce');
    const after = done(await house.ask['duty.calendar']({ from: localDate(date)!, until: localDate(date)!, unit: 'park' }, anybody)).watches.find((w) => w.shift === watch.shift)!;
    expect(after.people.map((p) => `${p.person} ${p.by}`)).toContain('g1a swap');
    expect(house.events.filter((e) => e.kind === 'duty.swap').map((e) => [e.actor, (e.body as { how: string }).how])).toEqual([['g2a', 'propose'], ['g1a', 'agree'], ['boss', 'approve']]);
  });

  it('DTY-42: nobody gives a turn twice, one that is past, or one to who would stand in two places', async () => {
    const house = await watchHouse();
    await settleIn(house);
    const g2 = loggedIn('g2a', ['duty.view']);
    const ask = (give: ReturnType<typeof turn>, by: string) => house.ask['duty.swap']({ act: { do: 'propose', give, by, take: null } }, g2);
    expect(await ask(turn('2026-11-20', 'middle', 'g2a'), 'g1a')).toMatchObject({ fault: { code: 'swap-past' } });
    expect(await ask(turn('2026-11-21', 'early', 'g2a'), 'g1a')).toMatchObject({ fault: { code: 'swap-turn' } });
    expect(await ask(turn('2026-11-26', 'early', 'g2a'), 'g2a')).toMatchObject({ ok: false });
    const { watches } = done(await house.ask['duty.calendar']({ from: localDate('2026-11-21')!, until: localDate('2026-11-28')!, unit: 'park' }, anybody));
    const own = watches.find((w) => w.people.some((p) => p.person === 'g2a'))!;
    const [date = '', shift = ''] = own.shift.split('/');
    expect(await ask(turn(date, shift, 'g2a'), 'e1')).toMatchObject({ ok: true });
    expect(await ask(turn(date, shift, 'g2a'), 'e2')).toMatchObject({ fault: { code: 'swap-again' } });
    const second = watches.findLast((w) => w.people.some((p) => p.person === 'g2a'))!;
    const [day = '', later = ''] = second.shift.split('/');
    const busy = { do: 'put-entries', entries: [{ unit: 'ENT-1', date: day, shift: later, post: 'officer', people: ['e2'] }] };
    expect((await changes(house, busy)).applied).toBe(true);
    expect(await ask(turn(day, later, 'g2a'), 'e2')).toMatchObject({ ok: false, fault: { code: 'duty-person-twice' } });
  });

  it('DTY-18: what nobody settled is over when its shift begins, and the journal says so', async () => {
    const house = await watchHouse();
    await settleIn(house);
    house.desk.run();
    const give = turn('2026-11-20', 'late', 'g3a');
    const { watches } = done(await house.ask['duty.calendar']({ from: give.date, until: give.date, unit: 'park' }, anybody));
    const who = watches.find((w) => w.shift === '2026-11-20/late')!.people[0]!.person;
    const swap = done(await house.ask['duty.swap']({ act: { do: 'propose', give: { ...give, person: who }, by: 'e1', take: null } }, loggedIn(who, ['duty.view'])));
    house.pass(at('2026-11-20T16:29:50') - house.now());
    await house.settle();
    expect(done(await house.ask['duty.roster']({}, anybody)).swaps[0]!.state).toBe('proposed');
    house.pass(20_000);
    await house.settle();
    expect(done(await house.ask['duty.roster']({}, anybody)).swaps[0]).toMatchObject({ id: swap.id, state: 'expired', may: [] });
    expect(house.said).toContain('now');
    house.desk.stop();
  });
});

describe('gaps ahead', () => {
  it('DTY-21: a gap is told once, a day ahead, and told to be filled; after a restart it is not told again', async () => {
    const house = await watchHouse();
    await settleIn(house);
    house.desk.run();
    await house.settle();
    expect(kinds(house)).not.toContain('duty.gap');
    await changes(house, { do: 'put-leave', leave: { id: 'l1', person: 'g2a', from: '2026-11-21', until: '2026-11-21' } });
    for (let i = 0; i < 3; i++) { house.pass(10_000); await house.settle(); }
    const told = house.events.filter((e) => e.kind === 'duty.gap');
    expect(told.map((e) => [e.subject, e.actor])).toEqual([['park 2026-11-21/middle officer', 'engine']]);
    expect(told[0]!.body).toMatchObject({ has: 1, needs: 2, why: 'leave', start: '08:30', date: '2026-11-21' });
    house.desk.stop();

    const again = await watchHouse({ kept: house.events, start: house.now() });
    again.desk.run();
    await again.settle();
    expect(again.events.filter((e) => e.kind === 'duty.gap').length).toBe(1);
    await changes(again, { do: 'put-entries', entries: [{ unit: 'park', date: '2026-11-21', shift: 'middle', post: 'officer', people: ['g2b', 'e1'] }] });
    again.pass(10_000);
    await again.settle();
    expect(again.events.at(-1)).toMatchObject({ kind: 'duty.gap-filled', subject: 'park 2026-11-21/middle officer' });
    again.desk.stop();
  });

  it('DTY-22: a unit that is not rostered for the days ahead is named, and named again when it is', async () => {
    const house = await watchHouse();
    await settleIn(house);
    house.desk.run();
    await changes(house, { do: 'put-unit', unit: { id: 'ENT-1', name: { zh: '企业一', en: 'Works 1' }, cover: { leader: 0, officer: 1 } } });
    house.pass(10_000);
    await house.settle();
    expect(house.events.filter((e) => e.kind === 'duty.late').map((e) => [e.subject, (e.body as { until: number }).until])).toEqual([['ENT-1', at('2026-11-20T09:00:10')]]);
    await changes(house, { do: 'put-unit', unit: { id: 'ENT-1', name: { zh: '企业一', en: 'Works 1' }, cover: { leader: 0, officer: 0 } } });
    house.pass(10_000);
    await house.settle();
    expect(house.events.filter((e) => e.kind === 'duty.late').at(-1)).toMatchObject({ subject: 'ENT-1', body: { until: null } });
    house.desk.stop();
  });

  it('what cannot be written is due again', async () => {
    const house = await watchHouse();
    await settleIn(house);
    await changes(house, { do: 'put-leave', leave: { id: 'l1', person: 'g2a', from: '2026-11-21', until: '2026-11-21' } });
    house.disk.breakDisk({ code: 'disk-full', params: {} });
    house.desk.run();
    await house.settle();
    house.disk.breakDisk(null);
    house.pass(10_000);
    await house.settle();
    expect(kinds(house).filter((k) => k === 'duty.gap').length).toBe(1);
    house.desk.stop();
  });
});
