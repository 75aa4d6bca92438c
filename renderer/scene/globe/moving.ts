import * as library from '@cesium/engine';
import { BoundingSphere, type Cartesian3, type Color, ComponentDatatype, type Matrix4, PrimitiveType } from '@cesium/engine';

interface Freed { destroy(): void }
interface VertexBuffer extends Freed { copyFromArrayView(values: Float32Array, offset: number): void }
interface Command { count: number; boundingVolume: BoundingSphere }
/** The library's own commands, which its typings leave out: one buffer and one call for all things, where its points would take a step for each. */
interface Commands {
  readonly Buffer: { createVertexBuffer(of: { context: unknown; sizeInBytes: number; usage: number }): VertexBuffer };
  readonly BufferUsage: { readonly STREAM_DRAW: number };
  readonly VertexArray: new (of: object) => Freed;
  readonly ShaderProgram: { fromCache(of: object): Freed };
  readonly RenderState: { fromCache(of: object): object };
  readonly DrawCommand: new (of: object) => Command;
  readonly Pass: { readonly OPAQUE: number };
}
interface FrameState { readonly context: unknown; readonly passes: { readonly render: boolean }; readonly commandList: Command[] }

const vertex = 'in vec3 position; uniform float u_size; void main() { gl_Position = czm_modelViewProjection * vec4(position, 1.0); gl_PointSize = u_size; }';
const fragment = 'uniform vec4 u_colour; void main() { vec2 d = gl_PointCoord - 0.5; if (dot(d, d) > 0.25) { discard; } out_FragColor = u_colour; }';
/** Pixels across. */
const size = 5;
/** Metres around the middle of the park within which they are drawn whatever the camera sees: reckoning how far each went would cost more than drawing it. */
const reach = 60_000;

/** Things that move: a point each, drawn together. `frame`: from the park's frame to the earth's middle; `pixels`: drawn for each that is shown. Part of the library's scene, which ends it. */
export function movingThings(frame: Matrix4, color: Color, middle: Cartesian3, pixels: () => number) {
  const gl = library as unknown as Commands;
  let values = new Float32Array(0);
  let count = 0;
  let changed = false;
  let room = 0;
  let drawn: { readonly buffer: VertexBuffer; readonly array: Freed; readonly program: Freed; readonly command: Command } | null = null;
  let gone = false;

  function open(context: unknown): NonNullable<typeof drawn> {
    room = values.length;
    const buffer = gl.Buffer.createVertexBuffer({ context, sizeInBytes: values.byteLength, usage: gl.BufferUsage.STREAM_DRAW });
    const array = new gl.VertexArray({ context, attributes: [{ index: 0, vertexBuffer: buffer, componentsPerAttribute: 3, componentDatatype: ComponentDatatype.FLOAT }] });
    const program = gl.ShaderProgram.fromCache({ context, vertexShaderSource: vertex, fragmentShaderSource: fragment, attributeLocations: { position: 0 } });
    const command = new gl.DrawCommand({
      vertexArray: array, shaderProgram: program, renderState: gl.RenderState.fromCache({ depthTest: { enabled: true } }), uniformMap: { u_size: () => size * pixels(), u_colour: () => color },
      modelMatrix: frame, primitiveType: PrimitiveType.POINTS, pass: gl.Pass.OPAQUE, boundingVolume: new BoundingSphere(middle, reach), count: 0,
    });
    return { buffer, array, program, command };
  }
  /** The array ends its buffer with itself. */
  function close(): void { drawn?.array.destroy(); drawn?.program.destroy(); drawn = null; }
  return {
    put(places: Float64Array): void {
      if (values.length < places.length) values = new Float32Array(places.length);
      values.set(places);
      count = places.length / 3;
      changed = true;
    },
    /** Called by the library's scene with each frame. */
    update({ context, passes, commandList }: FrameState): void {
      if (!passes.render || count === 0) return;
      if (drawn !== null && room < values.length) close();
      drawn ??= open(context);
      if (changed) { drawn.buffer.copyFromArrayView(values.length === 3 * count ? values : values.subarray(0, 3 * count), 0); changed = false; }
      drawn.command.count = count;
      commandList.push(drawn.command);
    },
    isDestroyed: (): boolean => gone,
    destroy(): void { close(); gone = true; },
  };
}
