import { expect, it, onTestFinished, vi } from 'vitest';
import { memory, memoryPeer } from '#adapters/memory';
import { engineContract } from '#app/contract';
import type { Annotation } from '#app/history';
import { nowhere } from '#app/output';
import { connect } from '#kernel/client';
import { fail, type Result } from '#kernel/result';
import { actor, nodeId, permissions, unidentified, type Permission, type Session } from '#kernel/session';
import { startEngine } from '../../../../main/engine/engine.ts';
import { realClock } from '../../../clock.ts';
import { inProcess } from '../../../in-process-collector.ts';
import { memoryJournal } from '../../../journal-double.ts';
import { point, smallSite, source } from '../../../small-site.ts';
import { channel } from '../../../wire.ts';

const site = smallSite([source('a', 'memory')], [point('A-1', 'a', '1'), point('A-2', 'a', '2')]);

/** One life of an engine over a journal that outlives it. */
async function live(double: ReturnType<typeof memoryJournal>) {
  const notes: string[] = [];
  const started = await startEngine({ realm: 'live', clock: realClock, journal: double.journal, outputs: nowhere, history: null, dataDir: '', note: (line) => notes.push(line) }, site, {
    connect: inProcess((_s, deps) => memory(memoryPeer(), deps)), restart: null, workstation: 'desk-1', importFrom: 'small', keptSite: null, event: null, checkOutputs: true, reload: async () => fail('no-site-folder'),
  });
  if (!started.ok) throw new Error(started.fault.code);
  const ends: (() => void)[] = [];
  let stopped = false;
  const stop = async (): Promise<void> => { if (stopped) return; stopped = true; for (const end of ends) end(); await started.value.stop(); };
  onTestFinished(stop);
  /** A window of somebody; `elsewhere`: her right to write notes does not count for these points. */
  function window(who: string, may: readonly Permission[] = permissions, everywhere = true) {
    const wire = channel();
    const session: Session = { ...unidentified('desk-1', nodeId('n1'), 'live', may), actor: actor(who), allows: (needs) => may.includes(needs) && (everywhere || needs !== 'history.annotate') };
    const close = started.ok ? started.value.open(wire.engine, () => session) : () => {};
    ends.push(() => { close(); wire.close(); });
    return connect(engineContract, wire.window, (run) => setTimeout(run, 0));
  }
  return { window, stop, notes };
}
function value<T>(r: Result<T>): T { if (!r.ok) throw new Error(JSON.stringify(r.fault)); return r.value; }
const code = (r: Result<unknown>): string => (r.ok ? 'ok' : r.fault.code);
const said = (double: ReturnType<typeof memoryJournal>) => double.events.filter((e) => e.kind.startsWith('history.annot')).map((e) => [e.kind, e.subject, e.actor, e.body]);

it('HIS-70 HIS-72 a note is an event of the journal before it is answered, told to every window, and outlives the engine', async () => {
  const double = memoryJournal();
  const first = await live(double);
  const [window, other] = [first.window('p-1'), first.window('p-2')];
  const heard: Annotation[] = [];
  other.listen('history.annotated', { value: (note) => heard.push(note) });
  const asked = { points: ['A-1'], at: 1000, to: 5000, text: ' 换泵，液位波动 ' };
  const note = value(await window.call('history.annotate', asked));
  expect(note).toMatchObject({ points: ['A-1'], at: 1000, to: 5000, text: '换泵，液位波动', by: 'p-1', withdrawn: null });
  expect(said(double)).toEqual([['history.annotated', note.id, 'p-1', { ...asked, text: '换泵，液位波动' }]]);
  await vi.waitFor(() => expect(heard).toEqual([note]));
  expect(value(await other.call('journal.recent', { limit: 5 })).find((l) => l.kind === 'history.annotated')).toMatchObject({ actor: 'p-1', params: { text: '换泵，液位波动', points: 'A-1', at: 1000 } });
  await first.stop();
  const second = (await live(double)).window('p-3');
  expect(value(await second.call('history.annotations', { points: ['A-1', 'A-2'], from: 0, to: 2000 }))).toEqual([note]);
  expect(value(await second.call('history.annotations', { points: ['A-2'], from: 0, to: 2000 }))).toEqual([]);
  expect(code(await second.call('history.annotations', { points: [], from: 5, to: 5 }))).toBe('bad-span');
});

it('HIS-73 who wrote it takes it back, and whoever may write notes there; both names stay in the journal', async () => {
  const double = memoryJournal();
  const engine = await live(double);
  const [own, other, scoped] = [engine.window('p-1'), engine.window('p-2'), engine.window('p-3', permissions, false)];
  const write = async () => value(await own.call('history.annotate', { points: ['A-1'], at: 1, to: null, text: 'x' }));
  const [a, b] = [await write(), await write()];
  expect(code(await scoped.call('history.withdraw', { id: a.id }))).toBe('forbidden');
  const ownElsewhere = engine.window('p-1', permissions, false);                                            // her right counts elsewhere by now
  expect(value(await ownElsewhere.call('history.withdraw', { id: a.id }))).toMatchObject({ by: 'p-1', withdrawn: 'p-1' });
  const heard: Annotation[] = [];
  own.listen('history.annotated', { value: (note) => heard.push(note) });
  expect(value(await other.call('history.withdraw', { id: b.id }))).toMatchObject({ by: 'p-1', withdrawn: 'p-2' });
  expect(value(await own.call('history.withdraw', { id: b.id }))).toMatchObject({ withdrawn: 'p-2' });        // once is enough
  await vi.waitFor(() => expect(heard.filter((n) => n.withdrawn === 'p-2')).toHaveLength(1));
  expect(said(double).slice(2).map(([kind, id, who]) => [kind, id, who])).toEqual([['history.annotation-withdrawn', a.id, 'p-1'], ['history.annotation-withdrawn', b.id, 'p-2']]);
  expect(value(await own.call('history.annotations', { points: [], from: 0, to: 10 }))).toEqual([]);
  expect(code(await own.call('history.withdraw', { id: 'note-of-nobody' }))).toBe('no-such-note');
});

it('HIS-72 nothing is written of a point the site does not know, with an end before its beginning, where the right does not count, or while nothing can be recorded', async () => {
  const double = memoryJournal();
  const engine = await live(double);
  const [window, scoped] = [engine.window('p-1'), engine.window('p-3', permissions, false)];
  expect(code(await window.call('history.annotate', { points: ['A-9'], at: 1, to: null, text: 'x' }))).toBe('no-such-point');
  expect(code(await window.call('history.annotate', { points: ['A-1'], at: 5, to: 5, text: 'x' }))).toBe('bad-span');
  expect(code(await window.call('history.annotate', { points: ['A-1'], at: 5, to: null, text: '   ' }))).toBe('bad-input');
  expect(code(await scoped.call('history.annotate', { points: ['A-1'], at: 5, to: null, text: 'x' }))).toBe('forbidden');
  double.breakDisk({ code: 'disk-full', params: {} });
  expect(code(await window.call('history.annotate', { points: ['A-1'], at: 5, to: null, text: 'x' }))).toBe('not-recorded');
  double.breakDisk(null);
  expect(value(await window.call('history.annotations', { points: [], from: 0, to: 10 }))).toEqual([]);
  expect(said(double)).toEqual([]);
});
