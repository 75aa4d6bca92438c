import { expect, it } from 'vitest';
import { historyRules, historySource } from '#app/alarm';
import type { HistoryHealth } from '#app/history';
import { historyFindings } from '../../../../main/engine/history/finding.ts';
import { pipeline } from '../../../../main/engine/pipeline.ts';
import { handClock } from '../../../clock.ts';
import { levelTable } from '../../../small-site.ts';

const well: HistoryHealth = { state: 'keeping', reason: null, lagMs: 0, points: 1, kept: 0, stored: 0, refused: [], quarantined: [], bytes: { raw: 0, tiers: 0, ahead: 0 }, budgetBytes: 100, used: 10, oldest: null };

it('ALM-62 a full disk is one alarm that is told as the loss of a source is, and ends when samples are kept again; that room runs out is another, of the lowest level', () => {
  const { clock } = handClock();
  const said: string[] = [];
  const lines = pipeline([], historyRules(levelTable), { clock, term: 1 }, (change, rule) => said.push(`${rule.id} ${rule.level} ${change.what}`));
  let health = well;
  const findings = historyFindings(() => health, (...of) => lines.finding(historySource, ...of));
  findings.look();
  expect(said).toEqual([]);
  health = { ...well, state: 'stopped', reason: 'disk-full' };
  findings.look();
  findings.look();
  expect(said).toEqual(['history-store.stopped C raised']);
  expect(lines.get('history-store.stopped')?.alarm.state).toBe('unacknowledged');
  health = { ...well, used: 80 };
  findings.look();
  expect(said.slice(1)).toEqual(['history-store.stopped C returned', 'history-store.filling D raised']);
  health = { ...well, used: 79 };
  findings.look();
  expect(said.length).toBe(3);                      // at the edge it does not flutter
  health = { ...well, used: 77 };
  findings.look();
  expect(lines.get('history-store.filling')?.alarm.state).toBe('normal');
  lines.stop();
});
