import os from 'node:os';
import path from 'node:path';
import type { Journal } from '#app/journal';
import { shiftsText } from '#app/duty';
import { diffSites, type Site } from '#app/park';
import type { Fault } from '#kernel/result';
import { actor } from '#kernel/session';
import { readMimics, renderMimics, writeSite } from '#storage';
import type { Command } from './arguments.ts';
import { systemClock } from '../clock.ts';
import { Exit, type ExitCode } from './exit.ts';
import type { Refused } from '../refused.ts';
import { restoredDuty } from '../duty/standing.ts';
import { importDrafts } from '../record/site-import.ts';
import { keptMimics } from '../serve/mimics.ts';
import { readCheckedSite, whereOf } from '../site-folder.ts';
import { withJournal } from './with-journal.ts';

type SiteCommand = Extract<Command, { name: 'site' }>;
type Tell = (line: string) => void;
type Say = (refused: Refused) => ExitCode;

/** `site check|diff|import|export`: the baseline folder and what the journal holds of it. */
export async function siteCommand(c: SiteCommand, tell: Tell, say: Say, worded: (fault: Fault) => string): Promise<ExitCode> {
  if (c.act === 'export') return withJournal(c.data ?? '', tell, say, async (site, _append, journal) => exported(c, site, journal, tell, say));
  const read = await readCheckedSite(c.dir);
  if (!read.ok) return say(read);
  const { site, warnings } = read.value;
  for (const w of warnings) tell(`warning ${whereOf(w)}: ${worded(w.fault)}`);
  tell(`${site.name.en} (${site.id}): ${site.points.length} points, ${site.sources.length} sources, ${site.assets.length} assets, ${warnings.length} warnings`);
  const { mimics, broken } = await readMimics(c.dir);
  for (const b of broken) tell(`warning ${b.file}:1: ${worded(b.fault)}`);
  if (mimics.length > 0) tell(`${mimics.length} mimics, ${broken.length} that cannot be read`);
  if (c.act === 'check') return Exit.ok;
  return withJournal(c.data ?? '', tell, say, async (kept, append) => {
    const who = { time: systemClock.now(), actor: actor(`unidentified@${os.hostname()}`), realm: 'live' } as const;
    const diff = diffSites(kept, site);
    const { drafts } = importDrafts(kept, site, path.basename(path.resolve(c.dir)), who);
    for (const change of diff.changes.slice(0, 200)) tell(`${change.op} ${change.part} ${change.id}${change.fields.map((f) => ` ${f.field}: ${JSON.stringify(f.before)} -> ${JSON.stringify(f.after)}`).join(';')}`);
    if (diff.changes.length > 200) tell(`... and ${diff.changes.length - 200} more`);
    tell(`${diff.changes.length} changes`);
    if (c.act === 'diff') return Exit.ok;
    if (drafts.length === 0) { tell('nothing to import'); return Exit.ok; }
    return append(drafts);
  });
}

async function exported(c: SiteCommand, site: Site | null, journal: Journal, tell: Tell, say: Say): Promise<ExitCode> {
  if (site === null) return say({ ok: false, fault: { code: 'no-site', params: { dir: c.data ?? '' } }, details: [] });
  const mimics = await keptMimics(journal);
  if (!mimics.ok) return say({ ok: false, fault: mimics.fault, details: [] });
  const duty = await restoredDuty(journal);
  if (!duty.ok) return say({ ok: false, fault: duty.fault, details: [] });
  const { shifts } = duty.value.kept();
  const done = await writeSite(c.dir, site, { replace: c.replace, mimics: renderMimics([...mimics.value.values()]), ...(shifts !== null && { shifts: shiftsText(shifts.table) }) });
  if (!done.ok) return say({ ok: false, fault: { code: 'not-exported', params: { dir: c.dir } }, details: done.faults.map((f) => ({ where: f.file, fault: f.fault })) });
  tell(`exported ${site.id} to ${c.dir}`);
  return Exit.ok;
}
