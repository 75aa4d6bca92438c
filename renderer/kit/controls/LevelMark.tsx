import type { Level } from '#app/park';

type Look = 'waiting' | 'steady' | 'over';
interface Props { readonly level: Level; readonly look: Look; readonly size?: number; readonly title?: string }

/** Shape by level, in a box of 24: filled square S, diamond A, triangle B, circle C, dot D; U is a white octagon with a red edge, the only marker that is inverted. */
const shapes: Readonly<Record<Level, { readonly path: string; readonly y: number }>> = {
  U: { path: 'M8 2.2h8l5.8 5.8v8L16 21.8H8L2.2 16V8z', y: 12.6 },
  S: { path: 'M3 3h18v18H3z', y: 12.6 },
  A: { path: 'M12 1l11 11-11 11L1 12z', y: 12.6 },
  B: { path: 'M12 1.6L23.2 22H.8z', y: 15.8 },
  C: { path: 'M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20z', y: 12.6 },
  D: { path: 'M12 4.5a7.5 7.5 0 1 0 0 15 7.5 7.5 0 0 0 0-15z', y: 12.6 },
};
interface Paint { readonly fill: string; readonly edge: string; readonly ink: string; readonly width: number }
function paintOf(level: Level, look: Look): Paint {
  if (level === 'U') return { fill: 'var(--level-u-ground)', edge: 'var(--level-u-ink)', ink: 'var(--level-u-ink)', width: 2.8 };
  const colour = `var(--level-${level.toLowerCase()})`;
  return look === 'over' ? { fill: 'var(--panel)', edge: colour, ink: 'var(--value)', width: 2 } : { fill: colour, edge: 'var(--level-edge)', ink: 'var(--level-ink)', width: 1 };
}

/** An alarm level as colour, shape and letter. `waiting` blinks at 1 Hz, in step with every other marker (kit/look/beat.ts); `over` (the condition is gone, nobody acknowledged) is an outline. */
export function LevelMark({ level, look, size = 24, title }: Props) {
  const { path, y } = shapes[level];
  const { fill, edge, ink, width } = paintOf(level, look);
  return (
    <svg className="level-mark" viewBox="0 0 24 24" width={size} height={size} data-blink={look === 'waiting'} role="img" aria-label={title ?? level}>
      {title !== undefined && <title>{title}</title>}
      <path d={path} style={{ fill, stroke: edge, strokeWidth: width }} />
      <text x="12" y={y} style={{ fill: ink }}>{level}</text>
    </svg>
  );
}
