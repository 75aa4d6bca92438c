import { expect, it } from 'vitest';
import { nightlyDue, trustMs, trustOf, type Verification } from '#app/audit';

const hour = 3_600_000;
const made = (more: Partial<Verification> = {}): Verification => ({ how: 'nightly', events: 9, ms: 1, found: 0, findings: [], heads: 1, nodes: [], fault: null, at: 100 * hour, by: 'engine', ...more });
const finding = { node: 'n', seq: 3, reason: 'older-file' as const, file: null };

it.each<[string, ReturnType<typeof trustOf>, Parameters<typeof trustOf>]>([
  ['never looked', 'unknown', [null, [], 0]],
  ['nothing found', 'ok', [made(), [], 101 * hour]],
  ['nothing found, but too long ago', 'unknown', [made(), [], 100 * hour + trustMs + 1]],
  ['something found', 'broken', [made({ found: 1 }), [], 101 * hour]],
  ['something found long ago is still found', 'broken', [made({ found: 1 }), [], 900 * hour]],
  ['nothing found, but a start did since', 'broken', [made(), [finding], 101 * hour]],
  ['a start found something before anybody verified', 'broken', [null, [finding], 0]],
  ['it could not be made', 'unknown', [made({ fault: 'locked' }), [], 101 * hour]],
])('AUD-10 %s: %s', (_, trust, of) => { expect(trustOf(...of)).toBe(trust); });

it.each([
  ['never', null, 100, 105, true], ['before the last night', 99, 100, 105, true], ['since the last night', 101, 100, 105, false], ['at the very hour', 100, 100, 105, false],
  ['in the future, by a clock that was ahead', 106, 100, 105, true],
])('AUD-11 the last one was %s', (_, last, night, now, due) => { expect(nightlyDue(last, night, now)).toBe(due); });
