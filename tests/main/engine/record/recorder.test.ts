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
  const late: string[] = [];
  const r = recorder(double.journal, hand.clock, {
    resumed: (held, lost) => said.push(`resumed ${held} ${lost}`), late: (event) => late.push(event.subject), refused: (d, f) => said.push(`${d.subject} ${f.code}`), threw: (error) => said.push(String(error)),
  });
  const write = (subject: string): void => r.write(draft(subject), (event) => said.push(event === null ? `${subject}?` : `${subject}#${event.seq}`));
  return { hand, double, said, late, r, write };
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
  await r.close();
  expect(hand.timers()).toBe(0);
});

it('REC-02 what is written while the held ones are being written is lost by nobody', async () => {
  const { hand, double, said, late, r, write } = start();
  double.breakDisk({ code: 'disk-full', params: {} });
  write('a');
  await r.settled();
  double.breakDisk(null);
  const release = double.hold();
  hand.pass(1000); await turn();
  for (let i = 0; i < 5; i++) write(`b${i}`);
  release(); await turn(); await turn();
  expect(double.events.map((e) => e.subject)).toEqual(['a', 'b0', 'b1', 'b2', 'b3', 'b4']);
  expect([said.at(-1), late]).toEqual(['resumed 6 0', ['a', 'b0', 'b1', 'b2', 'b3', 'b4']]);
});

it('REC-04 a journal that does not answer silences nobody: after 3 s all is shown as not recorded, and what is committed later is written once', async () => {
  const { hand, double, said, late, write } = start();
  const release = double.hold();
  write('a'); await turn(); write('b');
  hand.pass(2900); await turn();
  expect(said).toEqual([]);
  hand.pass(100); await turn();
  write('c');
  expect(said).toEqual(['a?', 'b?', 'c?']);
  release(); await turn(); await turn();
  expect(double.events.map((e) => e.subject)).toEqual(['a', 'b', 'c']);
  expect([said.at(-1), late]).toEqual(['resumed 3 0', ['a', 'b', 'c']]);
  write('d'); await turn();
  expect([said.at(-1), hand.timers()]).toEqual(['d#4', 0]);
});

it('REC-05 a draft that no journal can take is refused by itself, and neither stops nor takes along the others', async () => {
  const { double, said, r, write } = start();
  write('a');
  r.write({ ...draft('poison'), kind: '' }, (event) => said.push(event === null ? 'poison?' : 'poison#'));
  write('b');
  await r.settled();
  expect(said).toEqual(['a#1', 'poison?', 'poison bad-event', 'b#2']);
  expect(r.health().fault).toBe(null);
  double.breakDisk({ code: 'disk-full', params: {} });
  r.write({ ...draft('poison'), kind: '' });
  await turn();
  expect(r.health().fault?.code).toBe('disk-full');
});

it('REC-06 a snapshot has in it what is committed, and nothing else', async () => {
  const { double, r, write } = start();
  const shots: unknown[] = [];
  const { journal } = double;
  const snapshot = (s: unknown) => memoryJournal().journal.snapshot(s);
  let state = 0;
  journal.snapshot = (s) => { shots.push([s, double.events.length]); return snapshot(s); };
  const release = double.hold();
  state = 1; write('a');
  await turn();
  state = 2; write('b');
  r.keep(() => state);
  expect(shots).toEqual([]);                    // both are still on their way
  release(); await turn(); await turn();
  expect(shots).toEqual([[2, 2]]);
  r.keep(() => state);
  expect(shots.length).toBe(2);
  double.breakDisk({ code: 'disk-full', params: {} });
  state = 3; write('c');
  r.keep(() => state);
  await turn();
  expect(shots.length).toBe(2);
});

it('to wait until all so far is written is not to wait for what comes after', async () => {
  const { double, r, write } = start();
  let n = 0;
  const flood = (): void => { if (n++ < 500) r.write(draft(`f${n}`), flood); };  // each one written brings another
  flood();
  write('mine');
  await r.settled();
  expect(double.events.length).toBeLessThan(10);
});

it('one that is told and throws neither ends the writing nor keeps the others from being told', async () => {
  const { said, r, write } = start();
  r.write(draft('a'), () => { throw new Error('window gone'); });
  write('b');
  await r.settled();
  expect(said).toEqual(['Error: window gone', 'b#2']);
  write('c');
  await r.settled();
  expect(said.at(-1)).toBe('c#3');
});

it('closing tries what is held once more, and gives up on a journal that does not answer', async () => {
  const { hand, double, r, write } = start();
  double.breakDisk({ code: 'disk-full', params: {} });
  write('a');
  await r.settled();
  double.breakDisk(null);
  await r.close();
  expect([double.events.map((e) => e.subject), r.health().fault]).toEqual([['a'], null]);
  double.hold();
  write('b');
  const closed = r.close();
  await turn(); hand.pass(3000);
  await closed;
  expect(r.health().fault?.code).toBe('journal-error');
});
