/** Degrees and metres, CGCS2000. */
export interface Position { readonly lon: number; readonly lat: number; readonly height: number }
/** A solid, as docs/site.md says it: metres and degrees. */
export interface Shape { readonly form: 'box' | 'cylinder' | 'sphere' | 'drum' | 'column' | 'rack' | 'basin' | 'stack' | 'mast' | 'gate'; readonly length: number; readonly width: number; readonly height: number; readonly heading: number; readonly base?: number }
/** Where a thing lies and how large it is, all of it optional. */
export interface Geometry {
  readonly system?: 'water' | 'sewage' | 'power' | 'gas' | 'heat' | 'gallery';
  readonly shape?: Shape;
  readonly outline?: readonly Omit<Position, 'height'>[];
  readonly route?: readonly Position[];
  readonly view?: { readonly bearing: number; readonly width: number; readonly range: number; readonly tilt: number };
}
