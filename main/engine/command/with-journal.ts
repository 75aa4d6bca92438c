import type { Draft, Journal } from '#app/journal';
import type { Site } from '#app/park';
import { openData, openJournal } from '#storage';
import { systemClock } from '../clock.ts';
import { lastSite } from '../record/site-import.ts';
import type { Refused } from '../refused.ts';
import { journalWriterUrl } from '../workers.ts';
import { Exit, type ExitCode } from './exit.ts';

type Tell = (line: string) => void;
type Say = (refused: Refused) => ExitCode;
type Append = (drafts: readonly Draft[]) => Promise<ExitCode>;
/** Opens the journal of a data folder for one command, and closes it whatever happens. */
export async function withJournal(dir: string, tell: Tell, say: Say, use: (site: Site | null, append: Append, journal: Journal) => Promise<ExitCode>): Promise<ExitCode> {
  const data = openData(dir, { clock: systemClock });
  if (!data.ok) return say({ ok: false, fault: data.fault, details: [] });
  const journal = await openJournal(data.value, { clock: systemClock, note: ({ name, params }) => tell(`storage ${name} ${JSON.stringify(params)}`), workerUrl: journalWriterUrl() });
  if (!journal.ok) { data.value.close(); return say({ ok: false, fault: journal.fault, details: [] }); }
  try {
    const site = await lastSite(journal.value);
    if (!site.ok) return say({ ok: false, fault: site.fault, details: [] });
    return await use(site.value, async (drafts) => {
      const written = await journal.value.append(drafts);
      if (!written.ok) return say({ ok: false, fault: written.fault, details: [] });
      tell(`imported as event ${written.value.at(-1)?.seq}`);
      return Exit.ok;
    }, journal.value);
  } finally {
    await journal.value.close();
    data.value.close();
  }
}
