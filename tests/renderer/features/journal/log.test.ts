import { expect, it } from 'vitest';
import type { JournalLine } from '#app/journal';
import { ok } from '#kernel/result';
import { shippedWords } from '#kit/words';
import { sentenceOf } from '../../../../renderer/features/journal/sentence.ts';
import { logStore } from '../../../../renderer/features/journal/store.ts';
import { engineDouble, until } from '../../engine-double.ts';

const line = (seq: number, kind = 'alarm.raised', params: JournalLine['params'] = {}): JournalLine => ({ seq, time: seq, actor: 'engine', kind, subject: 'x', params });
const seqs = (s: ReturnType<typeof logStore>): readonly number[] => s.state.getState().lines.map((l) => l.seq);

it('shows the newest first, however they come, and never more than it keeps', async () => {
  const e = engineDouble({ 'journal.recent': async () => ok([line(3), line(2), line(1)]) });
  const s = logStore(e.client, (run) => run(), 4);
  await s.listed;
  e.say('journal.appended', line(5));
  e.say('journal.appended', line(4));
  await until(() => seqs(s).includes(4));
  expect(seqs(s)).toEqual([5, 4, 3, 2]);
  e.close();
});

it('reads all again after a gap; another journal leaves nothing of the first', async () => {
  let now = [line(900), line(899)];
  const e = engineDouble({ 'journal.recent': async () => ok(now) });
  const s = logStore(e.client);
  await s.listed;
  now = [line(2), line(1)];
  e.skip('journal.appended');
  await until(() => seqs(s)[0] === 2);
  expect(seqs(s)).toEqual([2, 1]);
  e.close();
});

it('does not show the horn that answers every alarm', async () => {
  const e = engineDouble({ 'journal.recent': async () => ok([line(2, 'output.command', { device: 'horn', order: 'sound' }), line(1)]) });
  const s = logStore(e.client);
  await s.listed;
  expect(seqs(s)).toEqual([1]);
  e.close();
});

it('words a line: its subject by name, its codes in words, its fault with the reason; an unknown kind shows itself', () => {
  const [zh, en] = [shippedWords('zh-CN'), shippedWords('en')];
  const name = (s: string): string => `‹${s}›`;
  expect(sentenceOf(line(1, 'alarm.raised', { level: 'S' }), zh, name)).toBe('S 级 报警：‹x›');
  const down = line(1, 'source.changed', { link: 'down', fault: 'unreachable', peer: '10.0.0.1:502', reason: 'ECONNREFUSED' });
  expect(sentenceOf(down, en, name)).toBe('Source ‹x›: down. 10.0.0.1:502 cannot be reached: the port is not open there');
  expect(sentenceOf(line(1, 'source.changed', { link: 'up' }), zh, name)).toBe('来源 ‹x›：恢复正常');
  expect(sentenceOf(line(1, 'never.heard'), zh, name)).toBe('‹x›：never.heard');
});
