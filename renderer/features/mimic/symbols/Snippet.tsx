import { memo, useEffect, useState } from 'react';
import type { Stretch } from '#app/history';
import type { PointView } from '#app/park';

/** Asks for the last so many ms of a point; null: not to be had. */
export type Recall = (point: string, spanMs: number) => Promise<Stretch | null>;
interface Props { readonly point: PointView; readonly minutes: number; readonly width: number; readonly height: number; readonly recall: Recall }

const everyMs = 15_000;
const kinds = ['HH', 'H', 'L', 'LL'] as const;

/** The line of the values, broken where there were none. `x`, `y`: from time and value to the box. */
function lineOf({ at, last }: Stretch, x: (t: number) => number, y: (v: number) => number): string {
  let path = '';
  let pen = false;
  for (const [i, t] of at.entries()) {
    const v = last[i];
    if (typeof v !== 'number') { pen = false; continue; }
    path += `${pen ? 'L' : 'M'}${x(t).toFixed(1)} ${y(v).toFixed(1)}`;
    pen = true;
  }
  return path;
}

/** The last minutes of a point, small, with its limits as lines; drawn again a few times a minute. */
export const Snippet = memo(function Snippet({ point, minutes, width, height, recall }: Props) {
  const [shown, setShown] = useState<{ readonly stretch: Stretch; readonly to: number } | null>(null);
  const spanMs = minutes * 60_000;
  useEffect(() => {
    let ended = false;
    const read = async (): Promise<void> => { const stretch = await recall(point.id, spanMs); if (!ended && stretch !== null) setShown({ stretch, to: Date.now() }); };
    void read();
    const timer = setInterval(() => void read(), everyMs);
    return () => { ended = true; clearInterval(timer); };
  }, [point, spanMs, recall]);

  const limits = kinds.flatMap((kind) => (point.limits[kind] === null ? [] : [{ kind, at: point.limits[kind] }]));
  const values = shown?.stretch.last.filter((v): v is number => typeof v === 'number') ?? [];
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
      {shown !== null && <path d={lineOf(shown.stretch, x, y)} fill="none" stroke="var(--trend-line)" strokeWidth={1.8} />}
    </>
  );
});
