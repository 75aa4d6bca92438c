import fs from 'node:fs';
import { expect, it } from 'vitest';
import { epochMs } from '#kernel/time';
import { processTable } from '../../../../main/shell/supervision/machine.ts';
import { backOffMs, type ChildEars, limits, type Refusal, type Restart, supervisor } from '../../../../main/shell/supervision/supervisor.ts';
import { handClock } from '../../../clock.ts';

/** A supervisor over a process of paper: what was started, and how it was told to end. */
function watch() {
  const hand = handClock();
  const forks: (Restart | null)[] = [];
  const told: string[] = [];
  const moves: string[] = [];
  const heard: { ears: ChildEars | null } = { ears: null };
  const s = supervisor({
    clock: hand.clock,
    fork: (restart, ears) => { forks.push(restart); heard.ears = ears; return { end: () => told.push('end'), kill: () => told.push('kill') }; },
    changed: (view, rule) => moves.push(`${rule} ${view.state}`),
  });
  const child = () => { if (heard.ears === null) throw new Error('nothing was started'); return heard.ears; };
  /** Time during which the process lives. */
  const live = (ms: number): void => { for (let t = 0; t < ms; t += 1000) { hand.pass(Math.min(1000, ms - t)); child().alive(); } };
  const running = () => { s.start(); child().ready(); return w; };
  const w = { s, hand, forks, told, moves, child, live, running };
  return w;
}
const refusal: Refusal = { fault: { code: 'locked', params: {} }, details: [] };

it('SUP-01, SUP-02: starts, and runs when it says so', () => {
  const { s, moves, forks } = watch().running();
  expect(moves).toEqual(['SUP-01 starting', 'SUP-02 running']);
  expect(forks).toEqual([null]);
  expect(s.view()).toMatchObject({ state: 'running', attempt: 0, reason: null, nextAt: null });
});

it('SUP-03, SUP-04, SUP-06, SUP-20: comes back after every end, ever slower and without end', () => {
  const { s, hand, child, forks, moves } = watch().running();
  child().exited(9);
  expect(s.exitCode()).toBe(9);
  expect(s.view()).toMatchObject({ state: 'restarting', attempt: 1, reason: 'exit-9', nextAt: epochMs(hand.clock.now() + 250) });
  hand.pass(249);
  expect(forks).toHaveLength(1);
  hand.pass(1);
  expect(forks[1]).toEqual({ reason: 'exit-9', attempt: 1 });
  const waits = Array.from({ length: 30 }, (_, i) => {
    child().exited(1);
    const wait = backOffMs(i + 2);
    hand.pass(wait - 1);
    const before = forks.length;
    hand.pass(1);
    expect(forks).toHaveLength(before + 1);
    return wait;
  });
  expect(waits.slice(0, 7)).toEqual([500, 1000, 2000, 4000, 8000, 16_000, 30_000]);
  expect(waits.at(-1)).toBe(30_000);
  expect(moves.slice(2, 5)).toEqual(['SUP-04 restarting', 'SUP-06 starting', 'SUP-03 restarting']);
});

it('SUP-13: after a minute of good running the attempts count from 0; a shorter life does not help', () => {
  const { s, hand, child, live, moves } = watch().running();
  child().exited(1);
  hand.pass(250);
  child().ready();
  live(59_000);
  child().exited(1);
  expect(s.view().attempt).toBe(2);
  hand.pass(500);
  child().ready();
  live(60_000);
  expect(moves.at(-1)).toBe('SUP-13 running');
  child().exited(1);
  expect(s.view().attempt).toBe(1);
});

it('SUP-08, SUP-05: ten seconds without a heartbeat and it is killed and started again', () => {
  const { s, hand, child, live, told, moves } = watch().running();
  live(30_000);
  hand.pass(9_999);
  expect(told).toEqual([]);
  hand.pass(1);
  expect(told).toEqual(['kill']);
  expect(s.view().state).toBe('restarting');
  child().exited(0);
  expect(s.view()).toMatchObject({ reason: 'hung', attempt: 1 });
  expect(moves.slice(-2)).toEqual(['SUP-08 restarting', 'SUP-05 restarting']);
});

it('SUP-07: one that only starts has thirty seconds', () => {
  const { s, hand, told } = watch();
  s.start();
  hand.pass(29_999);
  expect(told).toEqual([]);
  hand.pass(1);
  expect(told).toEqual(['kill']);
});

it('SUP-21: a laptop that slept does not kill a process that slept with it', () => {
  const { hand, told } = watch().running();
  hand.pass(3_600_000);     // the timer comes an hour late
  expect(told).toEqual([]);
  hand.pass(limits.silenceRunning);
  expect(told).toEqual(['kill']);
});

it('SUP-09: a refusal is kept and shown, and tried again at the pace of the back-off', () => {
  const { s, hand, child, told, forks } = watch();
  s.start();
  child().refused(refusal);
  expect(told).toEqual(['kill']);
  child().exited(0);
  expect(s.view()).toMatchObject({ state: 'restarting', reason: 'locked' });
  expect(s.refusal()).toEqual(refusal);
  hand.pass(250);
  expect(forks).toHaveLength(2);
  expect(s.refusal()).toEqual(refusal);
  child().ready();
  expect(s.refusal()).toBeNull();
});

it('SUP-10, SUP-19: one that gives up while it runs is asked, and killed after five seconds', () => {
  const { s, hand, child, told } = watch().running();
  child().refused(refusal);
  expect(told).toEqual(['end']);
  hand.pass(5_000);
  expect(told).toEqual(['end', 'kill']);
  child().exited(0);
  expect(s.view().reason).toBe('locked');
});

it('SUP-11: a person asks for a restart', () => {
  const { s, hand, child, told, forks } = watch().running();
  s.restart();
  expect(told).toEqual(['end']);
  child().exited(0);
  hand.pass(250);
  expect(forks[1]).toEqual({ reason: 'asked', attempt: 1 });
});

it('SUP-12: a person who asks does not wait for the back-off', () => {
  const { s, child, forks } = watch().running();
  child().exited(1);
  s.restart();
  expect(forks).toHaveLength(2);
});

it.each([
  ['SUP-14', (w: ReturnType<typeof watch>) => w.s.start(), ['end']],
  ['SUP-15', (w: ReturnType<typeof watch>) => w.running(), ['end']],
  ['SUP-17', (w: ReturnType<typeof watch>) => { w.running(); w.s.restart(); }, ['end']],
] as const)('%s, SUP-18: the application ends and waits for the process, which stays ended', async (rule, before, told) => {
  const w = watch();
  before(w);
  const stopped = w.s.stop();
  expect(w.told).toEqual(told);
  expect(w.moves.at(-1)).toContain(rule);
  w.child().exited(0);
  await stopped;
  w.hand.pass(120_000);
  expect(w.forks).toHaveLength(1);
  expect(w.s.view().state).toBe('stopped');
  expect(w.hand.timers()).toBe(0);
});

it('SUP-16: an application that ends during a back-off starts nothing any more', async () => {
  const w = watch().running();
  w.child().exited(1);
  await w.s.stop();
  w.hand.pass(120_000);
  expect(w.forks).toHaveLength(1);
  expect(w.hand.timers()).toBe(0);
});

it('specification, table and stories name the same rules', () => {
  const rules = (text: string) => [...new Set([...text.matchAll(/SUP-\d\d/g)].map((m) => m[0]))].toSorted();
  const spec = rules(fs.readFileSync('main/shell/supervision/SPEC.md', 'utf8').replaceAll(/^The reason[\s\S]*/gm, ''));
  expect(spec).toEqual(rules(fs.readFileSync(import.meta.filename, 'utf8')));
  const inTable = [...JSON.stringify(processTable).matchAll(/SUP-\d\d/g)].map((m) => m[0]);
  expect(new Set(inTable).size).toBe(inTable.length);   // one id, one row
  expect(spec).toEqual(expect.arrayContaining(inTable));
});
