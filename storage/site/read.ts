import { createHash } from 'node:crypto';
import { realpath, stat } from 'node:fs/promises';
import { readShifts, type ShiftTable } from '#app/duty';
import { findings, nearest, siteOf, siteText, type Document, type Findings, type Site, type SiteFault, type SiteFiles, type SiteResult } from '#app/park';
import { defaultBounds, type Bounds } from './bounds.ts';
import { readCsv } from './csv.ts';
import { folderAt, type Folder } from './folder.ts';
import { readJson } from './json.ts';
import { decode } from './text.ts';
import { unitScale } from './units.ts';

/** A site that was read whole. `digest`: of what it says, whatever its line ends, comments and order of keys: `sha256:<hex>`. `shifts`: of `shifts.json`, which is no part of the site (docs/duty.md); null where there is none. */
export interface ReadSite { readonly site: Site; readonly warnings: readonly SiteFault[]; readonly digest: string; readonly lines: SiteLines; readonly shifts: ShiftTable | null }
/** Where each source and each point was written, by its id: the line of `sources.json` or `points.csv`, from 1. For whoever finds a mistake later, as an adapter does in an address. */
export interface SiteLines { readonly sources: ReadonlyMap<string, number>; readonly points: ReadonlyMap<string, number> }
/** The bytes of a folder's files by name; null is one that could not be had, which was said already. Rules may be left out. */
export interface SiteBytes { readonly 'site.json': Uint8Array | null; readonly 'sources.json': Uint8Array | null; readonly 'levels.json': Uint8Array | null; readonly 'points.csv': Uint8Array | null; readonly assets: readonly (readonly [name: string, bytes: Uint8Array | null])[] | null; readonly 'rules/alarms.json'?: Uint8Array | null; readonly 'topics.json'?: Uint8Array | null; readonly 'history.json'?: Uint8Array | null }

/** What the folder of a site is made of today, and what it will be made of later and is passed over. */
export const ownFiles = ['site.json', 'assets', 'sources.json', 'points.csv', 'levels.json', 'rules', 'topics.json', 'history.json'] as const;
/** What is read beside the site, each by a reader of its own; the map's ground and models (docs/site.md) by the window that shows them. */
const besideFiles: readonly string[] = ['mimics', 'tiles', 'imagery', 'terrain', 'shifts.json'];
const laterFiles: readonly string[] = ['cameras.json', 'plans', 'layers'];
/** What editors, file browsers and version control leave behind. */
const litter = /^(\.|~\$|README(\.[a-z]{2}(-[A-Z]{2})?)?(\.(md|txt|html|docx?|pdf))?$|Thumbs\.db$|desktop\.ini$)/i;

/** The content of a site as a name: two folders that say the same have the same. */
export const siteDigest = (site: Site): string => `sha256:${createHash('sha256').update(siteText(site)).digest('hex')}`;

function linesOf({ sources, points }: SiteFiles, site: Site): SiteLines {
  const id = points?.heading.cells.findIndex((c) => c.trim() === 'point') ?? 0;
  return {
    sources: new Map(site.sources.map((s, i) => [s.id, sources?.lineOf([i]) ?? 1])),
    points: new Map(points?.rows.map((r) => [r.cells[id]?.trim() ?? '', r.line])),
  };
}

/** From bytes to a site: text, syntax, fields and what they mean together. Nothing is read from a disk here. */
export const parseSite = (bytes: SiteBytes, bounds: Bounds, found: Findings): Site | null => parseFiles(bytes, bounds, found)?.site ?? null;

function parseFiles(bytes: SiteBytes, bounds: Bounds, found: Findings): { readonly site: Site; readonly lines: SiteLines } | null {
  const text = (file: string, from: Uint8Array | null): string | null => (from === null ? null : decode(file, from, found));
  const json = (file: string, from: Uint8Array | null): Document | null => { const t = text(file, from); return t === null ? null : readJson(file, t, bounds, found); };
  const assets = bytes.assets?.map(([name, from]) => json(name, from)) ?? null;
  const points = text('points.csv', bytes['points.csv']);
  const files: SiteFiles = {
    site: json('site.json', bytes['site.json']), sources: json('sources.json', bytes['sources.json']), levels: json('levels.json', bytes['levels.json']),
    points: points === null ? null : readCsv('points.csv', points, bounds, found),
    assets: assets?.every((d) => d !== null) ? assets : null,
    topics: bytes['topics.json'] === undefined ? undefined : json('topics.json', bytes['topics.json']),
    history: bytes['history.json'] === undefined ? undefined : json('history.json', bytes['history.json']),
    rules: bytes[rulesFile] === undefined ? undefined : json(rulesFile, bytes[rulesFile]),
  };
  const site = siteOf(files, unitScale, found);
  return site === null ? null : { site, lines: linesOf(files, site) };
}

/** Says what lies in the folder and is not read (PRK-03). */
function judgeNames(names: readonly string[], found: Findings): void {
  const known = [...ownFiles, ...besideFiles, ...laterFiles];
  for (const name of names) {
    if (laterFiles.includes(name)) found.warn({ file: name, line: 1, field: '' }, 'passed-over', { name });
    else if (!known.includes(name) && !litter.test(name)) found.warn({ file: name, line: 1, field: '' }, 'unknown-file', { name, nearest: nearest(name, known) });
  }
}

async function assetBytes(folder: Folder, bounds: Bounds, found: Findings): Promise<SiteBytes['assets']> {
  const names = await folder.list('assets');
  if (names === null) return null;
  const files = names.filter((n) => n.endsWith('.json') && !litter.test(n)).map((n) => `assets/${n}`);
  for (const n of names) if (!n.endsWith('.json') && !litter.test(n)) found.warn({ file: `assets/${n}`, line: 1, field: '' }, 'unknown-file', { name: n, nearest: '*.json' });
  const refuse = (code: 'missing-file' | 'too-many-files', params: Readonly<Record<string, string | number>>): null => { found.error({ file: 'assets', line: 1, field: '' }, code, params); return null; };
  if (files.length === 0) return refuse('missing-file', { name: 'assets/*.json' });
  if (files.length > bounds.assetFiles) return refuse('too-many-files', { most: bounds.assetFiles });
  const out: (readonly [string, Uint8Array | null])[] = [];
  for (const file of files) out.push([file, await folder.read(file)]);
  return out;
}

/** The one file of `rules/` that is read today; undefined where there is none. */
const rulesFile = 'rules/alarms.json';
async function ruleBytes(folder: Folder, names: readonly string[] | null, found: Findings): Promise<Uint8Array | null | undefined> {
  if (names?.includes('rules') !== true) return undefined;
  const files = await folder.list('rules');
  for (const name of files ?? []) if (name !== 'alarms.json' && !litter.test(name)) found.warn({ file: `rules/${name}`, line: 1, field: '' }, 'unknown-file', { name, nearest: 'alarms.json' });
  if (files === null) return null;
  return files.includes('alarms.json') ? folder.read(rulesFile) : undefined;
}

/** A file that may be left out. */
async function whereWritten(name: 'topics.json' | 'history.json', folder: Folder, names: readonly string[] | null): Promise<Partial<SiteBytes>> {
  return names?.includes(name) === true ? { [name]: await folder.read(name) } : {};
}

/** The table of `shifts.json`; null, with its errors, where it cannot be meant. */
function shiftsIn(from: Uint8Array | null, bounds: Bounds, found: Findings): ShiftTable | null {
  const text = from === null ? null : decode('shifts.json', from, found);
  const doc = text === null ? null : readJson('shifts.json', text, bounds, found);
  return doc === null ? null : readShifts(doc, found);
}

/** Where a folder truly is; null when there is none. */
async function folderPath(dir: string): Promise<string | null> {
  try {
    const real = await realpath(dir);
    return (await stat(real)).isDirectory() ? real : null;
  } catch { return null; }
}

/** Reads the folder of a site. Every error of every file is told at once with file, line and field, and with one error there is no site (PRK-01). Never throws for what is in the folder. */
export async function readSite(dir: string, bounds: Bounds = defaultBounds): Promise<SiteResult<ReadSite>> {
  const found = findings();
  const root = await folderPath(dir);
  if (root === null) {
    found.error({ file: '', line: 1, field: '' }, 'no-folder');
    return { ok: false, faults: found.faults(), warnings: [] };
  }
  const folder = folderAt(root, bounds, found);
  const names = await folder.list('.');
  if (names !== null) judgeNames(names, found);
  const rules = await ruleBytes(folder, names, found);
  const bytes: SiteBytes = {
    'site.json': await folder.read('site.json'), 'sources.json': await folder.read('sources.json'), 'levels.json': await folder.read('levels.json'), 'points.csv': await folder.read('points.csv'),
    assets: await assetBytes(folder, bounds, found), ...await whereWritten('topics.json', folder, names), ...await whereWritten('history.json', folder, names), ...(rules !== undefined && { [rulesFile]: rules }),
  };
  const read = parseFiles(bytes, bounds, found);
  const shifts = names?.includes('shifts.json') === true ? shiftsIn(await folder.read('shifts.json'), bounds, found) : null;
  return read === null || found.errors() > 0 ? { ok: false, faults: found.faults(), warnings: found.warnings() } : { ok: true, value: { ...read, shifts, warnings: found.warnings(), get digest() { return siteDigest(read.site); } } };
}
