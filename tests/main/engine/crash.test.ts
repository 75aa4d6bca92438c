import { afterEach, expect, it } from 'vitest';
import type { AlarmBody, EventLine } from '#app/alarm';
import { openData, openJournal, verifyJournal } from '#storage';
import { modbusDevice } from '../../../simulator/devices/modbus.ts';
import { realClock } from '../../clock.ts';
import { point, smallSite, source } from '../../small-site.ts';
import { livingEngine, scratch, siteFolder } from './living.ts';

const ends: (() => unknown)[] = [];
afterEach(async () => { for (const end of ends.splice(0).toReversed()) await end(); });

/** The same chance in every run. */
function dice(seed: number) { let s = seed; return (n: number): number => { s = (Math.imul(s, 1664525) + 1013904223) >>> 0; return Math.floor((s / 2 ** 32) * n); }; }
const wait = (ms: number) => new Promise((r) => setTimeout(r, ms));
const rounds = 6;
const registers = 20;

/** What a shown line must be found as in the journal. */
const key = (l: Pick<EventLine, 'kind' | 'alarm' | 'occurrence' | 'state'>): string => `${l.kind} ${l.alarm} ${l.occurrence} ${l.state}`;

it('kill -9 at any moment loses nothing that was shown, and the alarms are as they were', { timeout: 120_000 }, async () => {
  const { dir, remove } = scratch();
  ends.push(remove);
  const device = modbusDevice({});
  const port = await device.start(0);
  ends.push(() => device.stop());
  for (let i = 0; i < registers; i++) device.set(`hr:${i}`, 5);
  const points = Array.from({ length: registers }, (_, i) => point(`LEL-${i}`, 'gds', `hr:${i}`));
  const site = await siteFolder(dir, smallSite([source('gds', 'modbus', { host: '127.0.0.1', port, unit: 1, everyMs: 20, answerMs: 500, retryMs: 50, maxRegisters: 125, maxGap: 8 })], points));
  const data = `${dir}/data`;
  const roll = dice(20261120);
  const shown: EventLine[] = [];

  for (let round = 0; round < rounds; round++) {
    const engine = livingEngine(['--site', site, '--data', data, '--events']);
    await engine.running();
    const until = Date.now() + 300 + roll(900);
    while (Date.now() < until) { device.set(`hr:${roll(registers)}`, roll(2) === 0 ? 5 : 30 + roll(60)); await wait(3); }
    engine.child.kill('SIGKILL');
    await engine.exit();
    await wait(20);
    shown.push(...engine.shown);
  }
  expect(shown.length).toBeGreaterThan(rounds * 10);

  const report = verifyJournal(data);
  expect(report).toMatchObject({ ok: true, value: { holds: true, findings: [] } });
  const folder = openData(data, { clock: realClock });
  if (!folder.ok) throw new Error(folder.fault.code);
  const journal = await openJournal(folder.value, { clock: realClock, note: () => {} });
  if (!journal.ok) throw new Error(journal.fault.code);
  const kept = new Set<string>();
  for (let afterSeq = 0; ;) {
    const events = await journal.value.read({ kinds: ['alarm.changed'], afterSeq, limit: 10_000 });
    if (!events.ok) throw new Error(events.fault.code);
    for (const e of events.value) { const { what, alarm } = e.body as AlarmBody; kept.add(`${what} ${alarm.id} ${alarm.occurrence} ${alarm.state}`); }
    const last = events.value.at(-1);
    if (last === undefined) break;
    afterSeq = last.seq;
  }
  await journal.value.close();
  folder.value.close();
  expect(shown.map(key).filter((k) => !kept.has(k))).toEqual([]);
  expect(new Set(shown.filter((l) => l.kind === 'raised').map((l) => l.occurrence)).size).toBe(shown.filter((l) => l.kind === 'raised').length); // no occurrence is named twice
});
