import { expect, it } from 'vitest';
import type { Draft } from '#app/journal';
import { engineActor } from '#kernel/session';
import { epochMs } from '#kernel/time';
import { recorder } from '../../../../main/engine/record/recorder.ts';
import { handClock } from '../../../clock.ts';
import { memoryJournal } from '../../../journal-double.ts';

const draft = (subject: string): Draft => ({ time: epochMs(1), actor: engineActor, realm: 'live', kind: 'test', v: 1, subject, body: {} });
const turn = () => new Promise((r) => setImmediate(r));

function start() {
  const hand = handClock();
  const double = memoryJournal();
  const said: string[] = [];
  const r = recorder(double.journal, hand.clock, (held, lost) => said.push(`resumed ${held} ${lost}`));
  const write = (subject: string): void => r.write(draft(subject), (event) => said.push(event === null ? `${subject}?` : `${subject}#${event.seq}`));
  return { hand, double, said, r, write };
}

it('nothing is shown before it is committed, and all is shown in the order it was written', async () => {
  const { double, said, r, write } = start();
  const release = double.hold();
  write('a'); write('b');
  await turn();
  write('c');
  expect(said).toEqual([]);
  release();
  await r.settled();
  expect(said).toEqual(['a#1', 'b#2', 'c#3']);
});

it('REC-01 REC-02 REC-03 a full disk: shown at once as not recorded, written in order when it can be, and told', async () => {
  const { hand, double, said, r, write } = start();
  double.breakDisk({ code: 'disk-full', params: {} });
  write('a');
  await r.settled();
  write('b');
  expect(said).toEqual(['a?', 'b?']);
  expect(r.health()).toEqual({ fault: { code: 'disk-full', params: {} }, waiting: 2, lost: 0 });
  hand.pass(1000); await turn();
  expect(double.events.length).toBe(0);
  double.breakDisk(null);
  hand.pass(1000); await turn(); await turn();
  expect([double.events.map((e) => e.subject), said.at(-1)]).toEqual([['a', 'b'], 'resumed 2 0']);
  write('c');
  await r.settled();
  expect([said.at(-1), r.health().fault]).toEqual(['c#3', null]);
});

it('REC-02 what is held is bounded: the oldest are counted as lost, and the count is told', async () => {
  const { hand, double, said, r, write } = start();
  double.breakDisk({ code: 'read-only', params: {} });
  for (let i = 0; i < 10_005; i++) write(`e${i}`);
  await r.settled();
  expect(r.health()).toMatchObject({ waiting: 10_000, lost: 5 });
  double.breakDisk(null);
  hand.pass(1000); await turn(); await turn();
  expect([double.events.length, double.events[0]?.subject, said.at(-1)]).toEqual([10_000, 'e5', 'resumed 10000 5']);
});

it('what is written while the journal is being caught up comes after what was held', async () => {
  const { hand, double, said, r, write } = start();
  double.breakDisk({ code: 'disk-full', params: {} });
  write('a');
  await r.settled();
  double.breakDisk(null);
  const release = double.hold();
  hand.pass(1000); await turn();
  write('b');                                   // the catching up is under way
  release(); await turn(); await turn();
  await r.settled();
  expect(double.events.map((e) => e.subject)).toEqual(['a', 'b']);
  expect(said).toContain('b?');
  r.stop();
  expect(hand.timers()).toBe(0);
});
