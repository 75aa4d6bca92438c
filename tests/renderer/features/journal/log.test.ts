import { expect, it } from 'vitest';
import type { JournalLine } from '#app/journal';
import { fail, ok } from '#kernel/result';
import { shippedWords } from '#kit/words';
import { drawnAfter, linesAtOnce } from '../../../../renderer/features/journal/growth.ts';
import { sentenceOf } from '../../../../renderer/features/journal/sentence.ts';
import { logStore } from '../../../../renderer/features/journal/store.ts';
import { engineDouble, until } from '../../engine-double.ts';

const line = (seq: number, kind = 'alarm.raised', params: JournalLine['params'] = {}): JournalLine => ({ seq, time: seq, shift: '2026-11-20/early', actor: 'engine', kind, subject: 'x', params });
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

it('leaves nothing behind for whoever has no right to it, and reads again by the right of who comes', async () => {
  let may = true;
  const e = engineDouble({ 'journal.recent': async () => (may ? ok([line(2), line(1)]) : fail('forbidden', { needs: 'journal.view' })) });
  const s = logStore(e.client);
  await s.listed;
  may = false;
  s.again();
  await until(() => s.state.getState().fault !== null);
  expect([seqs(s), s.state.getState().phase]).toEqual([[], 'loading']);
  may = true;
  s.again();
  await until(() => seqs(s).length === 2);
  expect(s.state.getState().fault).toBeNull();
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
  const note = line(1, 'history.annotated', { text: '换泵', points: 'P-1 + P-2', at: Date.UTC(2026, 0, 5, 4) });
  expect(sentenceOf(note, zh, name, () => '12:00')).toBe('历史批注（‹P-1› · ‹P-2›，12:00）：换泵');
  expect(sentenceOf(line(1, 'history.annotated', { text: 'pump', points: '', at: Date.UTC(2026, 0, 5, 4) }), en, name)).toBe('Note on history (the park, 2026-01-05 04:00): pump');
  expect(sentenceOf(line(1, 'history.annotation-withdrawn'), zh, name)).toBe('一条历史批注被撤回');
});

it('draws more lines as the end of them comes near, never far beyond what there is, and few again at the top', () => {
  const [row, screen] = [32, 600];
  const at = (drawn: number, all: number, top: number): number => drawnAfter(drawn, { scrollTop: top, clientHeight: screen, scrollHeight: Math.min(drawn, all) * row }, all);
  expect(at(80, 200, 0)).toBe(linesAtOnce);
  expect(at(80, 200, 80 * row - 2 * screen - 1)).toBe(80);
  expect(at(80, 200, 80 * row - 2 * screen + 1)).toBe(160);
  let drawn = linesAtOnce;
  for (let i = 0; i < 20; i++) drawn = at(drawn, 200, Math.min(drawn, 200) * row - screen);   // on and on at the end
  expect(drawn).toBe(200 + linesAtOnce);
  expect(at(drawn, 200, 10)).toBe(drawn);                                                      // back up without reaching the top: nothing jumps
  expect(at(drawn, 200, 0)).toBe(linesAtOnce);
});

it('keeps what came while all was read again, and forgets what it heard before', async () => {
  let answer = (): void => {};
  let asked = 0;
  const e = engineDouble({ 'journal.recent': async () => { if (++asked > 1) await new Promise<void>((done) => { answer = done; }); return ok([line(2), line(1)]); } });
  const s = logStore(e.client);
  await s.listed;
  e.say('journal.appended', line(3));
  await until(() => seqs(s)[0] === 3);
  s.again();
  await until(() => asked === 2);
  e.say('journal.appended', line(4));
  await until(() => seqs(s)[0] === 4);
  answer();
  await until(() => !seqs(s).includes(3));
  expect(seqs(s)).toEqual([4, 2, 1]);
  e.close();
});
