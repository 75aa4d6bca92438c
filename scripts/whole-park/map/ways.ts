import { along, apart, lengthOf, roads } from '../ground.ts';
import type { XY } from './geodesy.ts';

type Line = readonly XY[];
/** The spot of a line nearest to another, and how far along the line it is. */
export function nearestOn(line: Line, p: XY): { readonly at: XY; readonly m: number; readonly away: number } {
  let best = { at: line[0]!, m: 0, away: Infinity };
  let before = 0;
  for (let i = 1; i < line.length; i++) {
    const [a, b] = [line[i - 1]!, line[i]!];
    const long = apart(a, b);
    const t = Math.min(1, Math.max(0, ((p[0] - a[0]) * (b[0] - a[0]) + (p[1] - a[1]) * (b[1] - a[1])) / long ** 2));
    const at: XY = [a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])];
    if (apart(at, p) < best.away) best = { at, m: before + t * long, away: apart(at, p) };
    before += long;
  }
  return best;
}
/** Where two lines come nearest to each other, by how far along each; they cross where `away` is nothing. */
function meeting(a: Line, b: Line): { readonly onA: number; readonly onB: number; readonly away: number } {
  let best = { onA: 0, onB: 0, away: Infinity };
  const look = (onA: number, onB: number): void => { const away = apart(along(a, onA), along(b, onB)); if (away < best.away) best = { onA, onB, away }; };
  for (let i = 1; i < a.length; i++) for (let j = 1; j < b.length; j++) {
    const [p, q, r, s] = [a[i - 1]!, a[i]!, b[j - 1]!, b[j]!];
    const [ux, uy, vx, vy] = [q[0] - p[0], q[1] - p[1], s[0] - r[0], s[1] - r[1]];
    const d = ux * vy - uy * vx;
    const t = d === 0 ? -1 : ((r[0] - p[0]) * vy - (r[1] - p[1]) * vx) / d;
    const u = d === 0 ? -1 : ((r[0] - p[0]) * uy - (r[1] - p[1]) * ux) / d;
    if (t >= 0 && t <= 1 && u >= 0 && u <= 1) look(lengthOf(a.slice(0, i)) + t * apart(p, q), lengthOf(b.slice(0, j)) + u * apart(r, s));
  }
  for (const p of a) { const n = nearestOn(b, p); look(nearestOn(a, p).m, n.m); }
  for (const p of b) look(nearestOn(a, p).m, nearestOn(b, p).m);
  return best;
}
const lineOf = (id: string): Line => roads.find((r) => r.id === id)!.line;

/** A line from `from` to `to` metres along it, whichever comes first. */
export function piece(line: Line, from: number, to: number): Line {
  if (from > to) return piece(line, to, from).toReversed();
  const inner = line.filter((_, i) => { const m = lengthOf(line.slice(0, i + 1)); return m > from + 0.5 && m < to - 0.5; });
  return [along(line, from), ...inner, along(line, to)];
}
/** The piece of a road between two others that it meets. */
export const between = (road: string, one: string, other: string): Line => piece(lineOf(road), meeting(lineOf(road), lineOf(one)).onA, meeting(lineOf(road), lineOf(other)).onA);
/** A line moved aside, so that what runs along one road can be told apart. */
export const aside = (line: Line, m: number): Line => line.map(([x, y]) => [Number((x + m).toFixed(1)), Number((y + m).toFixed(1))] as const);

/** Roads nearer to each other than this meet. */
const MEET_M = 60;
interface Node { readonly road: number; readonly m: number }
const nodes: readonly Node[] = roads.flatMap((a, i) => roads.flatMap((b, j) => { const m = i === j ? null : meeting(a.line, b.line); return m === null || m.away > MEET_M ? [] : [{ road: i, m: m.onA }]; }));
const spot = ({ road, m }: Node): XY => along(roads[road]!.line, m);
/** How far it is from one to the other along one road, or across where two roads meet; infinite else. */
const step = (a: Node, b: Node): number => (a.road === b.road ? Math.abs(a.m - b.m) : apart(spot(a), spot(b)) <= MEET_M ? apart(spot(a), spot(b)) : Infinity);

/** The shortest way along the roads from one spot to another (Dijkstra). */
export function wayBetween(from: XY, to: XY): Line {
  const door = (p: XY): Node => { const all = roads.map((r, road) => ({ road, ...nearestOn(r.line, p) })).toSorted((a, b) => a.away - b.away); return { road: all[0]!.road, m: all[0]!.m }; };
  const all: readonly Node[] = [door(from), ...nodes, door(to)];
  const goal = all.length - 1;
  const cost = all.map((_, i) => (i === 0 ? 0 : Infinity));
  const came = all.map(() => -1);
  const open = new Set(all.keys());
  while (open.size > 0) {
    const at = [...open].reduce((best, i) => (cost[i]! < cost[best]! ? i : best));
    open.delete(at);
    if (at === goal || cost[at] === Infinity) break;
    for (const next of open) { const c = cost[at]! + step(all[at]!, all[next]!); if (c < cost[next]!) { cost[next] = c; came[next] = at; } }
  }
  if (cost[goal] === Infinity) throw new Error(`no way from ${from.join(',')} to ${to.join(',')}`);
  const steps: number[] = [];
  for (let i = goal; i !== -1; i = came[i]!) steps.unshift(i);
  const line = steps.flatMap((i, k): Line => {
    const [a, b] = [all[i]!, all[steps[k + 1] ?? i]!];
    return a.road === b.road && a !== b ? piece(roads[a.road]!.line, a.m, b.m) : [spot(a)];
  });
  return [from, ...line, to].filter((p, i, list) => i === 0 || apart(p, list[i - 1]!) > 1);
}
