import { expect, it, onTestFinished, vi } from 'vitest';
import { memory, memoryPeer } from '#adapters/memory';
import { engineContract } from '#app/contract';
import { nowhere } from '#app/output';
import { connect } from '#kernel/client';
import { fail } from '#kernel/result';
import { nodeId, permissions, unidentified, type Permission } from '#kernel/session';
import type { FolderMimics } from '#storage';
import { startEngine } from '../../../../main/engine/engine.ts';
import { keptMimics } from '../../../../main/engine/serve/mimics.ts';
import { drawn } from '../../../app/mimic/drawn.ts';
import { realClock } from '../../../clock.ts';
import { inProcess } from '../../../in-process-collector.ts';
import { memoryJournal } from '../../../journal-double.ts';
import { point, smallSite, source } from '../../../small-site.ts';
import { channel } from '../../../wire.ts';

const site = smallSite([source('a', 'memory')], [point('A-1', 'a', '1')]);
const folder = (...digests: readonly (readonly [id: string, digest: string])[]): FolderMimics => ({ mimics: digests.map(([id, digest]) => ({ id, svg: '<svg/>', drawing: drawn(), digest })), broken: [] });

/** One life of an engine over a journal that outlives it, with two windows. */
async function live(double: ReturnType<typeof memoryJournal>, found: FolderMimics | null, may: readonly Permission[] = permissions) {
  const started = await startEngine({ realm: 'live', clock: realClock, journal: double.journal, outputs: nowhere, history: null, dataDir: '', note: () => {} }, site, {
    connect: inProcess((_s, deps) => memory(memoryPeer(), deps)), restart: null, workstation: 'desk-1', importFrom: 'small', keptSite: null, event: null, checkOutputs: true, reload: async () => fail('no-site-folder'),
  });
  if (!started.ok) throw new Error(started.fault.code);
  if (found !== null) started.value.takeMimics(found);
  const one = (workstation: string) => {
    const wire = channel();
    const close = started.value.open(wire.engine, () => unidentified(workstation, nodeId('n1'), 'live', may));
    return { window: connect(engineContract, wire.window, (run) => setTimeout(run, 0)), end: (): void => { close(); wire.close(); } };
  };
  const [first, second] = [one('desk-1'), one('desk-2')];
  let stopped = false;
  const stop = async (): Promise<void> => { if (stopped) return; stopped = true; first.end(); second.end(); await started.value.stop(); };
  onTestFinished(stop);
  return { window: first.window, other: second.window, stop, engine: started.value };
}
const named = (zh: string) => drawn({ name: { zh, en: zh } });
const revisions = (r: Awaited<ReturnType<Awaited<ReturnType<typeof live>>['window']['call']>>): string[] => (r.ok && Array.isArray(r.value) ? (r.value as { id: string; revision: number; origin: string }[]).map((m) => `${m.id} ${m.revision} ${m.origin}`) : []);

it('MIM-10 two editors: the second to save is told whose it is now, and nothing of the first is lost', async () => {
  const double = memoryJournal();
  const { window, other } = await live(double, folder(['farm', '1']));
  const heard: string[] = [];
  other.listen('mimic.changed', { value: ({ id, revision }) => heard.push(`${id} ${revision}`) });
  await vi.waitFor(async () => expect(revisions(await window.call('mimic.list', {}))).toEqual(['farm 1 folder']));
  expect(await window.call('mimic.save', { id: 'farm', revision: 1, drawing: named('甲') })).toMatchObject({ ok: true, value: { revision: 2, origin: 'hand', by: 'unidentified@desk-1' } });
  expect(await other.call('mimic.save', { id: 'farm', revision: 1, drawing: named('乙') })).toMatchObject({ ok: false, fault: { code: 'mimic-changed', params: { by: 'unidentified@desk-1', revision: 2 } } });
  expect(await other.call('mimic.get', { id: 'farm' })).toMatchObject({ ok: true, value: { svg: '<svg/>', drawing: { name: { zh: '甲' } } } });
  await vi.waitFor(() => expect(heard).toContain('farm 2'));
  const two = await Promise.all([window.call('mimic.save', { id: 'new', revision: 0, drawing: named('一') }), other.call('mimic.save', { id: 'new', revision: 0, drawing: named('二') })]);
  expect(two.filter((r) => r.ok)).toHaveLength(1);                 // at the same moment: one of them
});

it('MIM-08 what a hand saved outlives a restart with the same folder, and an engine without one; a newer file has the last word', async () => {
  const double = memoryJournal();
  const first = await live(double, folder(['farm', '1'], ['line', '1']));
  await first.window.call('mimic.save', { id: 'farm', revision: 1, drawing: named('改') });
  await first.stop();
  const second = await live(double, folder(['farm', '1'], ['line', '1']));
  expect(revisions(await second.window.call('mimic.list', {}))).toEqual(['farm 2 hand', 'line 1 folder']);
  await second.stop();
  const alone = await live(double, null);
  expect(await alone.window.call('mimic.get', { id: 'farm' })).toMatchObject({ ok: true, value: { drawing: { name: { zh: '改' } } } });
  await alone.stop();
  const third = await live(double, folder(['farm', '2']));
  await vi.waitFor(async () => expect(revisions(await third.window.call('mimic.list', {}))).toEqual(['farm 3 folder']));   // MIM-09: `line` went from the folder
  await third.stop();
  const kept = await keptMimics(double.journal);
  expect(kept.ok && [...kept.value.values()].filter((m) => m.drawing !== null).map((m) => m.id)).toEqual(['farm']);
});

it('MIM-09 a broken file stands in its place with its reason, and what was known before stays', async () => {
  const double = memoryJournal();
  const first = await live(double, folder(['farm', '1']));
  await vi.waitFor(async () => expect(revisions(await first.window.call('mimic.list', {}))).toHaveLength(1));
  const fault = { code: 'mimic-malformed', params: { at: 'symbols.0' } };
  first.engine.takeMimics({ mimics: [], broken: [{ id: 'farm', file: 'mimics/farm.json', fault }, { id: 'other', file: 'mimics/other.json', fault }] });
  expect(await first.window.call('mimic.list', {})).toMatchObject({ ok: true, value: [{ id: 'farm', revision: 1, fault }, { id: 'other', revision: 0, fault }] });
  expect(await first.window.call('mimic.get', { id: 'farm' })).toMatchObject({ ok: true, value: { drawing: { name: { en: 'Tank farm' } } } });
  expect(await first.window.call('mimic.get', { id: 'other' })).toMatchObject({ ok: true, value: { drawing: null, head: { fault } } });
  expect(await first.window.call('mimic.get', { id: 'none' })).toMatchObject({ ok: false, fault: { code: 'no-such-mimic' } });
});

it('who may not change saves nothing, nobody sends an SVG, and the log line holds no drawing', async () => {
  const double = memoryJournal();
  const { window } = await live(double, folder(['farm', '1']), permissions.filter((p) => p !== 'mimic.change'));
  expect(await window.call('mimic.save', { id: 'farm', revision: 1, drawing: drawn() })).toMatchObject({ ok: false, fault: { code: 'forbidden' } });
  const { window: free, stop } = await live(memoryJournal(), folder(['farm', '1']));
  const much = { ...drawn(), symbols: Array.from({ length: 501 }, (_, i) => ({ ...drawn().symbols[0]!, id: `s${i}` })) };
  expect((await free.call('mimic.save', { id: 'farm', revision: 1, drawing: much })).ok).toBe(false);
  expect(await free.call('mimic.save', { id: 'farm', revision: 1, drawing: { ...drawn(), svg: '<svg onload="x"/>' } as never })).toMatchObject({ ok: false });
  const lines = await free.call('journal.recent', { limit: 50 });
  expect(lines.ok && lines.value.filter((l) => l.kind.startsWith('mimic.')).map((l) => l.params)).toEqual([{ subject: 'farm', revision: 1 }]);
  await stop();
});
