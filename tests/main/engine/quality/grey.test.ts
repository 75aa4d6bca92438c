import { expect, it, onTestFinished, vi } from 'vitest';
import { memory, memoryPeer, type MemoryPeer } from '#adapters/memory';
import { batchOf, type PointWhy, type SourceQuality } from '#app/acquisition';
import { engineContract } from '#app/contract';
import { nowhere } from '#app/output';
import type { Site, SourceDefinition } from '#app/park';
import { connect } from '#kernel/client';
import { fail } from '#kernel/result';
import { nodeId, permissions, unidentified } from '#kernel/session';
import { epochMs } from '#kernel/time';
import { startEngine, type Engine } from '../../../../main/engine/engine.ts';
import { realClock } from '../../../clock.ts';
import { inProcess } from '../../../in-process-collector.ts';
import { memoryJournal } from '../../../journal-double.ts';
import { point, smallSite, source } from '../../../small-site.ts';
import { channel } from '../../../wire.ts';

/** A whole engine over one memory source, asked through a real port. */
async function desk(site: Site, may = [...permissions], calm = 5) {
  const peer: MemoryPeer = memoryPeer();
  for (const address of ['1', '2', '3']) peer.values.set(address, calm);
  const double = memoryJournal();
  const started = await startEngine({ realm: 'live', clock: realClock, journal: double.journal, outputs: nowhere, history: null, dataDir: '', note: () => {} }, site, {
    connect: inProcess((_s, deps) => memory(peer, deps)), restart: null, workstation: 'desk-1', importFrom: null, keptSite: null, event: null, checkOutputs: true, reload: async () => fail('no-site-folder'),
  });
  if (!started.ok) throw new Error(started.fault.code);
  const engine: Engine = started.value;
  const wire = channel();
  const close = engine.open(wire.engine, () => unidentified('desk-1', nodeId('n1'), 'live', may));
  const window = connect(engineContract, wire.window, (run) => setTimeout(run, 0));
  onTestFinished(async () => { close(); wire.close(); await engine.stop(); });
  const why = async (id: string): Promise<PointWhy> => { const r = await window.call('point.why', { point: id }); if (!r.ok) throw new Error(r.fault.code); return r.value; };
  const quality = async (offset = 0, limit = 50): Promise<SourceQuality> => { const r = await window.call('source.quality', { source: 'a', offset, limit }); if (!r.ok) throw new Error(r.fault.code); return r.value; };
  const alarms = async (): Promise<string[]> => { const r = await window.call('alarm.list', {}); if (!r.ok) throw new Error(r.fault.code); return r.value.map((a) => a.id); };
  return { peer, double, window, engine, why, quality, alarms };
}
const chain = ({ why }: PointWhy): string[] => why.map((w) => [w.code, w.params['word'] ?? w.fault?.code ?? ''].join(' ').trim());
const set = (peer: MemoryPeer, address: string, value: number): void => { peer.values.set(address, value); peer.changed(address); };
const on = (...points: ReturnType<typeof point>[]): Site => smallSite([source('a', 'memory')], points);
const loop = { raw: { low: 4, high: 20 } } as const;

it('a 4 to 20 mA detector: half scale is 50, a broken wire speaks as no value and says why, a saturated one raises', async () => {
  const { peer, why, alarms, window } = await desk(on(point('G-1', 'a', '1', { treatment: loop }), point('G-2', 'a', '2', { treatment: loop }), point('G-3', 'a', '3', { treatment: loop })), [...permissions], 5);
  set(peer, '1', 7); set(peer, '2', 0); set(peer, '3', 22);
  await vi.waitFor(async () => expect((await alarms()).toSorted()).toEqual(['G-2.noValue', 'G-3.H']));
  expect(await window.call('point.watch', { points: ['G-1', 'G-2'] })).toMatchObject({ ok: true, value: [{ point: 'G-1', value: 18.75, quality: 'good' }, { point: 'G-2', value: -25, quality: 'bad' }] });
  expect(chain(await why('G-1'))).toEqual([]);
  expect(chain(await why('G-2'))).toEqual(['word 808C', 'below-range']);
  expect(chain(await why('G-3'))).toEqual(['word 4094', 'above-range']);
});

it('a grey point whose source is lost says the link first, since when, and why', async () => {
  const { peer, why, quality } = await desk(on(point('G-1', 'a', '1'), point('G-2', 'a', '2')));
  set(peer, '1', 5);
  await vi.waitFor(async () => expect((await quality()).source.good).toBe(2));
  peer.up = false; peer.changed();
  await vi.waitFor(async () => expect(chain(await why('G-1'))).toEqual(['link unreachable', 'word 8031']));
  const [link] = (await why('G-1')).why;
  expect(Math.abs(Date.now() - link!.since!)).toBeLessThan(5000);
  await vi.waitFor(async () => expect(await quality()).toMatchObject({ source: { link: 'down', bad: 2 }, words: [{ word: '8031', quality: 'bad', points: 2 }], faults: [{ link: 'down', fault: { code: 'unreachable' } }], points: { total: 2 } }));
});

it('the page of a source: its points that are not good, the longest first, page by page, and no more than asked for', async () => {
  const many = Array.from({ length: 30 }, (_, i) => point(`P-${i}`, 'a', String(i)));
  const { peer, quality, window } = await desk(on(...many));
  peer.faults.set('9', 0x808b_0000);
  peer.changed('9');
  await vi.waitFor(async () => expect((await quality()).points.rows.map((p) => p.point)).toContain('P-9'));
  for (let i = 0; i < 30; i++) { peer.values.set(String(i), 5); if (i % 3 === 0) peer.faults.set(String(i), 0x808b_0000); }
  peer.changed();
  await vi.waitFor(async () => expect((await quality()).points.total).toBe(10));
  const [one, two] = [await quality(0, 6), await quality(6, 6)];
  expect([one.points.rows.length, two.points.rows.length]).toEqual([6, 4]);
  expect(one.points.rows[0]?.point).toBe('P-9');
  expect(new Set([...one.points.rows, ...two.points.rows].map((p) => p.point)).size).toBe(10);
  expect(one.words).toEqual([{ word: '808B', quality: 'bad', points: 10 }]);
  expect(await window.call('source.quality', { source: 'a', offset: 0, limit: 201 })).toMatchObject({ ok: false, fault: { code: 'bad-input' } });
  expect(await window.call('source.quality', { source: 'nobody', offset: 0, limit: 1 })).toMatchObject({ ok: false, fault: { code: 'no-such-source' } });
  expect(await window.call('point.why', { point: 'nobody' })).toMatchObject({ ok: false, fault: { code: 'no-such-point' } });
});

it('without the right to see sources and points nothing is answered', async () => {
  const { window } = await desk(on(point('G-1', 'a', '1')), ['alarm.view']);
  expect(await window.call('source.quality', { source: 'a', offset: 0, limit: 1 })).toMatchObject({ ok: false, fault: { code: 'forbidden' } });
  expect(await window.call('point.why', { point: 'G-1' })).toMatchObject({ ok: false, fault: { code: 'forbidden' } });
});

it('ACQ-06 a jump is counted for its source', async () => {
  const { peer, quality, why } = await desk(on(point('G-1', 'a', '1', { treatment: { maxRate: 1 } })));
  set(peer, '1', 5);
  await vi.waitFor(async () => expect((await quality()).source.good).toBe(1));
  set(peer, '1', 20);
  await vi.waitFor(async () => expect(await quality()).toMatchObject({ jumps: 1, source: { uncertain: 1 } }));
  expect(chain(await why('G-1'))).toEqual(['word 4095']);
});

it('ACQ-08 within its deadband a window is told nothing, and an alarm all the same', async () => {
  const { peer, window, alarms, quality } = await desk(on(point('G-1', 'a', '1', { treatment: { showDeadband: 10 } }), point('G-2', 'a', '2')));
  const heard: (number | null)[] = [];
  const beside: (number | null)[] = [];
  window.listen('point.latest', { value: (v) => { (v.point === 'G-1' ? heard : beside).push(v.value); } });
  await window.call('point.watch', { points: ['G-1', 'G-2'] });
  set(peer, '1', 20);
  await vi.waitFor(() => expect(heard.at(-1)).toBe(20));
  const before = heard.length;
  set(peer, '1', 26); set(peer, '2', 6);
  await vi.waitFor(() => expect(beside.at(-1)).toBe(6));             // the window was told of its neighbour since
  expect(heard.length).toBe(before);
  await vi.waitFor(async () => expect(await alarms()).toEqual(['G-1.H']));
  set(peer, '1', 31);
  await vi.waitFor(() => expect(heard.slice(before)).toEqual([31]), 3000);
  expect((await quality()).source.samples).toBeGreaterThanOrEqual(3);
});

const wrong = { ...source('a', 'memory'), clockToleranceMs: 1000 } satisfies SourceDefinition;
it('ACQ-15, 17 a source whose clock is wrong is marked and journalled, its values are kept, and one alarm of the source comes of it', async () => {
  const { peer, double, quality, why, alarms, window } = await desk(smallSite([wrong], [point('G-1', 'a', '1')]));
  await vi.waitFor(async () => expect((await quality()).source.link).toBe('up'));
  const began = performance.now();
  const feed = setInterval(() => void peer.push(batchOf([{ handle: 1, value: 7, status: 0, sourceTime: epochMs(Date.now() + 3_600_000), receivedTime: epochMs(Date.now()) }])), 200);
  onTestFinished(() => clearInterval(feed));
  await vi.waitFor(async () => expect((await quality()).clock.wrongSince).not.toBeNull(), { timeout: 45_000, interval: 500 });
  expect(performance.now() - began).toBeLessThan(40_000);
  expect(await quality()).toMatchObject({ clock: { toleranceMs: 1000 } });
  expect((await quality()).source.clockOffBy).toBeCloseTo(3_600_000, -4);
  expect(chain(await why('G-1'))).toEqual(['clock']);
  expect(await window.call('point.watch', { points: ['G-1'] })).toMatchObject({ value: [{ value: 7, quality: 'good' }] });
  expect(double.events.filter((e) => e.kind === 'source.clock').map((e) => [e.subject, (e.body as { state: string }).state])).toEqual([['a', 'wrong']]);
  await vi.waitFor(async () => expect(await alarms()).toEqual(['a.clock']), 3000);
}, 60_000);

it('ACQ-10, 17 a value that stands still is suspected, shown and journalled, and trusted again when it moves; no alarm comes of it', async () => {
  const { peer, double, quality, why, alarms } = await desk(on(point('G-1', 'a', '1', { treatment: { frozenAfterMs: 1500 } }), point('G-2', 'a', '2')));
  const feed = setInterval(() => { set(peer, '1', 7); set(peer, '2', 7); }, 100);
  await vi.waitFor(async () => expect(chain(await why('G-1'))).toEqual(['frozen']), 5000);
  expect(await quality()).toMatchObject({ suspected: 1, points: { total: 1, rows: [{ point: 'G-1', quality: 'good' }] } });
  clearInterval(feed);
  set(peer, '1', 7.5);
  await vi.waitFor(async () => expect(chain(await why('G-1'))).toEqual([]));
  await vi.waitFor(() => expect(double.events.filter((e) => e.subject === 'G-1').map((e) => [e.kind, (e.body as { state: string }).state])).toEqual([['point.suspected', 'frozen'], ['point.trusted', 'frozen']]));
  expect(await alarms()).toEqual([]);
});

it('another site without a restart: a point is converted otherwise from then on', async () => {
  const { peer, engine, window, quality } = await desk(on(point('G-1', 'a', '1', { treatment: loop })));
  set(peer, '1', 12);
  await vi.waitFor(async () => expect((await quality()).source.good).toBe(1));
  await engine.replaceSite(on(point('G-1', 'a', '1', { treatment: { raw: { low: 0, high: 24 } } })), 'next', 'lead' as never);
  await vi.waitFor(async () => { set(peer, '1', 6); expect(await window.call('point.watch', { points: ['G-1'] })).toMatchObject({ value: [{ value: 25 }] }); });
});
