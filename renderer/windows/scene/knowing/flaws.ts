import type { acquisitionContract, SourceView } from '#app/acquisition';
import type { MarkQuality } from '#app/map';
import type { Client } from '#kernel/contract';
import type { Stop } from '#kernel/time';

const [pageSize, everyMs, mostPages] = [200, 10_000, 25];

/**
 * Which points are not to be trusted, asked from the engine source by source: at once when the counts of a source change, and every ten seconds for what only grows old. Their values are not listened to, so a park
 * whose values move and whose states stand costs nothing here. `tell` hears every point whose quality is another now.
 */
export function flaws(engine: Client<typeof acquisitionContract>, every: (ms: number, run: () => void) => Stop, tell: (point: string, quality: MarkQuality) => void) {
  const known = new Map<string, Map<string, MarkQuality>>();
  const counts = new Map<string, string>();
  const asking = new Set<string>();

  /** All points of a source that are not good; null where it could not be asked. */
  async function flawedOf(source: string): Promise<Map<string, MarkQuality> | null> {
    const now = new Map<string, MarkQuality>();
    for (let page = 0; page < mostPages; page++) {
      const r = await engine.call('source.quality', { source, offset: page * pageSize, limit: pageSize });
      if (!r.ok) return null;
      for (const { point, quality, stale } of r.value.points.rows) now.set(point, quality === 'good' && stale ? 'uncertain' : quality);
      if ((page + 1) * pageSize >= r.value.points.total) break;
    }
    return now;
  }
  async function ask(source: string): Promise<void> {
    if (asking.has(source)) return;
    asking.add(source);
    const now = await flawedOf(source);
    asking.delete(source);
    if (now === null) return;
    const before = known.get(source) ?? new Map<string, MarkQuality>();
    known.set(source, now);
    for (const point of before.keys()) if (!now.has(point)) tell(point, 'good');
    for (const [point, quality] of now) if (before.get(point) !== quality) tell(point, quality);
  }
  function seen({ id, link, good, uncertain, bad }: SourceView): void {
    const count = `${link} ${good} ${uncertain} ${bad}`;
    if (counts.get(id) === count) return;
    counts.set(id, count);
    void ask(id);
  }
  async function list(): Promise<void> { const r = await engine.call('source.list', {}); if (r.ok) r.value.forEach(seen); }
  const stops = [engine.listen('source.changed', { value: seen, gap: () => { counts.clear(); void list(); } }), every(everyMs, () => { for (const id of counts.keys()) void ask(id); })];
  return {
    listed: list(),
    /** Says everything that is known again, after the points were laid out anew. */
    again(): void { for (const points of known.values()) for (const [point, quality] of points) tell(point, quality); },
    stop: (): void => { for (const stop of stops) stop(); },
  };
}
export type Flaws = ReturnType<typeof flaws>;
