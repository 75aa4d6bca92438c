import { expect, it } from 'vitest';
import { nightsAround } from '../../../../main/engine/audit/night.ts';

const at = (iso: string): number => Date.parse(iso);
it.each([
  ['before', '2026-11-20T03:09:59.999+08:00', 'Asia/Shanghai', '2026-11-19T03:10+08:00', '2026-11-20T03:10+08:00'],
  ['at', '2026-11-20T03:10:00+08:00', 'Asia/Shanghai', '2026-11-20T03:10+08:00', '2026-11-21T03:10+08:00'],
  ['after', '2026-11-20T23:00:00+08:00', 'Asia/Shanghai', '2026-11-20T03:10+08:00', '2026-11-21T03:10+08:00'],
  ['the night when the clocks go back', '2026-10-25T12:00:00Z', 'Europe/Berlin', '2026-10-25T03:10+01:00', '2026-10-26T03:10+01:00'],
  ['the night when they go on: 02:10 to 03:10 is not there in New York at 02', '2026-03-08T12:00:00Z', 'America/New_York', '2026-03-08T03:10-04:00', '2026-03-09T03:10-04:00'],
  ['a zone that nobody knows', '2026-11-20T03:11:00Z', 'Moon/Far_Side', '2026-11-20T03:10Z', '2026-11-21T03:10Z'],
])('AUD-11 the night by the wall of the site: %s', (_, now, zone, last, next) => {
  expect(nightsAround(at(now), zone)).toEqual({ last: at(last), next: at(next) });
});
