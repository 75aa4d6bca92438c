import { fail, ok, type Fault, type Result } from '#kernel/result';
import { historyStatus, mergeHistory, verifyHistory } from '#storage';
import { Exit, type ExitCode } from './exit.ts';
import type { Refused } from '../refused.ts';

export const historyActs = ['status', 'verify', 'merge'] as const;
/** `history`: what is kept of the samples in a data folder. `status` and `verify` work beside a running engine; `merge` wants the folder for itself. */
export interface HistoryCommand { readonly name: 'history'; readonly act: (typeof historyActs)[number]; readonly data: string; readonly language: 'zh-CN' | 'en' }

/** Reads `history`. */
export function history(rest: readonly string[], data: string | null, language: HistoryCommand['language']): Result<HistoryCommand, Fault<'usage'>> {
  const act = historyActs.find((a) => a === rest[0]);
  if (act === undefined) return fail('usage', { what: `history ${historyActs.join('|')}` });
  return data === null ? fail('usage', { what: '--data DIR' }) : ok({ name: 'history', act, data, language });
}

type Tell = (line: string) => void;
type Say = (refused: Refused) => ExitCode;
const mb = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;
const iso = (time: number | null): string => (time === null ? '-' : new Date(time).toISOString());
const stretch = (from: number | null, to: number | null): string => (from === null && to === null ? '' : ` (${iso(from)} to ${iso(to)})`);

function status(data: string, tell: Tell, say: Say): ExitCode {
  const read = historyStatus(data);
  if (!read.ok) return say({ ok: false, fault: read.fault, details: [] });
  const { series, kinds, ahead, going, quarantined } = read.value;
  for (const { kind, files, waiting, bytes, rows, from, to } of kinds) {
    const each = rows === 0 ? '' : `, ${(bytes / rows).toFixed(2)} bytes each`;
    tell(`${kind}: ${rows} ${kind === 'raw' ? 'samples' : 'rows'} in ${files} files, ${mb(bytes)}${each}, ${iso(from)} to ${iso(to)}${waiting > 0 ? `, ${waiting} files not merged yet` : ''}`);
  }
  tell(`${series} points, ${mb(ahead)} in the log, ${mb(going)} about to be removed`);
  for (const { file, why, from, to } of quarantined) tell(`damaged: ${file}: ${why}${stretch(from, to)}`);
  return Exit.ok;
}

function verify(data: string, tell: Tell, say: Say): ExitCode {
  const read = verifyHistory(data);
  if (!read.ok) return say({ ok: false, fault: read.fault, details: [] });
  const { findings, files, bytes, ms } = read.value;
  for (const { file, reason, from, to } of findings) tell(`damaged: ${file}: ${reason}${stretch(from, to)}`);
  tell(`${files} files of ${mb(bytes)} in ${(ms / 1000).toFixed(2)} s: ${findings.length === 0 ? 'every block holds' : `${findings.length} findings`}`);
  return findings.length === 0 ? Exit.ok : Exit.journal;
}

async function merge(data: string, tell: Tell, say: Say): Promise<ExitCode> {
  const done = await mergeHistory(data, ({ name, params }) => tell(`${name} ${JSON.stringify(params)}`));
  if (!done.ok) return say({ ok: false, fault: done.fault, details: [] });
  tell(`${done.value.before} files became ${done.value.after}`);
  return Exit.ok;
}

/** `history status`, `verify` (exit 6 where a block does not hold) and `merge`. */
export function historyCommand({ act, data }: HistoryCommand, tell: Tell, say: Say): ExitCode | Promise<ExitCode> {
  switch (act) {
    case 'status': return status(data, tell, say);
    case 'verify': return verify(data, tell, say);
    case 'merge': return merge(data, tell, say);
  }
}
