import { expect, it, onTestFinished } from 'vitest';
import type { AuditEvent, AuditSearch, AuditState } from '#app/audit';
import { fail, ok, type Result } from '#kernel/result';
import { nodeId, unidentified } from '#kernel/session';
import { auditStore, keyOf } from '../../../../renderer/features/audit/store.ts';
import { engineDouble, until, type Calls } from '../../engine-double.ts';

const everything: AuditSearch = { words: [], kinds: [], actors: [], subjects: [], from: null, until: null };
const event = (seq: number): AuditEvent => ({ node: 'n', seq, time: seq, actor: 'engine', kind: 'k', v: 1, subject: 's', body: '{}', cut: false, hash: 'h', prev: 'p', line: { seq, time: seq, shift: '', actor: 'engine', kind: 'k', subject: 's', params: {} }, sealed: [] });
const state = (trust: AuditState['trust']): AuditState => ({ trust, own: 'n', head: { node: 'n', seq: 9, hash: 'h', time: 9 }, publicKey: null, last: null, since: [], folders: [], verifying: null, exporting: null, nextAt: 0, behind: 0 });
type Page = { events: AuditEvent[]; next: number | null; behind: number };

function opened(calls: Calls) {
  const engine = engineDouble({ 'audit.state': async () => ok(state('ok')), ...calls }, () => unidentified('desk-1', nodeId('n'), 'live', ['audit.view', 'audit.export']));
  const store = auditStore(engine.client);
  onTestFinished(() => { store.dispose(); engine.close(); });
  store.begin();
  return { store, engine, found: () => store.state.getState().found };
}

it('pages follow each other, and the last says that it was all', async () => {
  const asked: (number | null)[] = [];
  const { store, found } = opened({ 'audit.search': async ({ before }) => { asked.push(before); return ok(before === null ? { events: [event(9), event(8)], next: 77, behind: 3 } : { events: [event(7)], next: null, behind: 0 }); } });
  store.search(everything);
  expect(found().phase).toBe('searching');
  await until(() => found().phase === 'listed');
  expect([found().events.map((e) => e.seq), found().next, found().behind]).toEqual([[9, 8], 77, 3]);
  store.more();
  store.more();                                   // asked twice by a list that scrolls: one page comes
  await until(() => found().phase === 'listed');
  expect([found().events.map((e) => e.seq), found().next, asked]).toEqual([[9, 8, 7], null, [null, 77]]);
  store.more();
  expect(found().phase).toBe('listed');
});
it('a search that was asked over is not what is shown', async () => {
  const first = Promise.withResolvers<Result<Page>>();
  let n = 0;
  const { store, found } = opened({ 'audit.search': () => (++n === 1 ? first.promise : Promise.resolve(ok({ events: [event(2)], next: null, behind: 0 }))) });
  store.search(everything);
  store.search({ ...everything, kinds: ['k'] });
  await until(() => found().phase === 'listed');
  first.resolve(ok({ events: [event(1)], next: null, behind: 0 }));
  await new Promise((resolve) => { setImmediate(resolve); });
  expect(found().events.map((e) => e.seq)).toEqual([2]);
});
it('a failed search says why, and what was listed of a failed page stays', async () => {
  let n = 0;
  const { store, found } = opened({ 'audit.search': async () => (++n === 1 ? ok({ events: [event(9)], next: 5, behind: 0 }) : fail('cancelled')) });
  store.search(everything);
  await until(() => found().phase === 'listed');
  store.more();
  await until(() => found().fault !== null);
  expect([found().phase, found().events.length, found().fault?.code]).toEqual(['listed', 1, 'cancelled']);
  store.search(everything);
  await until(() => found().phase === 'idle');
  expect([found().events.length, found().fault?.code]).toEqual([0, 'cancelled']);
});
it('who logs out leaves nothing behind, and an answer that comes afterwards is not kept', async () => {
  const slow = Promise.withResolvers<Result<Page>>();
  let n = 0;
  const { store, found } = opened({ 'audit.search': () => (++n === 1 ? Promise.resolve(ok({ events: [event(9)], next: null, behind: 0 })) : slow.promise) });
  store.search(everything);
  await until(() => found().phase === 'listed');
  store.search(everything);
  store.end();
  slow.resolve(ok({ events: [event(8)], next: null, behind: 0 }));
  await new Promise((resolve) => { setImmediate(resolve); });
  expect(store.state.getState()).toMatchObject({ found: { phase: 'idle', events: [] }, state: null, looked: null, chosen: null });
});
it('the event that was chosen last is the one that is looked at', async () => {
  const { store } = opened({
    'audit.search': async () => ok({ events: [event(9), event(8)], next: null, behind: 0 }),
    'audit.event': async ({ node, seq }) => (seq === 8 ? ok({ event: event(8), change: false, before: null, differences: [] }) : fail('no-such-event', { node, seq })),
  });
  store.search(everything);
  await until(() => store.state.getState().found.phase === 'listed');
  void store.choose(keyOf(event(9)));
  await store.choose(keyOf(event(8)));
  expect(store.state.getState()).toMatchObject({ chosen: 'n:8', looked: { event: { seq: 8 } }, lookFault: null });
  await store.choose(keyOf(event(9)));
  expect(store.state.getState()).toMatchObject({ looked: null, lookFault: { code: 'no-such-event' } });
});
it('progress is followed to its end, and then the state is read again', async () => {
  let trust: AuditState['trust'] = 'unknown';
  const running = { running: true, how: 'asked' as const, checked: 0, of: 10, eventsPerSecond: 0 };
  const { store, engine } = opened({ 'audit.state': async () => ok(state(trust)), 'audit.verify': async () => ok(running) });
  await until(() => store.state.getState().state?.trust === 'unknown');
  await store.verify();
  expect(store.state.getState().verifying?.running).toBe(true);
  trust = 'broken';
  engine.say('audit.verifying', { ...running, running: false, checked: 10 });
  await until(() => store.state.getState().state?.trust === 'broken');
  expect(store.state.getState().verifying).toBeNull();
});
it('an export says where it is, or why it is not', async () => {
  let full = false;
  const { store } = opened({ 'audit.export': async () => (full ? fail('disk-full', { dir: 'x', reason: 'y' }) : ok({ file: 'a.jsonl', manifest: 'a.manifest.json', events: 3, bytes: 9, sm3: 'f' })) });
  await store.take(everything, 'jsonl');
  expect(store.state.getState()).toMatchObject({ exported: { file: 'a.jsonl', events: 3 }, exporting: null });
  full = true;
  await store.take(everything, 'csv');
  expect(store.state.getState()).toMatchObject({ exported: null, exportFault: { code: 'disk-full' }, exporting: null });
});
