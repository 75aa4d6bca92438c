import { backupData, checkExport, fastSm3, ownHead, restoreData, verifyJournal, type HistoryCopy } from '#storage';
import { systemClock } from '../clock.ts';
import type { Command } from './arguments.ts';
import { Exit, type ExitCode } from './exit.ts';
import type { Refused } from '../refused.ts';

type Tell = (line: string) => void;
type Say = (refused: Refused) => ExitCode;
type Of<N extends Command['name']> = Extract<Command, { name: N }>;

/** `verify`: recomputes the whole chain and compares it with every copy of the head, which must be there under the folder's own key. Exit 6 where anything does not fit. */
export async function verify({ data, heads }: Of<'verify'>, tell: Tell, say: Say): Promise<ExitCode> {
  const report = verifyJournal(data, { heads, own: ownHead(data), hash: await fastSm3() });
  if (!report.ok) return say({ ok: false, fault: report.fault, details: [] });
  const { holds, findings, events, heads: copies, ms, eventsPerSecond, nodes } = report.value;
  for (const { node, seq, reason, file } of findings) tell(`broken: ${reason} at ${node} ${seq}${file === undefined ? '' : ` (${file})`}`);
  for (const { head } of nodes) tell(`head: ${head.node} ${head.seq} ${head.hash}`);
  tell(`${events} events and ${copies} copies of the head in ${(ms / 1000).toFixed(2)} s (${Math.round(eventsPerSecond)}/s): ${holds ? 'the chain holds' : `${findings.length} findings`}`);
  return holds ? Exit.ok : Exit.journal;
}

/** `check-export`: whether an export of the audit is what its manifest says, and the manifest what its key signed. Needs no data folder; whose the key is, whoever asks must know. Exit 6 where it is not. */
export async function exportCheck({ manifest }: Of<'check-export'>, tell: Tell, say: Say): Promise<ExitCode> {
  const checked = await checkExport(manifest);
  if (!checked.ok) { say({ ok: false, fault: checked.fault, details: [] }); return Exit.journal; }
  const { file, events, by, at, head, sm3 } = checked.value.manifest;
  tell(`${file}: ${events} events, exported by ${by} at ${new Date(at).toISOString()}, when the journal of ${head.node} ended at ${head.seq}`);
  tell(`sm3 ${sm3}`);
  tell(`signed with ${checked.value.publicKey}`);
  return Exit.ok;
}

/** What of history was copied, and what of it did not hold before. */
function tellHistory(history: HistoryCopy | null, tell: Tell): void {
  if (history === null) return;
  for (const { file, reason } of history.damaged) tell(`damaged before: ${file} (${reason})`);
  tell(`history: ${history.samples} samples in ${history.files} files of ${(history.bytes / 1e6).toFixed(1)} MB`);
}

/** `backup`: a copy of the data folder that is whole, also while an engine runs on it. */
export function backup({ data, to }: Of<'backup'>, tell: Tell, say: Say): ExitCode {
  const done = backupData(data, to);
  if (!done.ok) return say({ ok: false, fault: done.fault, details: [] });
  tell(`${done.value.report.events} events backed up to ${done.value.to}`);
  tellHistory(done.value.history, tell);
  return Exit.ok;
}

/** `restore`: a new data folder from a back-up, under a new node id. */
export function restore({ data, from }: Of<'restore'>, tell: Tell, say: Say): ExitCode {
  const done = restoreData(from, data, { clock: systemClock });
  if (!done.ok) return say({ ok: false, fault: done.fault, details: [] });
  tell(`${done.value.events} events of ${done.value.from} restored into ${data} as node ${done.value.node}`);
  tellHistory(done.value.history, tell);
  return Exit.ok;
}
