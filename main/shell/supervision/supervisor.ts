import type { EngineProcess } from '#app/contract';
import { step } from '#kernel/machine';
import type { Fault } from '#kernel/result';
import type { Clock, EpochMs, MonoMs, Stop } from '#kernel/time';
import { processTable, type ProcessAction, type ProcessEvent, type ProcessState } from './machine.ts';

/** Why a process is started again, as it is told on its command line. */
export interface Restart { readonly reason: string; readonly attempt: number }
/** Why a process did not start: the fault, and every single finding behind it with its place. */
export interface Refusal { readonly fault: Fault; readonly details: readonly { readonly where: string; readonly fault: Fault }[] }
/** What the supervisor hears of a process. `alive`: its heartbeat. */
export interface ChildEars { ready(): void; alive(): void; refused(refusal: Refusal): void; exited(code: number): void }
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
/** SUP-20: how long to wait before attempt n (from 1). */
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
  let refusal: Refusal | null = null;
  let exitCode: number | null = null;

  const view = (): EngineProcess => ({ state: shown[state], since, attempt, nextAt, reason });

  function arm(timer: Timer, ms: number, run: () => void): void {
    timers.get(timer)?.();
    timers.set(timer, clock.after(ms, () => { timers.delete(timer); run(); }));
  }
  /** SUP-21: a timer that comes late by more than `ownSleep` says that we slept, not that the process was silent. */
  function armSilence(): void {
    const ms = state === 'starting' ? limits.silenceStarting : limits.silenceRunning;
    const armed: MonoMs = clock.mono();
    arm('silent', ms, () => {
      if (clock.mono() - armed - ms > limits.ownSleep) { armSilence(); return; }
      told = 'hung';
      happen('silent');
    });
  }
  const actions: Readonly<Record<ProcessAction, () => void>> = {
    fork() {
      told = null; nextAt = null;
      child = fork(reason === null ? null : { reason, attempt }, {
        ready: () => { if (state === 'starting') refusal = null; happen('ready'); },
        alive: () => { if (timersOf[state].includes('silent')) armSilence(); },
        refused: (why) => {
          if (state === 'starting' || state === 'running') { refusal = why; told = why.fault.code; }
          happen('refused');
        },
        exited: (code) => {
          child = null;
          exitCode = code;
          if (state !== 'closing') reason = told ?? `exit-${code}`;
          happen('exited');
        },
      });
      armSilence();
    },
    end() {
      child?.end();
      arm('overdue', limits.ending, () => child?.kill());   // SUP-19
    },
    kill() { child?.kill(); },
    backOff() {
      attempt += 1;
      const ms = backOffMs(attempt);
      nextAt = (clock.now() + ms) as EpochMs;
      arm('due', ms, () => happen('due'));
    },
    clearAttempts() { attempt = 0; },
    watchSettling() {
      arm('settled', limits.settling, () => { attempt = 0; changed(view(), 'SUP-13'); });
      armSilence();
    },
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
    /** How the last one ended, as the system says it. */
    exitCode: (): number | null => exitCode,
    running: (): boolean => state === 'running',
    /** Why the last start was refused; null once it has run again. */
    refusal: (): Refusal | null => refusal,
  };
}
export type Supervisor = ReturnType<typeof supervisor>;
