import {
  BoundingSphere, Cartesian3, Color, ColorGeometryInstanceAttribute, ComponentDatatype, CorridorGeometry, CornerType, Geometry, GeometryAttribute, GeometryInstance, type Matrix4, PerInstanceColorAppearance, PolygonGeometry,
  PolygonHierarchy, Primitive, PrimitiveType,
} from '@cesium/engine';
import type { MapItem, Tone } from '#app/map';
import type { Corner } from '#app/park';

const appearance = (translucent: boolean): PerInstanceColorAppearance => new PerInstanceColorAppearance({ flat: true, translucent, closed: false });
/** Lines are cut so often (radians) that none of them dips more than a centimetre below the earth's curve. */
const granularity = 0.0001;
/** Things that only show an outline. */
const hollow = new Set<Tone>(['boundary', 'hazard-1', 'hazard-2', 'hazard-3', 'hazard-4']);
const degreesOf = (corners: readonly Corner[]): Cartesian3[] => corners.map(({ lon, lat }) => Cartesian3.fromDegrees(lon, lat));

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
    geometry: new PolygonGeometry({ polygonHierarchy: new PolygonHierarchy(degreesOf(field)), height, vertexFormat: PerInstanceColorAppearance.FLAT_VERTEX_FORMAT, granularity }),
  })]));
  return instances.length === 0 ? null : new Primitive({ geometryInstances: instances, appearance: appearance(true), asynchronous: false, allowPicking: false });
}

/** The filled outlines and the wide lines of some things, in their tones; null where there are none. `height`: metres above the ellipsoid. */
export function flatThings(items: readonly MapItem[], colourOf: (tone: Tone) => Color, height: number): Primitive | null {
  const instances = items.flatMap((item) => {
    const color = ColorGeometryInstanceAttribute.fromColor(colourOf(item.tone));
    const made: GeometryInstance[] = [];
    if (item.ring !== null && !hollow.has(item.tone)) made.push(new GeometryInstance({ attributes: { color }, geometry: new PolygonGeometry({ polygonHierarchy: new PolygonHierarchy(degreesOf(item.ring)), height: height + (item.tone === 'area' ? 0.2 : 0), vertexFormat: PerInstanceColorAppearance.FLAT_VERTEX_FORMAT, granularity }) }));
    if (item.line !== null && (item.tone === 'road' || item.tone === 'river')) made.push(new GeometryInstance({ attributes: { color }, geometry: new CorridorGeometry({ positions: degreesOf(item.line), width: item.width, height, cornerType: CornerType.ROUNDED, vertexFormat: PerInstanceColorAppearance.FLAT_VERTEX_FORMAT, granularity }) }));
    return made;
  });
  return instances.length === 0 ? null : new Primitive({ geometryInstances: instances, appearance: appearance(false), asynchronous: false, allowPicking: false });
}
