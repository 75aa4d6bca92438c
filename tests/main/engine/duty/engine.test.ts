import { expect, it } from 'vitest';
import type { JournalLine } from '#app/journal';
import { controlRoom, value } from '../access/control-room.ts';

/** 2023-11-15 06:13:20 at the site: the early shift, which ends at 08:30. */
const untilMiddle = ((8 * 60 + 30) - (6 * 60 + 13)) * 60_000 - 20_000;

it('DTY-43: over the real engine every line knows its shift to the millisecond, a roster outlives a restart, and a telephone is journalled before it is told', async () => {
  const room = controlRoom();
  await room.start();
  const desk = room.window();
  const put = async (change: unknown): Promise<void> => { expect(value(await desk.ask('duty.change', { change: change as never, despite: true })).applied).toBe(true); };
  await put({ do: 'put-person', id: 'zhang', name: '张三丰', phone: '13800001234', unit: 'park' });
  await put({ do: 'put-entries', entries: ['early', 'middle', 'late'].map((shift) => ({ unit: 'park', date: '2023-11-15', shift, post: 'officer', people: ['zhang'] })) });
  expect(value(await desk.ask('duty.now', {})).units.map((u) => u.id)).toEqual(['park', 'E-1']);

  room.time.pass(untilMiddle - 1);
  await put({ do: 'put-unit', unit: { id: 'E-1', name: { zh: 'E-1', en: 'E-1' }, cover: { leader: 0, officer: 0 } } });
  room.time.pass(1);
  expect(value(await desk.ask('duty.phone', { person: 'zhang' }))).toEqual({ name: '张三丰', phone: '13800001234' });
  const lines = value(await desk.ask('journal.recent', { limit: 100 }));
  const of = (kind: string): JournalLine | undefined => lines.find((l) => l.kind === kind);
  expect([of('duty.unit')?.shift, of('personal.read')?.shift]).toEqual(['2023-11-15/early', '2023-11-15/middle']);
  expect(of('personal.read')).toMatchObject({ actor: 'unidentified@desk-1', subject: 'zhang' });
  expect(JSON.stringify(lines)).not.toMatch(/张三丰|13800001234/);

  await room.stop();
  await room.start();
  const again = room.window();
  expect(value(await again.ask('duty.now', {})).watches[0]!.people).toMatchObject([{ name: '张三丰', phone: '138****1234', post: 'officer' }]);
  await room.stop();
}, 60_000);
