/** How much a machine can draw. `scale`: pixels drawn for each pixel shown while it stands still, and `moving` while the camera moves: what stands still costs nothing, so it may be sharp; `samples`: of each pixel, against jagged edges; `detail`: how coarse tiles may be, in pixels. */
export interface Profile { readonly name: 'low' | 'high'; readonly scale: number; readonly moving: number; readonly samples: number; readonly detail: number }

const softwareNames = /swiftshader|llvmpipe|softpipe|software|basic render|warp/i;

/** SCN-01: the low profile where the renderer's own name says that it draws without a graphics card. `pixelRatio`: of the display. */
export function profileOf(renderer: string, pixelRatio: number): Profile {
  return softwareNames.test(renderer) ? { name: 'low', scale: 1, moving: 0.5, samples: 1, detail: 24 } : { name: 'high', scale: Math.min(2, pixelRatio), moving: Math.min(2, pixelRatio), samples: 4, detail: 10 };
}

/** The name of what draws WebGL here; null where there is none. The context is given back at once. */
export function webglRenderer(canvas: HTMLCanvasElement): string | null {
  const gl = canvas.getContext('webgl2', { failIfMajorPerformanceCaveat: false });
  if (gl === null) return null;
  const names = gl.getExtension('WEBGL_debug_renderer_info');
  const name: unknown = gl.getParameter(names === null ? gl.RENDERER : names.UNMASKED_RENDERER_WEBGL);
  gl.getExtension('WEBGL_lose_context')?.loseContext();
  return String(name);
}
