import os from 'node:os';
import path from 'node:path';
import type { Draft } from '#app/journal';
import type { Site } from '#app/park';
import type { Fault } from '#kernel/result';
import { actor } from '#kernel/session';
import { openData, openJournal, writeSite } from '#storage';
import type { Command } from './arguments.ts';
import { systemClock } from '../clock.ts';
import { Exit, type ExitCode } from './exit.ts';
import type { Refused } from '../refused.ts';
import { importDraft, lastSite } from '../record/site-import.ts';
import { readCheckedSite } from '../site-folder.ts';
import { journalWriterUrl } from '../workers.ts';

type SiteCommand = Extract<Command, { name: 'site' }>;
type Tell = (line: string) => void;
type Say = (refused: Refused) => ExitCode;

/** `site check|diff|import|export`: the baseline folder and what the journal holds of it. */
export async function siteCommand(c: SiteCommand, tell: Tell, say: Say, worded: (fault: Fault) => string): Promise<ExitCode> {
  if (c.act === 'export') return withJournal(c.data ?? '', tell, say, async (site) => exported(c, site, tell, say));
  const read = await readCheckedSite(c.dir);
  if (!read.ok) return say(read);
  const { site, warnings } = read.value;
  for (const w of warnings) tell(`warning ${w.file}:${w.line} ${w.field}: ${worded(w.fault)}`);
  tell(`${site.name.en} (${site.id}): ${site.points.length} points, ${site.sources.length} sources, ${site.assets.length} assets, ${warnings.length} warnings`);
  if (c.act === 'check') return Exit.ok;
  return withJournal(c.data ?? '', tell, say, async (kept, append) => {
    const who = { time: systemClock.now(), actor: actor(`unidentified@${os.hostname()}`), realm: 'live' } as const;
    const { diff, draft } = importDraft(kept, site, path.basename(path.resolve(c.dir)), who);
    for (const change of diff.changes.slice(0, 200)) tell(`${change.op} ${change.part} ${change.id}${change.fields.map((f) => ` ${f.field}: ${JSON.stringify(f.before)} -> ${JSON.stringify(f.after)}`).join(';')}`);
    if (diff.changes.length > 200) tell(`... and ${diff.changes.length - 200} more`);
    tell(`${diff.changes.length} changes`);
    if (c.act === 'diff') return Exit.ok;
    if (draft === null) { tell('nothing to import'); return Exit.ok; }
    return append(draft);
  });
}

async function exported(c: SiteCommand, site: Site | null, tell: Tell, say: Say): Promise<ExitCode> {
  if (site === null) return say({ ok: false, fault: { code: 'no-site', params: { dir: c.data ?? '' } }, details: [] });
  const done = await writeSite(c.dir, site, { replace: c.replace });
  if (!done.ok) return say({ ok: false, fault: { code: 'not-exported', params: { dir: c.dir } }, details: done.faults.map((f) => ({ where: f.file, fault: f.fault })) });
  tell(`exported ${site.id} to ${c.dir}`);
  return Exit.ok;
}

type Append = (draft: Draft) => Promise<ExitCode>;
/** Opens the journal of a data folder for one command, and closes it whatever happens. */
async function withJournal(dir: string, tell: Tell, say: Say, use: (site: Site | null, append: Append) => Promise<ExitCode>): Promise<ExitCode> {
  const data = openData(dir, { clock: systemClock });
  if (!data.ok) return say({ ok: false, fault: data.fault, details: [] });
  const journal = await openJournal(data.value, { clock: systemClock, note: ({ name, params }) => tell(`storage ${name} ${JSON.stringify(params)}`), workerUrl: journalWriterUrl() });
  if (!journal.ok) { data.value.close(); return say({ ok: false, fault: journal.fault, details: [] }); }
  try {
    const site = await lastSite(journal.value);
    if (!site.ok) return say({ ok: false, fault: site.fault, details: [] });
    return await use(site.value, async (draft) => {
      const written = await journal.value.append([draft]);
      if (!written.ok) return say({ ok: false, fault: written.fault, details: [] });
      tell(`imported as event ${written.value[0]?.seq}`);
      return Exit.ok;
    });
  } finally {
    await journal.value.close();
    data.value.close();
  }
}
