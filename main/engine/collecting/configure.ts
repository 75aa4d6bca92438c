import fs from 'node:fs/promises';
import path from 'node:path';
import type { SiteParcel, Words } from '#adapters/collector';
import type { Fault } from '#kernel/result';
import { boundFault } from '../collect/bounds.ts';
import { readCheckedSite, type CheckedSite } from '../site-folder.ts';
import { parcelIn, unpack } from './parcel.ts';

type Mistakes = Words<'answer'>['mistakes'];
const mostMistakes = 1000;
const mistake = (where: string, fault: Fault): Mistakes[number] => ({ where: where.slice(0, 300).toWellFormed(), fault: boundFault(fault) });

/** Puts a checked folder in the place of the site, and keeps the one before under `<site>.before`. */
async function exchange(fresh: string, site: string): Promise<void> {
  const before = `${site}.before`;
  await fs.rm(before, { recursive: true, force: true });
  await fs.rename(site, before);
  try { await fs.rename(fresh, site); } catch (error) { await fs.rename(before, site); throw error; }
}

/** Takes a configuration that a receiver sent (FWD-10): read and checked whole in a folder beside the site's, then put in its place and applied; with a mistake nothing changes, and each is named. */
export async function configure(parcel: SiteParcel, site: string, apply: (read: CheckedSite) => Promise<Fault | null>): Promise<Words<'answer'>> {
  const target = path.resolve(site);
  const refused = (mistakes: Mistakes): Words<'answer'> => ({ version: parcel.version, applied: false, mistakes: mistakes.slice(0, mostMistakes) });
  const whole = parcelIn(JSON.stringify(parcel));
  if (!whole.ok) return refused([mistake('', whole.fault)]);
  let fresh: string | null = null;
  try {
    fresh = await fs.mkdtemp(path.join(path.dirname(target), `.${path.basename(target)}-`));
    await unpack(parcel, fresh);
    const read = await readCheckedSite(fresh);
    if (!read.ok) return refused(read.details.map((d) => mistake(d.where, d.fault)));
    await exchange(fresh, target);
    const fault = await apply(read.value);
    return fault === null ? { version: parcel.version, applied: true, mistakes: [] } : refused([mistake(path.basename(target), fault)]);
  } catch (error) {
    return refused([mistake(path.basename(target), { code: 'not-written', params: { reason: (error as NodeJS.ErrnoException).code ?? 'error' } })]);
  } finally {
    if (fresh !== null) await fs.rm(fresh, { recursive: true, force: true });
  }
}
