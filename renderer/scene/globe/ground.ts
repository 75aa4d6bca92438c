import {
  BoundingSphere, Cartesian3, Color, ColorGeometryInstanceAttribute, ComponentDatatype, CorridorGeometry, CornerType, Geometry, GeometryAttribute, GeometryInstance, Matrix4, PerInstanceColorAppearance, PolygonGeometry,
  PolygonHierarchy, Primitive, PrimitiveType,
} from '@cesium/engine';
import type { Enu, Frame, GroundCorner, MapItem, Tone } from '#app/map';

const appearance = (translucent: boolean): PerInstanceColorAppearance => new PerInstanceColorAppearance({ flat: true, translucent, closed: false });
/** Lines are cut so often (radians) that none of them dips more than a centimetre below the earth's curve. */
const granularity = 0.0001;
/** Things that only show an outline. */
const hollow = new Set<Tone>(['boundary', 'hazard-1', 'hazard-2', 'hazard-3', 'hazard-4']);
/** How flat things lie: at `height` metres above the ellipsoid, of which `plain` is the site's level; `cover`: how much they hide of what is under them, 0 to 1. */
export interface Lying { readonly height: number; readonly plain: number; readonly cover: number }
const degreesOf = (corners: readonly GroundCorner[], above = 0): Cartesian3[] => corners.map(({ lon, lat, height }) => Cartesian3.fromDegrees(lon, lat, (height ?? 0) + above));
const known = (corners: readonly GroundCorner[]): boolean => corners.some((c) => c.height !== undefined);

/** An area, level or by the height of its corners. */
function area(ring: readonly GroundCorner[], { height, plain }: Pick<Lying, 'height' | 'plain'>): PolygonGeometry {
  const [uneven, common] = [known(ring), { vertexFormat: PerInstanceColorAppearance.FLAT_VERTEX_FORMAT, granularity }];
  return uneven ? new PolygonGeometry({ polygonHierarchy: new PolygonHierarchy(degreesOf(ring, height - plain)), perPositionHeight: true, ...common }) : new PolygonGeometry({ polygonHierarchy: new PolygonHierarchy(degreesOf(ring)), height, ...common });
}
/** A band of `width` metres along a line, each of its corners as high as the line is there: the library's corridors are level. */
function band(line: readonly GroundCorner[], width: number, { height, plain }: Lying, frame: Frame): Geometry {
  const along = line.map((c): Enu => frame.corner(c, (c.height ?? plain) + height - plain));
  const places: number[] = [];
  const indices: number[] = [];
  for (const [i, p] of along.entries()) {
    const [a, b] = [along[Math.max(0, i - 1)] ?? p, along[Math.min(along.length - 1, i + 1)] ?? p];
    const length = Math.hypot(b.east - a.east, b.north - a.north) || 1;
    const [e, n] = [((a.north - b.north) / length) * (width / 2), ((b.east - a.east) / length) * (width / 2)];
    places.push(p.east + e, p.north + n, p.up, p.east - e, p.north - n, p.up);
    if (i > 0) { const k = 2 * i; indices.push(k - 2, k - 1, k, k - 1, k + 1, k); }
  }
  return new Geometry({
    attributes: { position: new GeometryAttribute({ componentDatatype: ComponentDatatype.DOUBLE, componentsPerAttribute: 3, values: new Float64Array(places) }) } as never,
    indices: new Uint16Array(indices), primitiveType: PrimitiveType.TRIANGLES, boundingSphere: BoundingSphere.fromVertices(places),
  });
}

/** Rings of the ground, in metres from the middle of the park, and how much of the sky each has taken on. */
const rings: readonly (readonly [metres: number, sky: number])[] = [[0, 0], [5000, 0], [7500, 0.12], [10_000, 0.35], [14_000, 0.68], [20_000, 0.9], [28_000, 1], [60_000, 1]];
const slices = 48;

/** The ground itself: a disc that follows the earth's curve and fades into the sky before the horizon. `frame`: from the park's frame to the earth's middle. */
export function groundDisc(frame: Matrix4, ground: Color, sky: Color): Primitive {
  const places: number[] = [];
  const colours: number[] = [];
  const indices: number[] = [];
  const mixed = new Color();
  for (const [metres, part] of rings) {
    Color.lerp(ground, sky, part, mixed);
    const [r, g, b] = mixed.toBytes();
    for (let i = 0; i < slices; i++) {
      const a = (2 * Math.PI * i) / slices;
      places.push(metres * Math.cos(a), metres * Math.sin(a), -0.6 - (metres * metres) / 12_756_000);
      colours.push(r ?? 0, g ?? 0, b ?? 0, 255);
    }
  }
  for (let ring = 1; ring < rings.length; ring++) for (let i = 0; i < slices; i++) {
    const [a, b, c, d] = [(ring - 1) * slices + i, (ring - 1) * slices + ((i + 1) % slices), ring * slices + i, ring * slices + ((i + 1) % slices)];
    indices.push(a, c, d, a, d, b);
  }
  const geometry = new Geometry({
    attributes: {
      position: new GeometryAttribute({ componentDatatype: ComponentDatatype.DOUBLE, componentsPerAttribute: 3, values: new Float64Array(places) }),
      color: new GeometryAttribute({ componentDatatype: ComponentDatatype.UNSIGNED_BYTE, componentsPerAttribute: 4, normalize: true, values: new Uint8Array(colours) }),
    } as never,
    indices: new Uint16Array(indices), primitiveType: PrimitiveType.TRIANGLES, boundingSphere: new BoundingSphere(Cartesian3.ZERO, 60_000),
  });
  return new Primitive({ geometryInstances: new GeometryInstance({ geometry, modelMatrix: frame }), appearance: appearance(false), asynchronous: false, allowPicking: false });
}

/** The fields that cameras see, in a breath of light; null where there are none. */
export function cameraFields(items: readonly MapItem[], color: Color, height: number): Primitive | null {
  const instances = items.flatMap(({ field }) => (field === null ? [] : [new GeometryInstance({
    attributes: { color: ColorGeometryInstanceAttribute.fromColor(color) },
    geometry: area(field, { height, plain: height }),
  })]));
  return instances.length === 0 ? null : new Primitive({ geometryInstances: instances, appearance: appearance(true), asynchronous: false, allowPicking: false });
}

/** The filled outlines and the wide lines of some things, in their tones; null where there are none. */
export function flatThings(items: readonly MapItem[], colourOf: (tone: Tone) => Color, lying: Lying, frame: Frame): Primitive | null {
  const modelMatrix = Matrix4.fromArray([...frame.matrix]);
  const instances = items.flatMap((item) => {
    const color = ColorGeometryInstanceAttribute.fromColor(colourOf(item.tone).withAlpha(lying.cover));
    const made: GeometryInstance[] = [];
    if (item.ring !== null && !hollow.has(item.tone)) made.push(new GeometryInstance({ attributes: { color }, geometry: area(item.ring, { ...lying, height: lying.height + (item.tone === 'area' ? 0.2 : 0) }) }));
    if (item.line !== null && (item.tone === 'road' || item.tone === 'river')) made.push(new GeometryInstance({ attributes: { color }, ...(known(item.line) && item.line.some((c) => c.height !== lying.plain) ? { geometry: band(item.line, item.width, lying, frame), modelMatrix } : { geometry: new CorridorGeometry({ positions: degreesOf(item.line.map(({ lon, lat }) => ({ lon, lat }))), width: item.width, height: lying.height, cornerType: CornerType.ROUNDED, vertexFormat: PerInstanceColorAppearance.FLAT_VERTEX_FORMAT, granularity }) }) }));
    return made;
  });
  return instances.length === 0 ? null : new Primitive({ geometryInstances: instances, appearance: appearance(lying.cover < 1), asynchronous: false, allowPicking: false });
}
