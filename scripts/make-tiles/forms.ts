import type { Form, Shape } from '#app/park';
import type { Brush, Rgb } from './mesh.ts';

const grey = (v: number, warm = 0): Rgb => [v + warm, v, v - warm];
const paint = { tank: grey(0.84, 0.008), rim: grey(0.55), sphere: grey(0.86), leg: grey(0.5), column: grey(0.74, 0.004), deck: grey(0.46), rack: grey(0.5), pipe: grey(0.68, 0.006), wall: grey(0.68, 0.012), window: grey(0.42, -0.012), roof: grey(0.58, 0.004), basin: grey(0.6), water: [0.34, 0.4, 0.43] as Rgb, gate: grey(0.76) };

/** How one form is drawn. The shape's foot is `base` above the ground. */
type Draw = (b: Brush, s: Shape, base: number) => void;

/** How far bands of windows stand out of their wall, in metres, so that the two never flicker. */
const PROUD = 0.3;
const sidesOf = (radius: number): number => Math.max(8, Math.min(22, Math.round(8 + radius)));

/** An upright tank: above 30 m across with a floating roof below its rim, else with a cone. */
const cylinder: Draw = (b, { length, height }, base) => {
  const r = length / 2;
  const sides = sidesOf(r);
  const top = base + height;
  if (length >= 30) {
    b.turnedBody([0, 0], [[r, base], [r, top], [r * 0.975, top], [r * 0.975, top - Math.min(2.2, height / 4)]], sides, paint.tank);
    b.turnedBody([0, 0], [[r * 0.975, top - Math.min(2.2, height / 4)], [0, top - Math.min(2, height / 4)]], sides, paint.roof);
    b.turnedBody([0, 0], [[r * 1.03, top - 1.4], [r * 1.03, top - 1.1], [r, top - 1.1]], sides, paint.rim);
    return;
  }
  const eave = top - Math.min(length * 0.09, height * 0.25);
  b.turnedBody([0, 0], [[r, base], [r, eave]], sides, paint.tank);
  b.turnedBody([0, 0], [[r * 1.02, eave], [0, top]], sides, paint.tank);
  b.turnedBody([0, 0], [[r * 1.04, eave - 0.4], [r * 1.04, eave], [r, eave]], sides, paint.rim);
};
/** A sphere on a ring of legs that reach its equator. */
const sphere: Draw = (b, { length }, base) => {
  const r = length / 2;
  const middle = base + r;
  b.turnedBody([0, 0], Array.from({ length: 8 }, (_, i) => { const a = (Math.PI * i) / 7 - Math.PI / 2; return [Math.max(0, r * Math.cos(a)), middle + r * Math.sin(a)] as const; }), 16, paint.sphere);
  for (let i = 0; i < 8; i++) b.turnedBody([r * 0.98 * Math.cos((i * Math.PI) / 4), r * 0.98 * Math.sin((i * Math.PI) / 4)], [[0.35, 0], [0.35, middle]], 4, paint.leg);
  b.box([-1, -0.6, middle + r - 0.2], [1, 0.6, middle + r + 0.9], paint.rim);
};
/** A lying vessel on two saddles. */
const drum: Draw = (b, { length, width }, base) => {
  const r = width / 2;
  b.lying(-length / 2, length / 2, base + r, r, 14, paint.tank);
  for (const x of [-length / 3.4, length / 3.4]) b.box([x - 0.35, -r * 0.8, 0], [x + 0.35, r * 0.8, base + r * 0.5], paint.leg);
};
/** A slender upright vessel with a dome and a platform every eight metres. */
const column: Draw = (b, { length, height }, base) => {
  const r = length / 2;
  const top = base + height;
  b.turnedBody([0, 0], [[r * 1.15, 0], [r, base + Math.min(2, height / 6)], [r, top - r * 0.5], [0, top]], 10, paint.column);
  const decks = Math.min(3, Math.floor(height / 9));
  for (let i = 1; i <= decks; i++) {
    const z = base + (height * i) / (decks + 0.6);
    b.turnedBody([0, 0], [[r + 1.2, z], [r + 1.2, z + 0.7], [r, z + 0.7]], 6, paint.deck);
  }
  b.box([r, -0.3, 0], [r + 0.5, 0.3, top * 0.92], paint.deck);
};
/** Steel bents every sixteen metres that carry decks of pipes. */
const rack: Draw = (b, { length, width, height }, base) => {
  const [x, y] = [length / 2, width / 2];
  const bents = Math.max(1, Math.round(length / 16));
  for (let i = 0; i <= bents; i++) {
    const at = -x + (length * i) / bents;
    for (const side of [-y + 0.2, y - 0.2]) b.turnedBody([at, side], [[0.3, 0], [0.3, base + height]], 3, paint.rack);
  }
  const floors = height > 5 ? [base + height * 0.55, base + height - 0.4] : [base + height - 0.4];
  for (const [i, z] of floors.entries()) {
    b.box([-x, -y, z], [x, y, z + 0.3], paint.rack, paint.deck);
    if (i < floors.length - 1) continue;   // the pipes of a lower deck are hidden by the upper one
    const pipes = Math.max(1, Math.min(3, Math.floor(width / 2)));
    for (let k = 0; k < pipes; k++) { const c = -y + (width * (k + 0.5)) / pipes; b.box([-x, c - 0.25, z + 0.35], [x, c + 0.25, z + 0.8], paint.pipe); }
  }
};
/** A building: a band of windows on each floor, a roof with an edge. */
const box: Draw = (b, { length, width, height }, base) => {
  const [x, y, top] = [length / 2, width / 2, base + height];
  b.walls([-x, -y, base], [x, y, top], paint.wall);
  const floors = height < 5 ? 0 : Math.min(3, Math.round(height / 4.5));
  for (let i = 0; i < floors; i++) b.walls([-x - PROUD, -y - PROUD, base + (height * (i + 0.36)) / floors], [x + PROUD, y + PROUD, base + (height * (i + 0.74)) / floors], paint.window);
  b.face([[-x, -y, top], [x, -y, top], [x, y, top], [-x, y, top]], paint.roof);
  if (length > 20 && width > 14) b.box([-x * 0.4, -y * 0.3, top], [x * 0.1, y * 0.3, top + 1.6], paint.wall, paint.roof);
};
/** An open pool: walls with a rim, and its water. */
const basin: Draw = (b, { length, width, height }, base) => {
  const [x, y, t] = [length / 2, width / 2, base + height];
  const w = Math.min(0.6, width / 10);
  b.box([-x, -y, base], [x, -y + w, t], paint.basin);
  b.box([-x, y - w, base], [x, y, t], paint.basin);
  b.box([-x, -y + w, base], [-x + w, y - w, t], paint.basin);
  b.box([x - w, -y + w, base], [x, y - w, t], paint.basin);
  const level = base + height * 0.7;
  b.face([[-x + w, -y + w, level], [x - w, -y + w, level], [x - w, y - w, level], [-x + w, y - w, level]], paint.water);
};
const stack: Draw = (b, { length, height }, base) => {
  const r = length / 2;
  b.turnedBody([0, 0], [[r, base], [r * 0.62, base + height], [r * 0.45, base + height], [r * 0.45, base + height - 1]], 14, paint.column);
  b.turnedBody([0, 0], [[r * 0.8, base + height * 0.86], [r * 0.8, base + height * 0.9]], 14, paint.deck);
};
const mast: Draw = (b, { length, height }, base) => {
  b.turnedBody([0, 0], [[Math.max(0.15, length / 2), base], [0.1, base + height]], 6, paint.leg);
  b.box([-0.5, -0.3, base + height - 0.7], [0.5, 0.3, base + height], paint.rim);
};
/** A gate house in the middle, a roof over the lanes, its posts. */
const gate: Draw = (b, { length, width, height }, base) => {
  const [x, y, top] = [length / 2, width / 2, base + height];
  b.box([-x * 0.18, -y * 0.35, base], [x * 0.18, y * 0.35, base + height * 0.55], paint.wall, paint.roof);
  for (const px of [-x * 0.9, x * 0.9]) for (const py of [-y * 0.7, y * 0.7]) b.box([px - 0.3, py - 0.3, base], [px + 0.3, py + 0.3, top - 0.8], paint.leg);
  b.box([-x, -y, top - 0.9], [x, y, top], paint.gate);
};

const forms: Readonly<Record<Form, Draw>> = { cylinder, sphere, drum, column, rack, box, basin, stack, mast, gate };
const plainColour: Readonly<Record<Form, Rgb>> = { cylinder: paint.tank, sphere: paint.sphere, drum: paint.tank, column: paint.column, rack: paint.rack, box: paint.wall, basin: paint.water, stack: paint.column, mast: paint.leg, gate: paint.gate };

/** A solid in all its parts. */
export const drawWhole = (b: Brush, shape: Shape): void => forms[shape.form](b, shape, shape.base ?? 0);
/** The same as a block, for far away. */
export function drawBlock(b: Brush, { form, length, width, height, base = 0 }: Shape): void {
  const colour = plainColour[form];
  const top = base + height;
  if (form === 'sphere') b.turnedBody([0, 0], [[0, base], [length / 2, base + height / 2], [0, top]], 6, colour);
  else if (form === 'cylinder' || form === 'column' || form === 'stack' || form === 'mast') b.turnedBody([0, 0], [[length / 2, base], [length / 2, top], [0, top]], 7, colour);
  else b.box([-length / 2, -width / 2, form === 'rack' || form === 'gate' ? base : 0], [length / 2, width / 2, top], colour, form === 'box' ? paint.roof : colour);
}

/** A stretch of gallery between two places: bents that carry two decks of pipes; `length` metres along x from the place of the brush. */
export function drawGallery(b: Brush, length: number, width: number, height: number, whole: boolean): void {
  const y = width / 2;
  if (!whole) { b.box([0, -y, height - 3.2], [length, y, height], paint.rack, paint.pipe); return; }
  const bents = Math.max(1, Math.round(length / 24));
  for (let i = 0; i < bents; i++) {
    const at = (length * i) / bents;
    for (const side of [-y + 0.3, y - 0.3]) b.turnedBody([at, side], [[0.35, 0], [0.35, height]], 3, paint.rack);
  }
  for (const z of [height - 3.2, height - 1]) {
    b.box([0, -y, z], [length, y, z + 0.35], paint.rack, paint.deck);
    for (let i = 0; i < 3; i++) { const c = -y + (width * (i + 0.5)) / 3; b.box([0, c - 0.35, z + 0.4], [length, c + 0.35, z + 0.95], paint.pipe); }
  }
}
