import { expect, it } from 'vitest';
import type { DeviceEvent } from '#app/acquisition';
import type { JournalEvent } from '#app/journal';
import { pointId, sourceId } from '#app/park';
import { epochMs } from '#kernel/time';
import { shippedWords } from '#kit/words';
import { sentenceOf } from '../../../../renderer/features/journal/sentence.ts';
import { deviceEvents } from '../../../../main/engine/record/device-events.ts';
import { lineOf } from '../../../../main/engine/record/journal-lines.ts';

const [source, point] = [sourceId('dcs'), pointId('T-7.level')];
const said = (more: Partial<DeviceEvent> = {}): DeviceEvent => ({ kind: 'ExclusiveLimitAlarm', address: 'ns=2;s=t7', conditionId: 'c', severity: 700, active: true, text: 'high', sourceTime: epochMs(3), receivedTime: epochMs(5), retain: true, acked: false, ...more });

it('journals what a device says, about the point or else the source, with both times', () => {
  const told = deviceEvents();
  expect(told.draft(source, point, said())).toEqual({ subject: point, body: { source, point, ...said() } });
  expect(told.draft(source, null, said({ active: false }))).toEqual({ subject: source, body: { source, ...said({ active: false }) } });
});

it('what stands as it stood is not journalled again; what has changed, went, or is of another source, is', () => {
  const told = deviceEvents();
  const standing = { recall: 'standing' } as const;
  expect(told.draft(source, point, said())).not.toBeNull();
  expect(told.draft(source, point, said(standing))).toBeNull();
  expect(told.draft(source, point, said(standing))).toBeNull();
  expect(told.draft(sourceId('other'), point, said(standing))).not.toBeNull();
  expect(told.draft(source, point, said({ ...standing, branch: 'b' }))).not.toBeNull();
  expect(told.draft(source, point, said({ ...standing, acked: true }))).not.toBeNull();
  expect(told.draft(source, point, said({ acked: true }))).not.toBeNull();           // said as news: it is one
  expect(told.draft(source, point, said({ active: false, retain: false, recall: 'gone' }))).not.toBeNull();
  expect(told.draft(source, point, said({ ...standing, acked: true }))).not.toBeNull();
  expect(told.draft(source, point, said({ retain: false }))).not.toBeNull();         // of no interest any more: if it stands again, that is news
  expect(told.draft(source, point, said(standing))).not.toBeNull();
});

it('cuts what is too long before it is journalled', () => {
  const body = deviceEvents().draft(source, null, said({ text: `a\n${'x'.repeat(9999)}`, conditionName: 'n'.repeat(999), severity: 7000 }))!.body;
  expect([(body['text'] as string).length, (body['conditionName'] as string).length, body['severity']]).toEqual([500, 200, null]);
});

it.each([
  [said(), '设备报警 ‹T-7›（触发）：high', 'Device says ‹T-7› (active): high'],
  [said({ acked: true }), '设备报警 ‹T-7›（已在设备上确认）：high', 'Device says ‹T-7› (acknowledged at the device): high'],
  [said({ active: false }), '设备报警 ‹T-7›（恢复）：high', 'Device says ‹T-7› (over): high'],
  [said({ recall: 'standing' }), '设备报警 ‹T-7›（仍在报警）：high', 'Device says ‹T-7› (still standing): high'],
  [said({ recall: 'gone', active: false }), '设备报警 ‹T-7›（断线期间已结束）：high', 'Device says ‹T-7› (ended while the link was down): high'],
  [said({ active: null }), '设备报警 ‹T-7›（消息）：high', 'Device says ‹T-7› (message): high'],
])('the log says it in words: %#', (event, zh, en) => {
  const { subject, body } = deviceEvents().draft(source, point, event)!;
  const line = lineOf({ seq: 1, time: 9, actor: 'engine', kind: 'device.event', subject, body } as unknown as JournalEvent, () => '');
  expect([sentenceOf(line, shippedWords('zh-CN'), () => '‹T-7›'), sentenceOf(line, shippedWords('en'), () => '‹T-7›')]).toEqual([zh, en]);
});

it('what is no point of ours goes by the name that the device gives it', () => {
  const { subject, body } = deviceEvents().draft(source, null, said({ sourceName: 'Tank 7' }))!;
  const line = lineOf({ seq: 1, time: 9, actor: 'engine', kind: 'device.event', subject, body } as unknown as JournalEvent, () => '');
  expect(sentenceOf(line, shippedWords('en'), (s) => s)).toBe('Device says dcs (active): Tank 7 · high');
});
