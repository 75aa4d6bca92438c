import { withSilences, type KeptQuestion, type QuestionOf, type SeriesSource } from '#app/history';
import { openCatalogue } from '../catalogue/index.ts';
import { segmentFolder } from '../folder.ts';
import type { Note } from '../note.ts';
import type { Entry } from '../segment/index.ts';
import { blockReads, entriesBytes, type Rows } from '../stored/blocks.ts';
import { bytesCache } from '../stored/cache.ts';
import { segmentFiles } from '../stored/files.ts';
import { decodedBytes } from '../stored/forms.ts';
import type { HeadLink } from './head-link.ts';
import { manifests, type Manifest } from '../stored/manifest.ts';
import type { HeadSeries, LatestRows, Question } from './protocol.ts';
import { beginnings } from '../stored/since.ts';
import { seriesSource } from './source.ts';

/** `head`: null: nobody writes. `now`: epoch ms, for what is named as damaged. `mostOpen`: files at a time. */
export interface HistoryReaderOptions { readonly dir: string; readonly cacheBytes: number; readonly mostOpen?: number; readonly head: HeadLink | null; readonly note: Note; readonly now: () => number }

/** A checkpoint may come in between the writer's answer and the look into the catalogue; two of them do not. */
const mostTries = 5;
/** No series has this number. */
const unknown = 0xffff_ffff;

/** The points that a question is about, each once. */
export function pointsOf(question: QuestionOf<KeptQuestion>): readonly string[] {
  if ('points' in question) return [...new Set(question.points)];
  return 'point' in question ? [question.point] : [...new Set(question.all.map((c) => c.point))];
}

/** Opens the folder for reading, beside whoever writes in it. Throws where the catalogue cannot be read. */
export function historyReader({ dir, cacheBytes, mostOpen = 128, head, note, now }: HistoryReaderOptions) {
  const opened = openCatalogue(dir);
  if (!opened.ok) throw new Error(`${opened.fault.code}: ${JSON.stringify(opened.fault.params)}`);
  const catalogue = opened.value;
  const files = segmentFiles({ folder: segmentFolder(dir), catalogue, note, now, mostOpen });
  const cache = bytesCache<string, Rows>(cacheBytes, decodedBytes);
  const directories = bytesCache<string, readonly Entry[]>(cacheBytes / 8, entriesBytes);
  const blocks = blockReads(files, cache, directories);
  const begin = beginnings(blocks);
  const all = manifests(catalogue);
  let seen: Manifest | null = null;

  function current(): Manifest {
    const manifest = all.current();
    if (manifest !== seen) {
      const there = new Set(Object.values(manifest.files).flatMap((rows) => rows.map((r) => r.file)));
      files.keepOnly(there);
      begin.keepOnly(there);
      seen = manifest;
    }
    return manifest;
  }
  /** The head first, then the files: so nothing is missed; and both of the same checkpoint, so that nothing is there twice (HIS-92). */
  async function moment(series: readonly number[]): Promise<{ readonly manifest: Manifest; readonly head: ReadonlyMap<number, HeadSeries> }> {
    for (let tries = 1; ; tries++) {
      const told = await head?.head(series) ?? null;
      const manifest = current();
      if (told === null || told.checkpoint === manifest.checkpoint) return { manifest, head: new Map(told?.series.map((s) => [s.number, s])) };
      if (tries === mostTries) throw new Error(`the head stands on checkpoint ${told.checkpoint}, the catalogue on ${manifest.checkpoint}`);
    }
  }
  /** The last samples of points in the order asked, as the writer knows them; null: nobody writes, or there is no such point among them. */
  async function latestOf(points: readonly string[]): Promise<LatestRows | null> {
    const numbers = new Uint32Array(points.length);
    for (let i = 0; i < points.length; i++) numbers[i] = all.series(points[i]!)?.number ?? unknown;
    return head === null || numbers.includes(unknown) ? null : head.latest(numbers);
  }
  current();
  return {
    /** What one question is answered from. */
    async source(question: Pick<Question, 'name' | 'question' | 'now'>): Promise<SeriesSource> {
      const manifest = current();
      if (question.name === 'history.latest' && 'points' in question.question) {
        const asked = question.question.points;
        const rows = await latestOf(asked);
        return seriesSource({ now: question.now, manifest, manifests: all, blocks, beginnings: begin, head: new Map(), latest: rows === null ? null : { points: asked, rows } });
      }
      const at = await moment(pointsOf(question.question).flatMap((p) => all.series(p)?.number ?? []));
      const source = seriesSource({ now: question.now, ...at, manifests: all, blocks, beginnings: begin, latest: null });
      return question.name === 'history.export' ? source : withSilences(source);
    },
    /** What is held in memory of files, in bytes, and how many of them are open. */
    held: () => ({ decoded: cache.bytes(), directories: directories.bytes() + files.held(), open: files.handles() }),
    close(): void { files.close(); cache.clear(); directories.clear(); catalogue.close(); },
  };
}
export type HistoryReader = ReturnType<typeof historyReader>;
