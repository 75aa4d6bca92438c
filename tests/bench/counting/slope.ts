export interface At { readonly x: number; readonly y: number }
/** `slope`: y per x. `half`: half the width of its 95 % interval. */
export interface Slope { readonly slope: number; readonly half: number; readonly n: number }

/** Two-sided 95 % of Student's t by degrees of freedom: 1 to 30, then the normal's. */
const T95 = [12.71, 4.3, 3.18, 2.78, 2.57, 2.45, 2.36, 2.31, 2.26, 2.23, 2.2, 2.18, 2.16, 2.14, 2.13, 2.12, 2.11, 2.1, 2.09, 2.09, 2.08, 2.07, 2.07, 2.06, 2.06, 2.06, 2.05, 2.05, 2.05, 2.04];

/** Least squares. The interval is widened for residuals that hang together (lag-1 autocorrelation r: as if there were n (1 - r) / (1 + r) of them), since memory is no noise. NaN of fewer than three. */
export function leastSquares(points: readonly At[]): Slope {
  const n = points.length;
  if (n < 3) return { slope: NaN, half: NaN, n };
  const mean = (of: (p: At) => number): number => points.reduce((sum, p) => sum + of(p), 0) / n;
  const [mx, my] = [mean((p) => p.x), mean((p) => p.y)];
  const sxx = points.reduce((sum, { x }) => sum + (x - mx) ** 2, 0);
  const slope = points.reduce((sum, { x, y }) => sum + (x - mx) * (y - my), 0) / sxx;
  const rest = points.map(({ x, y }) => y - my - slope * (x - mx));
  const squares = rest.reduce((sum, r) => sum + r * r, 0);
  const together = squares === 0 ? 0 : rest.slice(1).reduce((sum, r, i) => sum + r * rest[i]!, 0) / squares;
  const r1 = Math.min(0.95, Math.max(0, together));
  const free = Math.max(1, n * (1 - r1) / (1 + r1) - 2);
  const t = T95[Math.min(T95.length, Math.max(1, Math.floor(free))) - 1]!;
  return { slope, half: t * Math.sqrt(squares / free / sxx), n };
}
