import { Writable } from 'node:stream';
import { expect, it } from 'vitest';
import { advance, alarmId, idle, type AlarmRule } from '#app/alarm';
import { sourceId } from '#app/park';
import { epochMs, monoMs } from '#kernel/time';
import { eventLines } from '../../../../main/engine/command/event-lines.ts';

const rule: AlarmRule = {
  id: alarmId('plc.source'), kind: 'source', point: null, source: sourceId('plc'), range: { low: 0, high: 1 }, limit: null, deadband: 0, onDelayMs: 0, offDelayMs: 0,
  level: 'C', ackRequired: true, confirmRequired: false, handleWithinMs: 1000,
};
const change = advance(rule, idle(rule), { type: 'link', up: false, reason: null, at: { now: epochMs(1_700_000_000_000), mono: monoMs(0) } }, { term: 1, sequence: 0 })!;

/** A reader that takes nothing until it is let. */
function reader() {
  const got: string[] = [];
  const waiting: (() => void)[] = [];
  let paused = true;
  const out = new Writable({ decodeStrings: false, write: (text: string, _, done) => { got.push(text); if (paused) waiting.push(done); else done(); } });
  return { out, got, resume: (): void => { paused = false; for (const done of waiting.splice(0)) done(); } };
}

it('a reader that does not read is let go after a whole line, once, and takes no more of our memory', async () => {
  const { out, got, resume } = reader();
  const said: string[] = [];
  const lines = eventLines(out, (line) => said.push(line), { bytes: 1000, drainMs: 20 });
  for (let i = 0; i < 200; i++) lines.line(change, rule);
  expect(said).toEqual(['event lines: their reader does not read; no more are written, the engine goes on']);
  expect(out.writableLength).toBeLessThan(1500);
  await lines.drained();                                   // gives up
  resume();
  await lines.drained();
  await new Promise((r) => setImmediate(r));
  expect(out.writableFinished).toBe(true);
  for (const line of got.join('').trim().split('\n')) expect(JSON.parse(line)).toMatchObject({ kind: 'raised', alarm: 'plc.source' });
});

it('a reader that breaks is let go, and nothing throws', async () => {
  const said: string[] = [];
  const out = new Writable({ write: (_, __, done) => done(new Error('write EPIPE')) });
  const lines = eventLines(out, (line) => said.push(line));
  for (let i = 0; i < 3; i++) { lines.line(change, rule); await new Promise((r) => setImmediate(r)); }
  await lines.drained();
  expect(said).toEqual(['event lines: write EPIPE; no more are written, the engine goes on']);
});
