import { backupData, restoreData, verifyJournal } from '#storage';
import { systemClock } from '../clock.ts';
import type { Command } from './arguments.ts';
import { Exit, type ExitCode } from './exit.ts';
import type { Refused } from '../refused.ts';

type Tell = (line: string) => void;
type Say = (refused: Refused) => ExitCode;
type Of<N extends Command['name']> = Extract<Command, { name: N }>;

/** `verify`: recomputes the whole chain and compares it with every copy of the head. Exit 6 where anything does not fit. */
export function verify({ data, heads }: Of<'verify'>, tell: Tell, say: Say): ExitCode {
  const report = verifyJournal(data, { heads });
  if (!report.ok) return say({ ok: false, fault: report.fault, details: [] });
  const { holds, findings, events, heads: copies, ms, eventsPerSecond, nodes } = report.value;
  for (const { node, seq, reason, file } of findings) tell(`broken: ${reason} at ${node} ${seq}${file === undefined ? '' : ` (${file})`}`);
  for (const { head } of nodes) tell(`head: ${head.node} ${head.seq} ${head.hash}`);
  tell(`${events} events and ${copies} copies of the head in ${(ms / 1000).toFixed(2)} s (${Math.round(eventsPerSecond)}/s): ${holds ? 'the chain holds' : `${findings.length} findings`}`);
  return holds ? Exit.ok : Exit.journal;
}

/** `backup`: a copy of the data folder that is whole, also while an engine runs on it. */
export function backup({ data, to }: Of<'backup'>, tell: Tell, say: Say): ExitCode {
  const done = backupData(data, to);
  if (!done.ok) return say({ ok: false, fault: done.fault, details: [] });
  tell(`${done.value.report.events} events backed up to ${done.value.to}`);
  return Exit.ok;
}

/** `restore`: a new data folder from a back-up, under a new node id. */
export function restore({ data, from }: Of<'restore'>, tell: Tell, say: Say): ExitCode {
  const done = restoreData(from, data, { clock: systemClock });
  if (!done.ok) return say({ ok: false, fault: done.fault, details: [] });
  tell(`${done.value.events} events of ${done.value.from} restored into ${data} as node ${done.value.node}`);
  return Exit.ok;
}
