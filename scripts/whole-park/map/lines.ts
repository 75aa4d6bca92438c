import { route as gallery } from '../ground.ts';
import type { XY } from './geodesy.ts';
import { works } from './plots.ts';
import { aside, between, wayBetween } from './ways.ts';

type Line = readonly XY[];
/** The four pieces of the high-pressure ring, and the fourteen of medium pressure, each between two roads. */
export const highGas: readonly Line[] = [between('road-w1', 'road-c1', 'road-s4'), between('road-c1', 'road-w1', 'road-e5'), between('road-e5', 'road-c1', 'road-n1'), between('road-n1', 'road-e5', 'road-e1')].map((l) => aside(l, 12));
export const mediumGas: readonly Line[] = [
  between('road-n1', 'road-e3', 'road-e1'), between('road-n2', 'road-e4', 'road-e1'), between('road-n3', 'road-e3', 'road-e1'), between('road-c1', 'road-w1', 'road-e1'), between('road-s1', 'road-w1', 'road-e5'),
  between('road-s2', 'road-w1', 'road-e5'), between('road-s3', 'road-w1', 'road-e5'), between('road-s3', 'road-e5', 'road-e2'), between('road-s4', 'road-e5', 'road-e1'), between('road-e3', 'road-n1', 'road-c1'),
  between('road-e3', 'road-c1', 'road-s4'), between('road-e4', 'road-n1', 'road-s4'), between('road-e2', 'road-c1', 'road-s4'), between('road-e5', 'road-c1', 'road-s2'),
].map((l) => aside(l, 9));
/** The twelve steam mains, in the order of their names in energy.ts. */
export const steamMains: readonly Line[] = [
  between('road-e4', 'road-n1', 'road-s4'), between('road-e5', 'road-n1', 'road-s2'), between('road-e3', 'road-n1', 'road-s4'), between('road-e2', 'road-c1', 'road-s4'), between('road-n1', 'road-e5', 'road-e1'), between('road-n4', 'road-e4', 'road-e1'),
  between('road-n2', 'road-e4', 'road-e1'), between('road-n3', 'road-e3', 'road-e1'), between('road-c1', 'road-w1', 'road-e1'), between('road-s1', 'road-w1', 'road-e5'), between('road-s2', 'road-w1', 'road-e5'), between('road-s3', 'road-w1', 'road-e2'),
].map((l) => aside(l, -11));

const from = (start: XY, m: number) => (to: XY): Line => aside(wayBetween(start, to), m);
/** From the waterworks to the middle of each branch's district; the last is the ring for fire fighting. */
export const waterBranches: readonly Line[] = [
  ...([[3700, 1450], [-2000, -660], [3270, 2050], [3270, -660], [1130, -660], [-1500, -20], [-2400, -660]] as const).map(from(works.water.middle, 6)),
  aside([...between('road-c1', 'road-w1', 'road-e4'), ...between('road-e4', 'road-c1', 'road-s4').slice(1), ...between('road-s4', 'road-e4', 'road-w1').slice(1), ...between('road-w1', 'road-s4', 'road-c1').slice(1)], 4),
];
export const feederTo = from(works.power.middle, -6);
export const sewerFrom = (start: XY, to: XY): Line => aside(wayBetween(start, to), -4);
/** The gallery from end to end, and a pipe on it: `n` of seven, side by side. */
export const galleryLine: Line = [...gallery.a, ...gallery.b.slice(1), ...gallery.c.slice(1), ...gallery.d.slice(1), ...gallery.e.slice(1)];
export const galleryPipe = (n: number): Line => aside(galleryLine, (n - 3) * 0.7);
