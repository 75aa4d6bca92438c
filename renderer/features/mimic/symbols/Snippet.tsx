import { memo, useEffect, useState } from 'react';
import type { Columns } from '#app/history';
import type { PointView } from '#app/park';

/** Asks for the last so many ms of a point; null: not to be had. */
export type Recall = (point: string, spanMs: number) => Promise<Columns | null>;
interface Props { readonly point: PointView; readonly minutes: number; readonly width: number; readonly height: number; readonly recall: Recall }

const everyMs = 15_000;
const kinds = ['HH', 'H', 'L', 'LL'] as const;

/** The line of the values, broken where they were bad. `x`, `y`: from time and value to the box. */
function lineOf({ edges, last, worst, carried }: Columns, x: (t: number) => number, y: (v: number) => number): string {
  let path = carried === null ? '' : `M${x(edges[0] ?? 0).toFixed(1)} ${y(carried).toFixed(1)}`;
  let pen = carried !== null;
  for (const [i, v] of last.entries()) {
    if (v === null) { pen &&= worst[i] !== 'bad'; continue; }
    path += `${pen ? 'L' : 'M'}${x(edges[i + 1] ?? 0).toFixed(1)} ${y(v).toFixed(1)}`;
    pen = true;
  }
  return path;
}

/** The last minutes of a point, small, with its limits as lines; drawn again a few times a minute. */
export const Snippet = memo(function Snippet({ point, minutes, width, height, recall }: Props) {
  const [shown, setShown] = useState<{ readonly columns: Columns; readonly to: number } | null>(null);
  const spanMs = minutes * 60_000;
  useEffect(() => {
    let ended = false;
    const read = async (): Promise<void> => { const columns = await recall(point.id, spanMs); if (!ended && columns !== null) setShown({ columns, to: columns.edges.at(-1) ?? 0 }); };
    void read();
    const timer = setInterval(() => void read(), everyMs);
    return () => { ended = true; clearInterval(timer); };
  }, [point, spanMs, recall]);

  const limits = kinds.flatMap((kind) => (point.limits[kind] === null ? [] : [{ kind, at: point.limits[kind] }]));
  const values = shown?.columns.last.filter((v) => v !== null) ?? [];
  const all = [...values, ...limits.map((l) => l.at)];
  const [low, high] = all.length === 0 ? [point.range.low, point.range.high] : [Math.min(...all), Math.max(...all)];
  const room = high === low ? 1 : (high - low) * 0.1;
  const y = (v: number): number => height - 2 - ((v - low + room) / (high - low + 2 * room)) * (height - 4);
  const end = shown?.to ?? 0;
  const x = (t: number): number => 2 + ((t - end + spanMs) / spanMs) * (width - 34);
  return (
    <>
      <rect x={0} y={0} width={width} height={height} fill="var(--mimic-ground)" stroke="var(--mimic-edge)" strokeWidth={1} className="mimic-body" />
      {limits.map(({ kind, at }) => (
        <g key={kind}>
          <path d={`M2 ${y(at)}H${width - 30}`} stroke="var(--mimic-limit)" strokeWidth={kind.length === 2 ? 2 : 1} strokeDasharray={kind.length === 2 ? undefined : '6 4'} />
          <text x={width - 27} y={y(at)} fontSize={12} dominantBaseline="central" fill="var(--mimic-text)" aria-hidden="true">{kind}</text>
        </g>
      ))}
      {shown !== null && <path d={lineOf(shown.columns, x, y)} fill="none" stroke="var(--trend-line)" strokeWidth={1.8} />}
    </>
  );
});
