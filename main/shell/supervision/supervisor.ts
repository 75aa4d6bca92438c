import type { EngineProcess } from '#app/contract';
import { step } from '#kernel/machine';
import type { Fault } from '#kernel/result';
import type { Clock, EpochMs, MonoMs, Stop } from '#kernel/time';
import { processTable, type ProcessAction, type ProcessEvent, type ProcessState } from './machine.ts';

/** Why a process is started again, as it is told on its command line. */
export interface Restart { readonly reason: string; readonly attempt: number }
/** What the supervisor hears of a process. `alive`: its heartbeat. */
export interface ChildEars { ready(): void; alive(): void; refused(faults: readonly Fault[]): void; exited(code: number): void }
/** A started process, to us: `end` asks, `kill` does not. */
export interface Child { end(): void; kill(): void }
export interface SupervisorDeps {
  readonly fork: (restart: Restart | null, ears: ChildEars) => Child;
  readonly clock: Clock;
  /** Every move of the machine, with the rule that made it. */
  readonly changed: (view: EngineProcess, rule: string) => void;
}

/** Durations in ms, as SPEC.md names them. */
export const limits = { firstBackOff: 250, longestBackOff: 30_000, settling: 60_000, silenceStarting: 30_000, silenceRunning: 10_000, ending: 5_000, ownSleep: 3_000 } as const;
/** SUP-21: how long to wait before attempt n (from 1). */
export const backOffMs = (attempt: number): number => Math.min(limits.longestBackOff, limits.firstBackOff * 2 ** Math.min(attempt - 1, 20));

type Timer = 'silent' | 'settled' | 'due' | 'overdue';
const timersOf: Readonly<Record<ProcessState, readonly Timer[]>> =
  { stopped: [], starting: ['silent'], running: ['silent', 'settled'], waiting: ['due'], ending: ['overdue'], closing: ['overdue'] };
const shown: Readonly<Record<ProcessState, EngineProcess['state']>> =
  { stopped: 'stopped', starting: 'starting', running: 'running', waiting: 'restarting', ending: 'restarting', closing: 'stopped' };

/** Keeps one process running: what SPEC.md says, with `processTable` for the moves. */
export function supervisor({ fork, clock, changed }: SupervisorDeps) {
  const timers = new Map<Timer, Stop>();
  const stopped = Promise.withResolvers<void>();
  let state: ProcessState = 'stopped';
  let child: Child | null = null;
  let attempt = 0;
  let since: EpochMs = clock.now();
  let nextAt: EpochMs | null = null;
  let reason: string | null = null;
  let told: string | null = null;   // why it is ending, when that was our doing
  let refusal: readonly Fault[] = [];

  const view = (): EngineProcess => ({ state: shown[state], since, attempt, nextAt, reason });

  function arm(timer: Timer, ms: number): void {
    timers.get(timer)?.();
    timers.set(timer, clock.after(ms, () => { timers.delete(timer); happen(timer); }));
  }
  /** SUP-22: a timer that comes late by more than `ownSleep` says that we slept, not that the process was silent. */
  function armSilence(): void {
    const ms = state === 'starting' ? limits.silenceStarting : limits.silenceRunning;
    const expected: MonoMs = clock.mono();
    timers.get('silent')?.();
    timers.set('silent', clock.after(ms, () => {
      timers.delete('silent');
      if (clock.mono() - expected - ms > limits.ownSleep) armSilence();
      else { told = 'silent'; happen('silent'); }
    }));
  }
  const actions: Readonly<Record<ProcessAction, () => void>> = {
    fork() {
      told = null; nextAt = null; refusal = [];
      child = fork(reason === null ? null : { reason, attempt }, {
        ready: () => happen('ready'),
        alive: () => { if (timersOf[state].includes('silent')) armSilence(); },
        refused: (faults) => { refusal = faults; told = faults[0]?.code ?? 'refused'; happen('refused'); },
        exited: (code) => { child = null; reason = told ?? `exit-${code}`; happen('exited'); },
      });
      armSilence();
    },
    end() { child?.end(); arm('overdue', limits.ending); },
    kill() { child?.kill(); },
    backOff() {
      attempt += 1;
      const ms = backOffMs(attempt);
      nextAt = (clock.now() + ms) as EpochMs;
      arm('due', ms);
    },
    clearAttempts() { attempt = 0; },
    watchSettling() { arm('settled', limits.settling); armSilence(); },
  };
  function happen(event: ProcessEvent): void {
    const move = step(processTable, state, event, () => true);
    if (move.kind === 'illegal') throw new Error(move.why);
    if (move.kind === 'ignored') return;
    if (move.to !== state) since = clock.now();
    state = move.to;
    for (const [timer, stop] of timers) if (!timersOf[state].includes(timer)) { stop(); timers.delete(timer); }
    for (const action of move.actions) actions[action]();
    changed(view(), move.rule);
    if (state === 'stopped') stopped.resolve();
  }

  return {
    start(): void { happen('start'); },
    /** Resolves when the process is gone. */
    stop(): Promise<void> {
      if (state === 'stopped') return Promise.resolve();
      happen('stop');
      return stopped.promise;
    },
    restart(): void { if (state === 'running') told = 'asked'; happen('restart'); },
    view,
    running: (): boolean => state === 'running',
    /** Why the last start was refused; empty once it has been started again. */
    refusal: (): readonly Fault[] => refusal,
  };
}
export type Supervisor = ReturnType<typeof supervisor>;
