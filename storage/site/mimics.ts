import { createHash } from 'node:crypto';
import { realpath } from 'node:fs/promises';
import { bounds, checkSvg, drawingText, mimicIdPattern, readDrawing, type Drawing, type FolderMimic } from '#app/mimic';
import { findings } from '#app/park';
import type { Fault } from '#kernel/result';
import { defaultBounds } from './bounds.ts';
import { folderAt, type Folder } from './folder.ts';
import { decode } from './text.ts';

/** The mimics of a site's folder: those that are good, and why the others are not, by the name of the file. */
export interface FolderMimics { readonly mimics: readonly FolderMimic[]; readonly broken: readonly { readonly id: string; readonly file: string; readonly fault: Fault }[] }

const folderName = 'mimics';
/** What editors and file browsers leave behind, and what people write beside. */
const litter = /^(\.|~\$|README|Thumbs\.db$|desktop\.ini$)/i;
type Read<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly fault: Fault };

async function textOf(folder: Folder, file: string, found: ReturnType<typeof findings>): Promise<Read<string>> {
  const bytes = await folder.read(file);
  const text = bytes === null ? null : decode(file, bytes, found);
  return text === null ? { ok: false, fault: found.faults().findLast((f) => f.file === file)?.fault ?? { code: 'cannot-read', params: { reason: '?' } } } : { ok: true, value: text.replaceAll('\r\n', '\n') };
}

/** One mimic of its two files. Line ends do not count. */
async function one(folder: Folder, id: string, hasSvg: boolean, hasJson: boolean, found: ReturnType<typeof findings>): Promise<Read<FolderMimic> & { readonly file: string }> {
  const json = `${folderName}/${id}.json`;
  const svgFile = `${folderName}/${id}.svg`;
  if (!hasJson) return { ok: false, file: json, fault: { code: 'missing-file', params: { name: json } } };
  const text = await textOf(folder, json, found);
  if (!text.ok) return { ...text, file: json };
  const drawing = readDrawing(text.value);
  if (!drawing.ok) return { ...drawing, file: json };
  const raw = hasSvg ? await textOf(folder, svgFile, found) : null;
  if (raw !== null && !raw.ok) return { ...raw, file: svgFile };
  const svg = raw === null ? null : checkSvg(raw.value);
  if (svg !== null && !svg.ok) return { ...svg, file: svgFile };
  const kept = svg === null ? null : svg.value;
  const digest = createHash('sha256').update(JSON.stringify([drawing.value, kept])).digest('hex');
  return { ok: true, file: json, value: { id, svg: kept, drawing: drawing.value, digest } };
}

/** Reads `mimics/*.json` and `mimics/*.svg`. A broken one stops neither the others nor the site; none at all is no mistake. Never throws for what is in the folder. */
export async function readMimics(dir: string): Promise<FolderMimics> {
  const found = findings();
  const root = await realpath(dir).catch(() => null);
  if (root === null) return { mimics: [], broken: [] };
  const folder = folderAt(root, { ...defaultBounds, fileBytes: 4 * bounds.svg }, found);
  if (!(await folder.isDirectory(folderName))) return { mimics: [], broken: [] };
  const names = (await folder.list(folderName))?.filter((n) => !litter.test(n)) ?? [];
  const broken: { id: string; file: string; fault: Fault }[] = names.filter((n) => !/^.+\.(svg|json)$/.test(n) || !mimicIdPattern.test(n.replace(/\.(svg|json)$/, '')))
    .map((n) => ({ id: n, file: `${folderName}/${n}`, fault: { code: 'mimic-bad-name', params: { name: n } } }));
  const ids = [...new Set(names.map((n) => n.replace(/\.(svg|json)$/, '')))].filter((id) => mimicIdPattern.test(id) && (names.includes(`${id}.svg`) || names.includes(`${id}.json`)));
  const mimics: FolderMimic[] = [];
  for (const [i, id] of ids.entries()) {
    const read = i < bounds.mimics ? await one(folder, id, names.includes(`${id}.svg`), names.includes(`${id}.json`), found) : { ok: false as const, file: `${folderName}/${id}.json`, fault: { code: 'too-many-mimics', params: { most: bounds.mimics } } };
    if (read.ok) mimics.push(read.value); else broken.push({ id, file: read.file, fault: read.fault });
  }
  return { mimics, broken: broken.slice(0, bounds.mimics) };
}

/** The files of mimics by name, for an export. */
export const renderMimics = (kept: readonly { readonly id: string; readonly svg: string | null; readonly drawing: Drawing | null }[]): ReadonlyMap<string, string> =>
  new Map(kept.flatMap(({ id, svg, drawing }) => (drawing === null ? [] : [[`${folderName}/${id}.json`, drawingText(drawing)] as const, ...(svg === null ? [] : [[`${folderName}/${id}.svg`, svg] as const])])));
