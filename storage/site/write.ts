import { mkdir, mkdtemp, open, readdir, rename, rm, rmdir } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { findings, siteText, type Site, type SiteFault, type SiteFaultCode, type SiteResult } from '#app/park';
import { defaultBounds } from './bounds.ts';
import { systemCode } from './folder.ts';
import { ownFiles, parseSite } from './read.ts';
import { renderSite } from './render.ts';

/** `replace`: a folder that holds a site may be overwritten; what this version does not write (`plans/`, `cameras.json` ...) is kept. `mimics`: the files of `mimics/` by name; others that lie there stay. `shifts`: the text of `shifts.json`. */
export interface WriteOptions { readonly replace?: boolean; readonly mimics?: ReadonlyMap<string, string>; readonly shifts?: string }

type Written = SiteResult<{ readonly files: readonly string[] }>;
const refuse = (code: SiteFaultCode, params: SiteFault['fault']['params'] = {}): Written => ({ ok: false, faults: [{ file: '', line: 1, field: '', fault: { code, params } }], warnings: [] });

/** What was rendered is read back before anything is written: what could not be read again is no export. */
function check(site: Site, texts: ReadonlyMap<string, string>): Written | null {
  const found = findings();
  const bytes = (name: string): Uint8Array => new TextEncoder().encode(texts.get(name) ?? '');
  const again = parseSite({
    'site.json': bytes('site.json'), 'sources.json': bytes('sources.json'), 'levels.json': bytes('levels.json'), 'points.csv': bytes('points.csv'),
    assets: [['assets/assets.json', bytes('assets/assets.json')]],
    ...(texts.has('topics.json') && { 'topics.json': bytes('topics.json') }),
    ...(texts.has('history.json') && { 'history.json': bytes('history.json') }),
    ...(texts.has('rules/alarms.json') && { 'rules/alarms.json': bytes('rules/alarms.json') }),
  }, defaultBounds, found);
  if (again === null) return { ok: false, faults: found.faults(), warnings: found.warnings() };
  return siteText(again) === siteText(site) ? null : refuse('not-the-same');
}

/** Names in the target, or null when it does not exist. */
async function namesIn(target: string): Promise<readonly string[] | null> {
  try { return await readdir(target); } catch (error) { if (systemCode(error) === 'ENOENT') return null; throw error; }
}

async function writeFile(path: string, text: string): Promise<void> {
  const file = await open(path, 'wx');
  try { await file.writeFile(text); await file.sync(); } finally { await file.close(); }
}

/** Why a target may not be written over; null when it may. */
function mayWrite(old: readonly string[], replace: boolean): Written | null {
  if (old.length === 0) return null;
  if (!replace) return refuse('target-not-empty');
  return old.includes('site.json') ? null : refuse('target-not-a-site');
}

async function writeFresh(fresh: string, texts: ReadonlyMap<string, string>): Promise<void> {
  for (const folder of new Set([...texts.keys()].map((name) => dirname(name)))) if (folder !== '.') await mkdir(join(fresh, folder));
  for (const [name, text] of texts) await writeFile(join(fresh, name), text);
}

/** Puts the finished folder in the place of the old one, then carries over what is not ours to write. */
async function exchange(fresh: string, target: string, old: readonly string[]): Promise<void> {
  const aside = `${fresh}.old`;
  await rename(target, aside);
  try { await rename(fresh, target); } catch (error) { await rename(aside, target); throw error; }
  const [written, mimics] = [await readdir(target), await namesIn(join(target, 'mimics'))];
  const others = old.filter((name) => !ownFiles.some((own) => own === name) && !written.includes(name));
  const drawn = mimics !== null && old.includes('mimics') ? (await readdir(join(aside, 'mimics'))).filter((name) => !mimics.includes(name)).map((name) => join('mimics', name)) : [];
  const assets = old.includes('assets') ? (await readdir(join(aside, 'assets'))).filter((name) => !name.endsWith('.json')).map((name) => join('assets', name)) : [];
  const rules = old.includes('rules') ? (await readdir(join(aside, 'rules'))).filter((name) => name !== 'alarms.json').map((name) => join('rules', name)) : [];
  if (rules.length > 0) await mkdir(join(target, 'rules'), { recursive: true });
  for (const name of [...others, ...assets, ...rules, ...drawn]) await rename(join(aside, name), join(target, name));
  await rm(aside, { recursive: true });
}

const shiftsFile = (text: string | undefined): readonly (readonly [string, string])[] => (text === undefined ? [] : [['shifts.json', text]]);

/** Writes a site as its folder (PRK-23): beside the target first, synced, then renamed, so that a reader sees the old or the new and never half. Refuses a folder that holds anything, unless it is a site and `replace` is said. */
export async function writeSite(dir: string, site: Site, { replace = false, mimics = new Map(), shifts }: WriteOptions = {}): Promise<Written> {
  const own = renderSite(site);
  const texts = new Map([...own, ...mimics, ...shiftsFile(shifts)]);
  const wrong = check(site, own);
  if (wrong !== null) return wrong;
  const target = resolve(dir);
  let fresh: string | null = null;
  try {
    const old = await namesIn(target);
    const no = mayWrite(old ?? [], replace);
    if (no !== null) return no;
    await mkdir(dirname(target), { recursive: true });
    fresh = await mkdtemp(join(dirname(target), `.${basename(target)}-`));
    await writeFresh(fresh, texts);
    if (old !== null && old.length > 0) await exchange(fresh, target, old);
    else { if (old !== null) await rmdir(target); await rename(fresh, target); }
    return { ok: true, value: { files: [...texts.keys()] } };
  } catch (error) {
    if (fresh !== null) await rm(fresh, { recursive: true, force: true });
    return refuse('cannot-write', { reason: systemCode(error) });
  }
}
