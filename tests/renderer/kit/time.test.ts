import { expect, it } from 'vitest';
import { ago, siteTime, span, ticker } from '#kit/time';

const at = Date.UTC(2026, 10, 20, 6, 3, 27);
it('reads times in the zone of the site, 24 hours, with seconds; an unknown zone is UTC', () => {
  const s = siteTime('Asia/Shanghai');
  expect([s.clock(at), s.minute(at), s.day(at), s.weekday(at)]).toEqual(['14:03:27', '14:03', '2026-11-20', 4]);
  expect(s.clock(Date.UTC(2026, 10, 20, 16, 0, 0))).toBe('00:00:00');
  expect([s.stamp(at, at + 1000), s.stamp(at, at + 86_400_000)]).toEqual(['14:03:27', '11-20 14:03:27']);
  expect(siteTime('Mars/Olympus').clock(at)).toBe('06:03:27');
});

it.each([
  [-5000, 'time:seconds-ago', { seconds: 0 }], [59_999, 'time:seconds-ago', { seconds: 59 }], [60_000, 'time:minutes-ago', { minutes: 1 }], [3_599_999, 'time:minutes-ago', { minutes: 59 }],
  [3_600_000, 'time:hours-ago', { hours: 1, minutes: 0 }], [86_399_000, 'time:hours-ago', { hours: 23, minutes: 59 }], [90_000_000, 'time:days-ago', { days: 1, hours: 1 }],
])('%i ms are %s', (ms, code, params) => expect(ago(ms)).toEqual({ code, params }));

it('writes a length of time in figures', () => expect([span(0), span(151_900), span(-61_000), span(3_725_000)]).toEqual(['0:00', '2:31', '1:01', '1:02:05']));

it('has one tick a second for all', () => {
  let now = 5;
  let tick = (): void => {};
  let stopped = false;
  const t = ticker(() => now, (ms, run) => { expect(ms).toBe(1000); tick = run; return () => { stopped = true; }; });
  now = 1005;
  expect(t.now.getState()).toBe(5);
  tick();
  expect(t.now.getState()).toBe(1005);
  t.stop();
  expect(stopped).toBe(true);
});
