import { expect, it } from 'vitest';
import { actor } from '#kernel/session';
import { epochMs } from '#kernel/time';
import { draft } from '../../../storage/opened.ts';
import { asked, auditOf } from './auditing.ts';

const sealed = `sm4g.1.${'a'.repeat(16)}.eHl6.${'b'.repeat(22)}`;
const story = [
  draft('LEL-201.HH', { kind: 'alarm.note', body: { name: '一号罐区可燃气体' } }), draft('person-7', { kind: 'login.failed', actor: actor('desk-1'), body: { workstation: 'desk-1', why: 'password' } }),
  draft('person-7', { kind: 'person.created', body: { login: 'zhang', name: sealed, phone: null, enterprise: null } }),
  draft('access', { kind: 'policy.changed', body: { policy: { idleMs: 600_000, password: { length: 10 } } }, time: epochMs(1_700_000_100_000) }),
  draft('access', { kind: 'policy.changed', body: { policy: { idleMs: 300_000, password: { length: 10 } } }, time: epochMs(1_700_000_200_000) }),
  draft('desk-1', { kind: 'settings.changed', body: { before: { sound: true }, after: { sound: false } } }),
];

it('AUD-01 nobody else may ask anything of it', async () => {
  const it_ = await auditOf();
  const officer = it_.window(['alarm.view', 'journal.view', 'audit.export'], 'desk:1');
  expect(await officer.call('audit.search', { search: asked(''), before: null, limit: 10 })).toMatchObject({ ok: false, fault: { code: 'forbidden', params: { needs: 'audit.view' } } });
  for (const call of ['audit.state', 'audit.verify'] as const) expect(await officer.call(call, {})).toMatchObject({ ok: false, fault: { code: 'forbidden' } });
  expect(await officer.call('audit.event', { node: it_.journal.node, seq: 1 })).toMatchObject({ ok: false, fault: { code: 'forbidden' } });
  const looker = it_.window(['audit.view'], 'own:2');
  expect(await looker.call('audit.export', { search: asked(''), format: 'jsonl' })).toMatchObject({ ok: false, fault: { code: 'forbidden', params: { needs: 'audit.export' } } });
});
it('AUD-02, AUD-03 words find what their sentence says, the first page is journalled before it is answered, the next is not', async () => {
  const it_ = await auditOf();
  await it_.append(story);
  const window = it_.window();
  const found = await window.call('audit.search', { search: asked('登录失败', { from: 5 }), before: null, limit: 10 });
  expect(found).toMatchObject({ ok: true, value: { events: [{ kind: 'login.failed', subject: 'person-7', seq: 2, node: it_.journal.node, body: '{"why":"password","workstation":"desk-1"}', line: { kind: 'login.failed' } }], next: null, behind: 0 } });
  expect((await it_.events()).at(-1)).toMatchObject({ kind: 'audit.searched', actor: 'person-auditor', body: { words: '登录失败', from: 5 } });
  const first = await window.call('audit.search', { search: asked(''), before: null, limit: 3 });
  expect(first).toMatchObject({ ok: true, value: { events: [{ kind: 'audit.searched', body: '{"from":5,"words":"登录失败"}' }, { kind: 'settings.changed' }, { kind: 'policy.changed' }] } });
  const count = (await it_.events()).length;
  const next = await window.call('audit.search', { search: asked(''), before: first.ok ? first.value.next : 1, limit: 200 });
  expect(next.ok && next.value.events.map((e) => e.seq)).toEqual([4, 3, 2, 1]);
  expect((await it_.events()).length).toBe(count);
});
it('AUD-02 what cannot be journalled is not answered', async () => {
  const it_ = await auditOf({ recorded: false });
  await it_.append(story);
  const window = it_.window();
  expect(await window.call('audit.search', { search: asked(''), before: null, limit: 3 })).toEqual({ ok: false, fault: { code: 'not-recorded', params: {} } });
  expect(await window.call('audit.export', { search: asked(''), format: 'jsonl' })).toEqual({ ok: false, fault: { code: 'not-recorded', params: {} } });
});
it('AUD-04, AUD-05 one event, whole, with what of it is sealed', async () => {
  const it_ = await auditOf();
  const [first] = await it_.append([draft('site', { kind: 'site.part', body: { text: 'x'.repeat(9000) } }), ...story]);
  const window = it_.window();
  expect(await window.call('audit.event', { node: it_.journal.node, seq: 1 })).toMatchObject({ ok: true, value: { event: { cut: false, hash: first?.hash, body: `{"text":"${'x'.repeat(9000)}"}` }, change: false, before: null, differences: [] } });
  const page = await window.call('audit.search', { search: asked('', { subjects: ['person-7', 'site'] }), before: null, limit: 10 });
  expect(page.ok && page.value.events.map((e) => [e.kind, e.cut, e.sealed, JSON.stringify(e.line).includes('sm4g')])).toEqual([['person.created', false, ['name'], false], ['login.failed', false, [], false], ['site.part', true, [], false]]);
  expect(await window.call('audit.event', { node: it_.journal.node, seq: 99 })).toMatchObject({ ok: false, fault: { code: 'no-such-event' } });
  expect(await window.call('audit.event', { node: 'n-else', seq: 1 })).toMatchObject({ ok: false, fault: { code: 'no-such-event' } });
});
it('AUD-07, AUD-08 a change and what it changed', async () => {
  const it_ = await auditOf();
  await it_.append(story);
  const window = it_.window();
  const of = async (seq: number) => { const r = await window.call('audit.event', { node: it_.journal.node, seq }); return r.ok ? r.value : expect.fail(r.fault.code); };
  expect(await of(5)).toMatchObject({ change: true, before: { seq: 4 }, differences: [{ at: 'policy.idleMs', before: '600000', after: '300000' }] });
  const first = await of(4);
  expect(first).toMatchObject({ change: true, before: null });
  expect(first.differences.map((d) => d.at)).toContain('policy.password.length');
  expect(await of(6)).toMatchObject({ change: true, before: null, differences: [{ at: 'sound', before: 'true', after: 'false' }] });
  expect(await of(2)).toMatchObject({ change: false, differences: [] });
});
it('AUD-09 a new search at the seat, and cancelling, end the one that runs; another seat\'s goes on', async () => {
  const it_ = await auditOf();
  await it_.append(Array.from({ length: 6000 }, (_, i) => draft(`P-${i}`)));
  const [mine, other] = [it_.window(undefined, 'own:1'), it_.window(undefined, 'own:2')];
  const one = mine.call('audit.search', { search: asked('p'), before: null, limit: 10 });
  const beside = other.call('audit.search', { search: asked('p'), before: null, limit: 10 });
  const two = mine.call('audit.search', { search: asked('p-1'), before: null, limit: 10 });
  expect(await one).toMatchObject({ ok: false, fault: { code: 'cancelled' } });
  const three = two.then(async () => mine.call('audit.search', { search: asked('p-2'), before: null, limit: 10 }));
  expect([(await two).ok, (await beside).ok, (await three).ok]).toEqual([true, true, true]);
  const last = mine.call('audit.search', { search: asked('p-3'), before: null, limit: 10 });
  await mine.call('audit.cancel', { what: 'search' });
  expect(await last).toMatchObject({ ok: false, fault: { code: 'cancelled' } });
}, 60_000);
