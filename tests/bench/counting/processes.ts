import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import readline from 'node:readline';
import type { ParkAsk, ParkSays } from './park.ts';

/** A process of ours, and what it says line by line. */
export function child(file: string, args: readonly string[], flags: readonly string[] = []) {
  const process_ = spawn(process.execPath, [...flags, file, ...args], { stdio: ['pipe', 'pipe', 'inherit'] });
  const waiting: ((line: string | null) => void)[] = [];
  const lines: (string | null)[] = [];
  const say = (line: string | null): void => { const first = waiting.shift(); if (first === undefined) lines.push(line); else first(line); };
  readline.createInterface({ input: process_.stdout }).on('line', say).on('close', () => say(null));
  return {
    process: process_,
    /** The next line; null when it has said its last. */
    line: (): Promise<string | null> => { const next = lines.shift(); return next === undefined ? new Promise((r) => { waiting.push(r); }) : Promise.resolve(next); },
    tell: (line: string): void => { process_.stdin.write(`${line}\n`); },
    /** Ends its standard input and waits until it is gone. */
    async end(): Promise<void> { process_.stdin.end(); await gone(process_); },
  };
}
const gone = async (p: ChildProcess): Promise<void> => { if (p.exitCode === null && p.signalCode === null) await once(p, 'exit'); };

/** The next line as JSON; throws where there is none. */
export async function json<T>(of: ReturnType<typeof child>): Promise<T> {
  const line = await of.line();
  if (line === null) throw new Error('it ended before it said what it should');
  return JSON.parse(line) as T;
}

/** The park of counters, and where it is. */
export async function startPark(ask: ParkAsk) {
  const park = child('tests/bench/counting/park.ts', [JSON.stringify(ask)]);
  return { park, ...await json<ParkSays>(park) };
}
