import { expect, it, onTestFinished, vi } from 'vitest';
import type { AlarmChange } from '#app/alarm';
import { nowhere } from '#app/output';
import { fail } from '#kernel/result';
import { collector } from '../../../../main/engine/collect/collector.ts';
import { startEngine } from '../../../../main/engine/engine.ts';
import { realClock } from '../../../clock.ts';
import { memoryJournal } from '../../../journal-double.ts';
import { point, smallSite, source } from '../../../small-site.ts';

const url = new URL('./odd-worker.ts', import.meta.url);

it('a collector that hangs in a loop without end is ended, named in the journal, alarmed once, and started again, while the engine and the other source go on', async () => {
  const double = memoryJournal();
  const said: string[] = [];
  const starts: string[] = [];
  const started = await startEngine({ realm: 'live', clock: realClock, journal: double.journal, outputs: nowhere, history: null, dataDir: '', note: () => {} }, smallSite([source('a', 'odd'), source('b', 'odd')], [point('P', 'a', '1'), point('Q', 'b', '1')]), {
    connect: ({ id }, ears) => {
      const how = id === 'a' && !starts.includes('a') ? 'well-then-hang' : 'well';
      starts.push(id);
      return collector({ source: id, kind: 'odd', options: how, bound: 10, dataDir: '' }, url, realClock, ears, { hungAfterMs: 800, startWithinMs: 5000, closeWithinMs: 300 });
    },
    restart: null, workstation: 'desk-1', importFrom: null, keptSite: null, event: (c: AlarmChange) => said.push(`${c.what} ${c.alarm.id} ${c.reason?.code ?? ''}`.trim()), checkOutputs: true, reload: async () => fail('no-site-folder'),
  });
  if (!started.ok) throw new Error(started.fault.code);
  onTestFinished(() => started.value.stop());
  const journalled = (): unknown[] => double.events.filter((e) => e.subject === 'a' && e.kind.startsWith('source.')).map((e) => [e.kind, (e.body as { link: string; fault?: { code: string } }).link, (e.body as { fault?: { code: string } }).fault?.code ?? null]);
  await vi.waitFor(() => expect(journalled()).toEqual([['source.changed', 'up', null], ['source.quarantined', 'quarantined', 'collector-hung'], ['source.changed', 'up', null]]), 10_000);
  expect(said).toEqual(['raised a.source collector-hung']);
  expect([starts.filter((s) => s === 'a').length, starts.filter((s) => s === 'b').length]).toEqual([2, 1]);
  expect(double.events.filter((e) => e.subject === 'b').map((e) => e.kind)).toEqual(['source.changed']);
}, 20_000);
