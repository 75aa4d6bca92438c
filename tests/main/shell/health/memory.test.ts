import { expect, it } from 'vitest';
import { frames, framesSpanMs } from '../../../../main/shell/health/frames.ts';
import { memoryTimes, memoryVerdict, utmost } from '../../../../main/shell/health/memory.ts';
import { handClock } from '../../../clock.ts';

const quiet = { boundMB: 700, busy: false, sinceInputMs: memoryTimes.quiet, sinceReloadMs: Infinity };
it.each([
  ['WHE-05 within its bound', { memoryMB: 700 }, 'fine'],
  ['not known', { memoryMB: null }, 'fine'],
  ['WHE-05 beyond it, at a quiet moment', { memoryMB: 701 }, 'reload'],
  ['WHE-05 beyond it, but somebody works there', { memoryMB: 701, sinceInputMs: memoryTimes.quiet - 1 }, 'wait'],
  ['WHE-05 beyond it, but it is busy', { memoryMB: 701, busy: true }, 'wait'],
  ['WHE-06 far beyond it nobody is waited for', { memoryMB: 700 * utmost + 1, busy: true, sinceInputMs: 0 }, 'reload'],
  ['WHE-06 but not again so soon', { memoryMB: 9000, sinceReloadMs: memoryTimes.again - 1 }, 'wait'],
] as const)('%s', (_story, given, expected) => expect(memoryVerdict({ ...quiet, ...given })).toBe(expected));

it('WHE-07 the 95th of a hundred, the longest, and nothing older than a minute', () => {
  const { clock, pass } = handClock();
  const page = frames(clock);
  expect(page.read()).toEqual({ frameMs: null, worstMs: null });
  page.add(Array.from({ length: 95 }, () => 16), 180);
  page.add([90, 90, 90, 90, 90], 0);
  expect(page.read()).toEqual({ frameMs: 16, worstMs: 180 });
  page.add([90], 0);
  expect(page.read()).toEqual({ frameMs: 90, worstMs: 180 });
  pass(framesSpanMs);
  expect(page.read()).toEqual({ frameMs: null, worstMs: null });
});
