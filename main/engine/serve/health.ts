import type { AuditTrust } from '#app/audit';
import type { Health } from '#app/health';
import type { HistoryHealth } from '#app/history';
import type { Journal } from '#app/journal';
import type { Clock } from '#kernel/time';
import type { ClockJump } from '../clock.ts';
import { shareUsed } from '../history/finding.ts';
import type { Recorder } from '../record/recorder.ts';

/** What a health reading is made of. */
export interface HealthParts {
  readonly clock: Clock;
  readonly journal: Journal;
  readonly recorder: Recorder;
  readonly restart: Health['restart'];
  readonly sources: () => { readonly up: number; readonly all: number };
  /** Samples taken since the start. */
  readonly samples: () => number;
  readonly audit: () => AuditTrust;
  /** Null: this engine keeps no samples. */
  readonly history: () => HistoryHealth | null;
}

const off: Health['history'] = { state: 'off', reason: null, lagMs: 0, used: 0, refused: 0, quarantined: 0 };
const inShort = (of: HistoryHealth | null): Health['history'] =>
  of === null ? off : { state: of.state, reason: of.reason, lagMs: of.lagMs, used: shareUsed(of), refused: of.refused.reduce((n, r) => n + r.count, 0), quarantined: of.quarantined.length };

/** Readings of the engine's own health; rates are over the time since the reading before. */
export function healthReadings(parts: HealthParts) {
  const startedAt = parts.clock.now();
  let jump: ClockJump | null = null;
  let before = { at: parts.clock.mono(), samples: 0, cpu: process.cpuUsage() };
  let rates = { samplesPerSecond: 0, cpuPercent: 0 };

  /** Takes the rates anew; called once a second. */
  function measure(): void {
    const at = parts.clock.mono();
    const seconds = (at - before.at) / 1000;
    if (seconds <= 0) return;
    const { user, system } = process.cpuUsage(before.cpu);
    rates = { samplesPerSecond: Math.round((parts.samples() - before.samples) / seconds), cpuPercent: Math.round((user + system) / 10_000 / seconds) };
    before = { at, samples: parts.samples(), cpu: process.cpuUsage() };
  }
  function read(): Health {
    const { fault, waiting } = parts.recorder.health();
    return {
      node: parts.journal.node, term: parts.journal.term, startedAt, now: parts.clock.now(), restart: parts.restart,
      journal: { state: fault === null ? parts.journal.state() : 'not-recording', seq: parts.journal.head().seq, waiting, fault: fault?.code ?? null },
      history: inShort(parts.history()), sources: parts.sources(), ...rates, memoryMB: Math.round(process.memoryUsage.rss() / 1e6),
      audit: parts.audit(), clockJump: jump === null ? null : { ms: jump.ms, at: jump.at },
    };
  }
  return { measure, read, jumped: (j: ClockJump): void => { jump = j; } };
}
