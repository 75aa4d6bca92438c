import { z } from 'zod';
import { spans, type Span, type Spans, type SmallStore } from '#app/acquisition';

const file = 'taken.json';
/** A collection host whose buffer was lost begins another stream: of so many the last are kept. */
const mostStreams = 8;
const Kept = z.array(z.tuple([z.string(), z.array(z.tuple([z.number(), z.number()]))]));

/** What of each stream was taken, over restarts (FWD-05). Without a store it is known as long as this runs. */
export function takenOf(store: SmallStore | undefined, note: (line: string) => void) {
  const streams = new Map<string, Spans>();
  const text = store?.read(file) ?? null;
  if (text !== null) {
    try { for (const [stream, list] of Kept.parse(JSON.parse(text))) streams.set(stream, spans(list)); }
    catch { note('what was taken before cannot be read: what the collection host still has comes again'); }
  }
  const of = (stream: string): Spans => {
    const known = streams.get(stream) ?? spans();
    streams.delete(stream);
    streams.set(stream, known);
    for (const oldest of streams.keys()) { if (streams.size <= mostStreams) break; streams.delete(oldest); }
    return known;
  };
  return {
    of,
    list: (stream: string): readonly Span[] => streams.get(stream)?.list() ?? [],
    /** Onto the disk, before it is acknowledged. */
    keep(): void {
      if (store !== undefined && !store.write(file, JSON.stringify([...streams].map(([stream, s]) => [stream, s.list()])))) note('what was taken could not be written: after a restart it may come again');
    },
  };
}
export type Taken = ReturnType<typeof takenOf>;
