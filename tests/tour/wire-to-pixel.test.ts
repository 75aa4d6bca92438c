/** THE TOUR. One gas reading, from the device's bytes to a row on the officer's screen, and the acknowledgement back. Every part is the real one. */
import { expect, it, onTestFinished } from 'vitest';
import { modbusDevice } from '../../simulator/devices/modbus.ts';      // 0  the park: a device that speaks Modbus TCP
import { modbus } from '../../native-adapters/modbus/index.ts';        // 1  asks, keeps the link    2 poll.ts, values.ts: bytes -> Sample
import { startEngine } from '../../main/engine/engine.ts';             // 3  pipeline.ts: Sample -> its alarms
import { conditionTable } from '#app/alarm';                           // 4  engine.ts, condition.ts: what it means    5  machine.ts: the row that applies
import { openData, openJournal, verifyJournal } from '#storage';       // 6  record/recorder.ts -> storage: committed first, then shown
import { engineContract } from '#app/contract';                        // 7  kernel/serve.ts posts what alarm/contract.ts shapes
import { connect } from '#kernel/client';                              //    (plumbing, once for all features)
import { alarmStore } from '../../renderer/features/alarm/index.ts';   // 8  message -> rows    9  AlarmRow.tsx draws them
import { nowhere } from '#app/output';
import { fail } from '#kernel/result';
import { nodeId, unidentified } from '#kernel/session';
import { realClock } from '../clock.ts';
import { inProcess } from '../in-process-collector.ts';
import { scratch } from '../main/engine/living.ts';
import { point, smallSite, source } from '../small-site.ts';
import { channel } from '../wire.ts';

it('a gas reading over the limit becomes a row and a horn, and acknowledging it changes the row', async () => {
  const { dir, remove } = scratch();
  const device = modbusDevice();
  const port = await device.start(0);
  device.set('hr:1', 5);

  const data = openData(`${dir}/data`, { clock: realClock });
  if (!data.ok) throw new Error(data.fault.code);
  const journal = await openJournal(data.value, { clock: realClock, note: () => {} });
  if (!journal.ok) throw new Error(journal.fault.code);
  const orders: string[] = [];
  const outputs = { ...nowhere, command: async (c: Parameters<typeof nowhere.command>[0]) => { orders.push(`${c.device} ${c.order} ${c.cause}`); return nowhere.command(c); } };

  const site = smallSite([source('gds', 'modbus')], [point('LEL-101', 'gds', 'hr:1')]);
  const started = await startEngine({ realm: 'drill', clock: realClock, journal: journal.value, outputs, history: null, dataDir: dir, note: () => {} }, site, {
    connect: inProcess((_source, deps) => modbus({ host: '127.0.0.1', port, unit: 1, everyMs: 10, answerMs: 200, retryMs: 20, maxRegisters: 125, maxGap: 8 }, deps)),
    restart: null, workstation: 'desk-1', importFrom: 'small', keptSite: null, event: null, checkOutputs: true, reload: async () => fail('no-site-folder'),
  });
  if (!started.ok) throw new Error(started.fault.code);
  const watchroom = started.value;

  const wire = channel();
  const close = watchroom.open(wire.engine, () => unidentified('desk-1', nodeId('n1'), 'drill'));
  const window = connect(engineContract, wire.window, (run) => setTimeout(run, 0));
  const store = alarmStore(window);
  onTestFinished(async () => { wire.close(); close(); await watchroom.stop(); await device.stop(); await journal.value.close(); data.value.close(); remove(); });
  const shown = () => { const { rows: { length, at } } = store.state.getState(); return Array.from({ length }, (_, i) => `${at(i)?.id} ${at(i)?.state} ${at(i)?.value}`); };
  expect(await window.ready).toEqual({ ok: true, value: { realm: 'drill', node: 'n1', actor: 'unidentified@desk-1' } });

  await expect.poll(() => window.call('source.list', {})).toMatchObject({ ok: true, value: [{ id: 'gds', link: 'up', good: 1 }] });

  device.set('hr:1', 40);
  await expect.poll(shown).toEqual(['LEL-101.H unacknowledged 40']);
  const occurrence = `LEL-101.H/${journal.value.term}/0`;
  await expect.poll(() => orders).toEqual([`horn sound ${occurrence}`]);
  expect(await window.call('alarm.acknowledge', { occurrence: 'LEL-101.H/0/9' })).toMatchObject({ ok: false, fault: { code: 'occurrence-over', params: { id: 'LEL-101.H' } } });
  expect(await window.call('alarm.acknowledge', { occurrence })).toMatchObject({ ok: true, value: { state: 'acknowledged', recorded: true } });
  await expect.poll(shown).toEqual(['LEL-101.H acknowledged 40']);
  device.set('hr:1', 5);
  await expect.poll(shown).toEqual([]);

  const steps = await window.call('alarm.history', { alarm: 'LEL-101.H', limit: 10 });
  if (!steps.ok) throw new Error(steps.fault.code);
  expect(steps.value.map((s) => `${s.kind} ${s.rules.join(' ')} ${s.actor}`)).toEqual([
    'cleared ALM-16 ALM-08 engine', 'acknowledged ALM-07 unidentified@desk-1', 'raised ALM-02 ALM-15 engine',
  ]);
  expect(conditionTable.clear.enter.map((arc) => arc.rule)).toContain('ALM-02');     // and that is the row it went through
  const lines = await window.call('journal.recent', { limit: 50 });
  if (!lines.ok) throw new Error(lines.fault.code);
  expect(lines.value.map((l) => l.kind).toReversed()).toEqual(['site.imported', 'engine.started', 'source.changed', 'alarm.raised', 'output.command', 'alarm.acknowledged', 'output.command', 'alarm.cleared']);
  expect(verifyJournal(`${dir}/data`)).toMatchObject({ ok: true, value: { holds: true } });
});
