import { z } from 'zod';

/** What a drawing may hold at most: a mimic is one screen, not a park. `svg`: letters of the file. `trends`: each asks for the history of its point. */
export const bounds = { symbols: 500, bindings: 1000, points: 400, trends: 24, svg: 524_288, json: 1_048_576, mimics: 60 } as const;

/** The name of a mimic and of its files: small letters, digits and dashes; never a name that some file system keeps for itself. */
export const mimicIdPattern = /^(?!(?:con|prn|aux|nul|com\d|lpt\d)$)[a-z0-9][a-z0-9-]{0,59}$/;
export const MimicId = z.string().regex(mimicIdPattern);

const clean = (s: string): boolean => s.isWellFormed() && !/[\p{Cc}\p{Zl}\p{Zp}\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF]/u.test(s);
const text = (most: number) => z.string().max(most).refine(clean);
export const Label = z.strictObject({ zh: text(200), en: text(200) });
export type Label = z.infer<typeof Label>;

/** What we draw ourselves; everything else is drawn in the SVG. */
export const symbolKinds = ['tank', 'sphere', 'column', 'pump', 'valve', 'pipe', 'text', 'bar', 'value', 'trend'] as const;
export type SymbolKind = (typeof symbolKinds)[number];

const place = z.number().min(-2000).max(10_000);
const extent = z.number().min(4).max(8000);
/** As an id in SVG: no blanks, no quotes. */
export const ElementId = z.string().regex(/^[\p{L}_][\p{L}\p{N}._:-]{0,119}$/u);
/** One of our symbols: its box in units of the drawing, turned about its middle by `turn` degrees clockwise. */
export const DrawnSymbol = z.strictObject({
  id: ElementId, kind: z.enum(symbolKinds), x: place, y: place, width: extent, height: extent, turn: z.number().min(0).lt(360), label: Label.exactOptional(),
});
export type DrawnSymbol = z.infer<typeof DrawnSymbol>;

const point = z.string().min(1).max(300);
const element = ElementId;
const finite = z.number().min(-1e12).max(1e12);
/**
 * What an element of the drawing (one of our symbols, or an element of the SVG by its id) shows of a point, or where it leads. `text`: the value, with so many digits and its unit; without
 * `digits` as many as the range deserves. `level`: how full, from `low` to `high`, else the point's range. `colour`: alarm and quality. `state`: on or off. `visible`: only while it holds.
 * `turn`: degrees at `low` and at `high`. `trend`: the last so many minutes.
 */
export const Binding = z.discriminatedUnion('show', [
  z.strictObject({ element, show: z.literal('text'), point, digits: z.number().int().min(0).max(6).exactOptional(), unit: z.boolean().exactOptional() }),
  z.strictObject({ element, show: z.literal('level'), point, low: finite.exactOptional(), high: finite.exactOptional() }),
  z.strictObject({ element, show: z.literal('colour'), point }),
  z.strictObject({ element, show: z.literal('state'), point, on: finite.exactOptional() }),
  z.strictObject({ element, show: z.literal('visible'), point, is: z.enum(['above', 'below', 'equal']), limit: finite }),
  z.strictObject({ element, show: z.literal('turn'), point, low: finite, high: finite, from: z.number().min(-3600).max(3600), to: z.number().min(-3600).max(3600) }),
  z.strictObject({ element, show: z.literal('trend'), point, minutes: z.number().int().min(1).max(60) }),
  z.strictObject({ element, show: z.literal('go'), mimic: MimicId }),
  z.strictObject({ element, show: z.literal('select'), asset: z.string().min(1).max(300) }),
]);
export type Binding = z.infer<typeof Binding>;
export type PointBinding = Extract<Binding, { readonly point: string }>;
export const ofPoint = (b: Binding): b is PointBinding => 'point' in b;

/** The points that a drawing speaks of, each once, in its order. */
export const pointsOf = ({ bindings }: Pick<Drawing, 'bindings'>): readonly string[] => [...new Set(bindings.filter(ofPoint).map((b) => b.point))];

/** A mimic without its SVG: the file `mimics/<id>.json`. `size`: the drawing's own units, which the SVG's viewBox shares. */
const Shape = z.strictObject({
  formatVersion: z.literal(1), name: Label.refine((n) => n.zh !== '' && n.en !== ''),
  size: z.strictObject({ width: z.number().min(100).max(8000), height: z.number().min(100).max(8000) }),
  symbols: z.array(DrawnSymbol).max(bounds.symbols), bindings: z.array(Binding).max(bounds.bindings),
});
export type Drawing = z.infer<typeof Shape>;
export const Drawing = Shape
  .refine((d) => new Set(d.symbols.map((s) => s.id)).size === d.symbols.length, { path: ['symbols'], error: 'two of one id' })
  .refine((d) => pointsOf(d).length <= bounds.points, { path: ['bindings'], error: 'too many points' })
  .refine((d) => d.bindings.filter((b) => b.show === 'trend').length <= bounds.trends, { path: ['bindings'], error: 'too many trends' });
