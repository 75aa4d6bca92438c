import { expect, it } from 'vitest';
import type { Draft } from '#app/journal';
import { engineActor } from '#kernel/session';
import { epochMs } from '#kernel/time';
import { commit } from '../../../../main/engine/record/commit.ts';
import { handClock } from '../../../clock.ts';
import { memoryJournal } from '../../../journal-double.ts';

const draft = (kind: string): Draft => ({ time: epochMs(1), actor: engineActor, realm: 'live', kind, v: 1, subject: 's', body: {} });

it('REC-07 all or none, told after the commit, and what was refused does not happen later', async () => {
  const { journal, events, breakDisk } = memoryJournal();
  const heard: string[] = [];
  const { clock } = handClock();
  const write = (...kinds: string[]) => commit(journal, clock, kinds.map(draft), (e) => heard.push(e.kind));
  expect(await write('a', 'b')).toMatchObject({ ok: true, value: [{ seq: 1 }, { seq: 2 }] });
  expect(heard).toEqual(['a', 'b']);
  breakDisk({ code: 'disk-full', params: {} });
  expect(await write('c', 'd')).toMatchObject({ ok: false, fault: { code: 'not-recorded', params: { why: 'disk-full' } } });
  breakDisk(null);
  expect(await write('e')).toMatchObject({ ok: true });
  expect([heard, events.map((e) => e.kind)]).toEqual([['a', 'b', 'e'], ['a', 'b', 'e']]);
  expect(await write('f', '')).toMatchObject({ ok: false, fault: { code: 'not-recorded', params: { why: 'bad-event' } } });
  expect(events).toHaveLength(3);
});

it('REC-07 who waits is told after 3 s; a commit that comes after all is heard, since it stands', async () => {
  const double = memoryJournal();
  const { clock, pass, timers } = handClock();
  const heard: string[] = [];
  const go = double.hold();
  const asked = commit(double.journal, clock, [draft('late')], (e) => heard.push(e.kind));
  pass(2999);
  let told = false;
  void asked.then(() => { told = true; });
  await Promise.resolve();
  expect(told).toBe(false);
  pass(1);
  expect(await asked).toMatchObject({ ok: false, fault: { code: 'not-recorded', params: { why: 'journal-slow' } } });
  go();
  await expect.poll(() => heard).toEqual(['late']);
  expect(timers()).toBe(0);
});
