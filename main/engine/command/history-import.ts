import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Batch } from '#app/acquisition';
import { historyPlan, type AnswerOf, type QuestionOf } from '#app/history';
import type { Site } from '#app/park';
import { alwaysWanted } from '#kernel/contract';
import { fail, ok, type Fault, type Result } from '#kernel/result';
import { actor } from '#kernel/session';
import { importHistory, knownOf, mappingIn, openHistorian, ownMapping, withoutKnown, type ImportFault, type ImportMapping, type ImportSummary, type ImportTarget, type KnownAsks, type OpenedHistorian } from '#storage';
import { systemClock } from '../clock.ts';
import { historyUrls } from '../workers.ts';
import { Exit, type ExitCode } from './exit.ts';
import type { Refused } from '../refused.ts';
import { withJournal } from './with-journal.ts';

/** `history import FILE.csv`: takes samples of elsewhere into history. `mapping`: how the file is read; null: as our own exports. `dry`: only looks. */
export interface ImportCommand { readonly name: 'history-import'; readonly file: string; readonly data: string; readonly mapping: string | null; readonly dry: boolean; readonly language: 'zh-CN' | 'en' }

type Tell = (line: string) => void;
type Say = (refused: Refused) => ExitCode;
/** So many samples are handed over before the disk is waited for. */
const atOnce = 262_144;
const shownLines = 20;

function mappingOf(file: string | null): Result<ImportMapping> {
  if (file === null) return ok(ownMapping);
  try { return mappingIn(fs.readFileSync(file)); } catch (error) { return fail('bad-mapping', { field: '', reason: (error as NodeJS.ErrnoException).code ?? String(error) }); }
}
function told({ lines, samples, points, refused, first, from, to, refusedFile }: ImportSummary, tell: Tell): void {
  for (const { line, reason } of first.slice(0, shownLines)) tell(`line ${line}: ${reason}`);
  const all = Object.values(refused).reduce((a, b) => a + b, 0);
  if (all > shownLines) tell(`... and ${all - shownLines} more`);
  for (const [reason, n] of Object.entries(refused)) tell(`${n} lines refused: ${reason}`);
  tell(`${lines} lines, ${samples} samples of ${points} points${from === null || to === null ? '' : `, ${new Date(from).toISOString()} to ${new Date(to).toISOString()}`}${refusedFile === null ? '' : `; refused lines are in ${refusedFile}`}`);
}

/** Puts the samples of the file into history, at the pace of the disk. */
async function taken(c: ImportCommand, mapping: ImportMapping, site: Site, history: OpenedHistorian, tell: Tell): Promise<Result<{ readonly summary: ImportSummary; readonly doubles: number }, ImportFault>> {
  const { targets, plan } = numbered(site);
  history.follow(plan);
  const pointOf = new Map(plan.points.map((p) => [p.handle, p.id as string]));
  const ask = async <K extends 'history.rows' | 'history.at'>(name: K, question: QuestionOf<K>): Promise<AnswerOf<K>> => {
    const answer = await history.ask(name, question, alwaysWanted);
    if (!answer.ok) throw new Error(answer.fault.code);
    return answer.value;
  };
  const asks: KnownAsks = { rows: (q) => ask('history.rows', q), at: (q) => ask('history.at', q) };
  let [waiting, doubles] = [0, 0];
  const take = async (batch: Batch): Promise<void> => {
    const left = await withoutKnown(batch, (handle, from, to) => knownOf(asks, pointOf.get(handle) ?? '', from, to));
    doubles += batch.length - (left?.length ?? 0);
    if (left === null) return;
    history.put(left);
    waiting += left.length;
    if (waiting >= atOnce) { waiting = 0; await history.settled(); }
  };
  const read = await importHistory({ file: c.file, mapping, targets, now: systemClock.now(), take, progress: (lines) => tell(`${lines} lines`) });
  if (!read.ok) return read;
  await history.settled();
  const { state, reason, refused } = history.health();
  const lost = refused.find((r) => r.why === 'overflow');
  if (state === 'stopped' || lost !== undefined) return fail('data-error', { dir: c.data, reason: reason ?? `${lost?.count ?? 0} overflow` });
  return ok({ summary: read.value, doubles });
}
/** What is done only where what came before it was. */
const after = async <T, E extends Fault, F extends Fault>(before: Result<unknown, E>, then: () => Promise<Result<T, F>>): Promise<Result<T, E | F>> => (before.ok ? then() : before);
/** The points of the site under numbers of this command's own. */
function numbered(site: Site) {
  const handles = new Map(site.points.map((p, i) => [p.id, i + 1]));
  const targets = new Map<string, ImportTarget>(site.points.map((p) => [p.id, { handle: handles.get(p.id)!, type: p.type }]));
  return { targets, plan: historyPlan(site, (id) => handles.get(id)) };
}

/** Looks at the whole file first; with every line understood, or those that are not set aside, it is taken. What history has already is left out. Who did it, and the SM3 of the file, is in the journal. */
export async function historyImport(c: ImportCommand, tell: Tell, say: Say): Promise<ExitCode> {
  const refuse = (fault: Refused['fault']): ExitCode => say({ ok: false, fault, details: [] });
  const mapping = mappingOf(c.mapping);
  if (!mapping.ok) return refuse(mapping.fault);
  return withJournal(c.data, tell, say, async (site, _append, journal) => {
    if (site === null) return refuse({ code: 'no-site', params: { dir: c.data } });
    const look = await importHistory({ file: c.file, mapping: mapping.value, targets: numbered(site).targets, now: systemClock.now() });
    if (!look.ok) return refuse(look.fault);
    told(look.value, tell);
    if (c.dry || look.value.samples === 0) return look.value.samples === 0 && look.value.lines > 0 ? Exit.refused : Exit.ok;
    const opened = await openHistorian({ dir: c.data, note: ({ name, params }) => tell(`storage ${name} ${JSON.stringify(params)}`), urls: historyUrls() });
    if (!opened.ok) return refuse(opened.fault);
    // before anything of it lands: an import that is killed, or breaks off, is in the journal too
    const written = (kind: string, body: Readonly<Record<string, unknown>>) => journal.append([{ kind, v: 1, subject: path.basename(c.file), time: systemClock.now(), actor: actor(`unidentified@${os.hostname()}`), realm: 'live', body }]);
    const begun = await written('history.import-begun', { samples: look.value.samples, lines: look.value.lines, from: look.value.from, to: look.value.to, sm3: look.value.sm3 });
    const done = await after(begun, () => taken(c, mapping.value, site, opened.value, tell)).finally(() => opened.value.close());
    if (!done.ok) return refuse(done.fault);
    const { summary: { samples, lines, refused, from, to, sm3, refusedFile }, doubles } = done.value;
    const kept = await written('history.imported', { samples, lines, refused: Object.values(refused).reduce((a, b) => a + b, 0), doubles, from, to, sm3 });
    if (!kept.ok) return refuse(kept.fault);
    tell(`imported ${samples} samples${doubles > 0 ? `, of which ${doubles} were there already` : ''}${refusedFile === null ? '' : `; refused lines are in ${refusedFile}`}`);
    return Exit.ok;
  });
}
