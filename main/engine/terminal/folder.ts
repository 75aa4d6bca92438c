import os from 'node:os';
import { sealed } from '#app/access';
import type { Journal } from '#app/journal';
import { actor } from '#kernel/session';
import { hashThread, openData, openJournal } from '#storage';
import { openAccess, type Access } from '../access/access.ts';
import type { AccessNote, SealedElsewhere } from '../access/parts.ts';
import { folderIdentity, type Identity } from '../access/secrets/identity.ts';
import { systemClock } from '../clock.ts';
import { restoredDuty } from '../duty/standing.ts';
import type { Refused } from '../refused.ts';
import { hashWorkerUrl, journalWriterUrl } from '../workers.ts';
import type { ExitCode } from '../command/exit.ts';

export type Tell = (line: string) => void;
export type Say = (refused: Refused) => ExitCode;
export const refused = (code: string, params: Readonly<Record<string, string | number>> = {}): Refused => ({ ok: false, fault: { code, params }, details: [] });

/** A data folder that no engine holds, with who is acting in it. `note`: written as the place it is done at. */
export interface HeldFolder { readonly dir: string; readonly access: Access; readonly identity: Identity; readonly workstation: string; record(notes: readonly AccessNote[]): Promise<boolean> }

/** The names and telephones of the roster, as the journal has them: an engine seals them anew with its next start. A journal whose roster cannot be read has something sealed, for all that is known here. */
async function rosterIn(journal: Pick<Journal, 'read'>): Promise<SealedElsewhere> {
  const fold = await restoredDuty(journal);
  const texts = fold.ok ? [...fold.value.kept().people.values()].flatMap(({ name, phone }) => [name, phone]) : [sealed('?')];
  return { sealed: () => texts, reseal: async () => texts.length === 0 };
}

/** Holds the folder for one command, and lets it go whatever happens. Fault `locked` where an engine has it. */
export async function withAccess(dir: string, tell: Tell, say: Say, use: (folder: HeldFolder) => Promise<ExitCode>): Promise<ExitCode> {
  const data = openData(dir, { clock: systemClock });
  if (!data.ok) return say({ ok: false, fault: data.fault, details: [] });
  const journal = await openJournal(data.value, { clock: systemClock, note: ({ name, params }) => tell(`storage ${name} ${JSON.stringify(params)}`), workerUrl: journalWriterUrl() });
  if (!journal.ok) { data.value.close(); return say({ ok: false, fault: journal.fault, details: [] }); }
  const silent = (): void => {};
  const heard: { access: Access | null } = { access: null };
  const identity = folderIdentity(data.value.dir, hashThread(hashWorkerUrl(), silent), systemClock, silent);
  try {
    const elsewhere = await rosterIn(journal.value);
    const opened = await openAccess({
      clock: systemClock, realm: 'live', journal: journal.value, identity, note: silent, broken: silent, elsewhere: () => elsewhere,
      windows: () => ({ seat: silent, moved: silent, consent: silent }), published: (event) => heard.access?.heard(event),
      write: (draft, then) => void journal.value.append([draft]).then((r) => { if (r.ok) for (const event of r.value) heard.access?.heard(event); then(r.ok); }),
    });
    if (!opened.ok) return say({ ok: false, fault: opened.fault, details: [] });
    heard.access = opened.value;
    opened.value.begin();
    const workstation = os.hostname();
    const by = actor(`unidentified@${workstation}`);
    return await use({ dir: data.value.dir, access: opened.value, identity, workstation, record: async (notes) => (await opened.value.parts.record(notes, by)).ok });
  } finally {
    identity.noToken();                                          // what this process would take is nobody's any more
    await heard.access?.stop();
    await journal.value.close();
    data.value.close();
  }
}
