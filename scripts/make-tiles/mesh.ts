/** A point or direction of a tile: metres east, north, up. */
export type V = readonly [number, number, number];
/** Red, green, blue, 0 to 1. */
export type Rgb = readonly [number, number, number];

/** Triangles of many things in one mesh: each corner with its place, its painted light and the number of the thing it belongs to. */
export interface Mesh { readonly places: number[]; readonly colours: number[]; readonly things: number[]; readonly triangles: number[] }
export const emptyMesh = (): Mesh => ({ places: [], colours: [], things: [], triangles: [] });

/** The light is painted into the corners: a high sun from the south-west and a bright sky. Soft shadows and a lit material cost a software renderer half its frames. */
const sun: V = [-0.46, -0.37, 0.81];
const lightOn = ([x, y, z]: V): number => 0.56 + 0.34 * Math.max(0, x * sun[0] + y * sun[1] + z * sun[2]) + 0.1 * Math.max(0, z);

const sub = (a: V, b: V): V => [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
const unit = ([x, y, z]: V): V => { const l = Math.hypot(x, y, z) || 1; return [x / l, y / l, z / l]; };
const cross = (a: V, b: V): V => [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];

/** Draws solids of one thing into a mesh. Everything stands in the thing's own frame: x along its heading, y to the left of it, z up from the ground at its place. */
export class Brush {
  readonly #mesh: Mesh;
  readonly #thing: number;
  readonly #at: V;
  readonly #along: readonly [number, number];

  /** `heading`: degrees clockwise from north. */
  constructor(mesh: Mesh, thing: number, at: V, heading: number) {
    this.#mesh = mesh;
    this.#thing = thing;
    this.#at = at;
    this.#along = [Math.sin((heading * Math.PI) / 180), Math.cos((heading * Math.PI) / 180)];
  }
  #turned([x, y, z]: V): V {
    const [s, c] = this.#along;
    return [x * s - y * c, x * c + y * s, z];
  }
  /** One corner, lit by its normal; both in the thing's frame. Gives its number. */
  #corner(at: V, normal: V, [r, g, b]: Rgb): number {
    const { places, colours, things } = this.#mesh;
    const [x, y, z] = this.#turned(at);
    const light = lightOn(this.#turned(normal));
    places.push(this.#at[0] + x, this.#at[1] + y, this.#at[2] + z);
    colours.push(r * light, g * light, b * light);
    things.push(this.#thing);
    return things.length - 1;
  }
  /** A flat face with its corners counter-clockwise as seen from outside. */
  face(corners: readonly V[], colour: Rgb): void {
    const [a, b, c] = corners;
    if (a === undefined || b === undefined || c === undefined) return;
    const normal = unit(cross(sub(b, a), sub(c, a)));
    const at = corners.map((p) => this.#corner(p, normal, colour));
    for (let i = 2; i < at.length; i++) this.#mesh.triangles.push(at[0]!, at[i - 1]!, at[i]!);
  }
  /** Four upright walls from one corner to the other. */
  walls([x0, y0, z0]: V, [x1, y1, z1]: V, colour: Rgb): void {
    this.face([[x0, y0, z0], [x1, y0, z0], [x1, y0, z1], [x0, y0, z1]], colour);
    this.face([[x1, y0, z0], [x1, y1, z0], [x1, y1, z1], [x1, y0, z1]], colour);
    this.face([[x1, y1, z0], [x0, y1, z0], [x0, y1, z1], [x1, y1, z1]], colour);
    this.face([[x0, y1, z0], [x0, y0, z0], [x0, y0, z1], [x0, y1, z1]], colour);
  }
  /** A box from one corner to the other, without its underside. */
  box(low: V, high: V, colour: Rgb, top: Rgb = colour): void {
    this.walls(low, high, colour);
    const [[x0, y0], [x1, y1, z]] = [low, high];
    this.face([[x0, y0, z], [x1, y0, z], [x1, y1, z], [x0, y1, z]], top);
  }
  /** A body of revolution about the vertical through (x, y): radius at each height, from below; smooth across, sharp along. */
  turnedBody([x, y]: readonly [number, number], profile: readonly (readonly [radius: number, z: number])[], sides: number, colour: Rgb): void {
    for (let ring = 1; ring < profile.length; ring++) {
      const [r0, z0] = profile[ring - 1]!;
      const [r1, z1] = profile[ring]!;
      const slope = unit([z1 - z0, 0, r0 - r1]);
      const row = (r: number, z: number): readonly number[] => Array.from({ length: sides + 1 }, (_, i) => {
        const a = (2 * Math.PI * i) / sides;
        return this.#corner([x + r * Math.cos(a), y + r * Math.sin(a), z], [slope[0] * Math.cos(a), slope[0] * Math.sin(a), slope[2]], colour);
      });
      const [low, high] = [row(r0, z0), row(r1, z1)];
      for (let i = 0; i < sides; i++) {
        if (r0 > 1e-6) this.#mesh.triangles.push(low[i]!, low[i + 1]!, high[i + 1]!);
        if (r1 > 1e-6) this.#mesh.triangles.push(low[i]!, high[i + 1]!, high[i]!);
      }
    }
  }
  /** A lying cylinder along x with flat ends. */
  lying(x0: number, x1: number, z: number, radius: number, sides: number, colour: Rgb): void {
    const point = (x: number, i: number): V => { const a = (2 * Math.PI * i) / sides; return [x, radius * Math.cos(a), z + radius * Math.sin(a)]; };
    const normal = (i: number): V => { const a = (2 * Math.PI * i) / sides; return [0, Math.cos(a), Math.sin(a)]; };
    const rows = [x0, x1].map((x) => Array.from({ length: sides + 1 }, (_, i) => this.#corner(point(x, i), normal(i), colour)));
    for (let i = 0; i < sides; i++) {
      const [a, b, c, d] = [rows[0]![i]!, rows[0]![i + 1]!, rows[1]![i + 1]!, rows[1]![i]!];
      this.#mesh.triangles.push(a, d, c, a, c, b);
    }
    this.face(Array.from({ length: sides }, (_, i) => point(x1, i)), colour);
    this.face(Array.from({ length: sides }, (_, i) => point(x0, sides - i)), colour);
  }
}
